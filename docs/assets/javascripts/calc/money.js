/** calculators/money.py. What cannot be read is thrown as the name of the page's sentence. Amounts are read as whole fen. */
const NUMBER = /^([+-]?)([0-9]+(?:,[0-9]{3})*|[0-9]{1,4}(?:,[0-9]{4})+)(\.[0-9]+)?$/;
const PLACES = { "": 2, "万": 6, "亿": 10 };
const grouped = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Full-width characters as plain ones, without blanks. */
export const narrow = (text) =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/\s/g, "");

/** Plain digits as text: nothing is lost before the unit is known. */
export function parse_number(text) {
  const plain = narrow(text).replace("\u2212", "-");
  const bare = plain.replace(/,/g, "");
  if (!NUMBER.test(plain)) throw bare !== plain && NUMBER.test(bare) ? "commas" : "number";
  return bare;
}

export function parse_amount(text) {
  const [, number, scale] = /^[¥￥]?(.*?)([万亿]?)块?元?$/.exec(narrow(text));
  const [whole, part = ""] = parse_number(number).split(".");
  const places = PLACES[scale];
  if (/[^0]/.test(part.slice(places))) throw "fen";
  return Number(whole + part.slice(0, places).padEnd(places, "0"));
}

export function parse_percent(text) {
  const plain = narrow(text);
  if (plain.startsWith("万分之")) return Number(`${parse_number(plain.slice(3))}e-2`);
  if (plain.endsWith("‰")) return Number(`${parse_number(plain.slice(0, -1))}e-1`);
  return Number(parse_number(plain.replace(/%$/, "")));
}

export function half_up(value, decimals) {
  const scaled = Math.abs(value) * 10 ** decimals;
  const rounded = Math.floor(scaled + 0.5 + 1e-6 + Math.min(scaled * 1e-13, 1e-3)) / 10 ** decimals;
  return value < 0 && rounded ? -rounded : rounded;
}

/** Yuan, rounded to the fen, as text. */
export const fen = (yuan) => half_up(yuan, 2).toFixed(2);

export const show_amount = (yuan) => `${grouped.format(half_up(yuan, 2))} 元`;

export const show_percent = (fraction) => `${grouped.format(half_up(fraction * 100, 2))}%`;

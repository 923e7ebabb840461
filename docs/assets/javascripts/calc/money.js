/**
 * Amounts and rates as people write them, and as we print them: calculators/money.py, function by function, under its names.
 * What cannot be read is thrown as the key of a sentence that the page holds. Amounts are read as whole fen.
 */
const NUMBER = /^([+-]?)([0-9]+(?:,[0-9]{3})*|[0-9]{1,4}(?:,[0-9]{4})+)(\.[0-9]+)?$/;
const PLACES = { "": 2, "万": 6, "亿": 10 };
const TWO = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
const grouped = new Intl.NumberFormat("en-US", TWO);

/** Full-width characters as plain ones, without blanks. */
export const narrow = (text) =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/\s/g, "");

/** A number as plain digits (text), so that nothing is lost before its unit is known. */
export function parse_number(text) {
  const plain = narrow(text).replace(/\u2212/g, "-");
  if (!NUMBER.test(plain)) throw plain.includes(",") && NUMBER.test(plain.replace(/,/g, "")) ? "commas" : "number";
  return plain.replace(/,/g, "");
}

/** An amount in yuan (¥12,000, 1.2万, １２０００ 元) in fen. */
export function parse_amount(text) {
  const [, bare, scale] = /^¥?(.*?)([万亿]?)块?元?$/.exec(narrow(text.replace(/￥/g, "¥")));
  const [whole, part = ""] = parse_number(bare).split(".");
  const places = PLACES[scale];
  if (/[^0]/.test(part.slice(places))) throw "fen";
  return Number(whole + part.slice(0, places).padEnd(places, "0"));
}

/** A rate in percent: 24, 24%, 0.5‰, 万分之5. */
export function parse_percent(text) {
  const plain = narrow(text);
  if (plain.startsWith("万分之")) return Number(`${parse_number(plain.slice(3))}e-2`);
  if (plain.endsWith("‰")) return Number(`${parse_number(plain.slice(0, -1))}e-1`);
  return Number(parse_number(plain.replace(/%$/, "")));
}

/** Round half away from zero; a tie missed by float noise counts as one. */
export function half_up(value, decimals) {
  const scaled = Math.abs(value) * 10 ** decimals;
  if (!Number.isFinite(scaled)) throw new RangeError("no number");
  const rounded = Math.floor(scaled + 0.5 + 1e-6 + scaled * 1e-13) / 10 ** decimals;
  return value < 0 && rounded ? -rounded : rounded;
}

/** An amount in yuan, rounded to the fen, as text with two decimals. */
export const fen = (yuan) => half_up(yuan, 2).toFixed(2);

export const show_amount = (yuan) => `${grouped.format(half_up(yuan, 2))} 元`;

/** A rate given as a fraction: 0.126825 as 12.68%. */
export const show_percent = (fraction) => `${grouped.format(half_up(fraction * 100, 2))}%`;

/** The log of calls, messages and visits as plain values: reading, counting, judging, and the texts made from it. No page, no storage. */
import { call_check } from "./collection.js";
import { exhibitLine, factLine, moment, oneLine } from "./words.js";

export const FORMAT = "zj:evidence";
export const VERSION = 1;
const MOST = 5000;
const LONGEST = 20000;
export const KINDS = { call: "电话", message: "短信、微信、其他消息", visit: "上门", other: "其他" };
const WORDS = ["when", "kind", "lender", "name", "number", "who", "called", "whom", "said", "proof"];
export const FLAGS = {
  answered: "接通了",
  recording: "只播录音",
  agreed: "这个时间是约好的或我同意的",
  asked: "要别人代还或转达催款",
  revealed: "把欠款说给了别人",
  impersonated: "冒充公安、法院、检察院等",
  threatened: "威胁、恐吓、辱骂",
  extra_fee: "另收催收费，或逼我借新还旧",
};

/** An entry of known fields only, each a text of bounded length or a truth value; null when it is none. */
export function entryOf(given) {
  if (!given || typeof given !== "object") return null;
  const entry = {};
  for (const name of WORDS) entry[name] = given[name] === undefined || given[name] === null ? "" : String(given[name]).slice(0, LONGEST);
  for (const name of Object.keys(FLAGS)) entry[name] = given[name] === true;
  entry.when = (/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d)?/.exec(entry.when) || [""])[0].replace(" ", "T");
  if (!Object.keys(KINDS).includes(entry.kind)) entry.kind = "other";
  entry.id = /^[\w-]{1,40}$/.test(given.id) ? given.id : newId();
  return entry;
}

export function newId() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
}

/** Oldest first; entries without a time last. */
export function inOrder(entries) {
  return [...entries].sort((one, other) => (one.when || "9").localeCompare(other.when || "9"));
}

/** Entries with their number, their count of the day and what the rules say: [{entry, number, findings}] in order. */
export function judgedLog(entries, rules) {
  const tally = new Map();
  const count = (...key) => {
    const name = key.join("\n");
    tally.set(name, (tally.get(name) || 0) + 1);
    return tally.get(name);
  };
  return inOrder(entries).map((entry, index) => {
    const form = formOf(entry, count);
    return { entry, number: index + 1, form, findings: entry.when ? call_check(form, rules) : [] };
  });
}

/** An entry as the rules ask for it: how many of its kind there have been that day, this one included. */
function formOf(entry, count) {
  const [day, time = ""] = entry.when.split("T");
  const party = `${entry.lender}/${entry.name.trim()}`;
  const isCall = entry.kind === "call";
  const field = !isCall ? "" : !entry.answered ? "missed" : entry.recording ? "notices" : "talks";
  const number = field ? count(day, party, field, field === "missed" ? entry.number.trim() : "") : 0;
  return {
    ...entry, day, time, talks: 0, notices: 0, missed: 0, [field || "talks"]: number,
    answered: isCall ? entry.answered : entry.kind === "visit",
  };
}

/** Counts per day: [{day, calls, talks, notices, missed, messages, visits, over}], newest first. */
export function perDay(judged) {
  const days = new Map();
  for (const { entry, form, findings } of judged) {
    if (!days.has(form.day)) days.set(form.day, { day: form.day, talks: 0, notices: 0, missed: 0, messages: 0, visits: 0, over: 0 });
    const row = days.get(form.day);
    const name = entry.kind === "visit" ? "visits" : entry.kind !== "call" ? "messages" : !entry.answered ? "missed" : entry.recording ? "notices" : "talks";
    row[name] += 1;
    row.over += findings.some((one) => one.verdict === "over") ? 1 : 0;
  }
  return [...days.values()].reverse();
}

/** Which rules were exceeded, how often: [{provision, matter, force, detail, numbers}]. */
export function exceeded(judged) {
  const found = new Map();
  for (const { number, findings } of judged) {
    for (const one of findings.filter(({ verdict }) => verdict === "over")) {
      const key = `${one.provision} ${one.matter}`;
      if (!found.has(key)) found.set(key, { ...one, numbers: [] });
      const { numbers } = found.get(key);
      if (numbers[numbers.length - 1] !== number) numbers.push(number);
    }
  }
  return [...found.values()];
}

/** Entries in pasted lines: a day and a time begin one; a telephone number and what follows belong to it. */
export function parsePasted(text, today) {
  const found = [];
  for (const line of text.split("\n")) {
    const when = timeIn(line, today);
    if (when) found.push(entryOf({ when: when.value, kind: kindIn(line), answered: !/未接|没接|拒接/.test(line), number: numberIn(line), said: when.rest, called: "self" }));
    else if (found.length && line.trim()) found[found.length - 1].said = `${found[found.length - 1].said}\n${line.trim()}`.trim().slice(0, LONGEST);
  }
  return found;
}

const TIME = /(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\sT,，]*(上午|下午|晚上|早上|中午|凌晨)?\s*(\d{1,2})\s*[:：点时]\s*(\d{1,2})?分?/;

function timeIn(line, today) {
  const found = TIME.exec(line.normalize("NFKC"));
  if (!found) return null;
  const [whole, year, month, date, half, hour, minute] = found;
  const later = /下午|晚上/.test(half || "") && Number(hour) < 12 ? 12 : 0;
  const two = (number) => String(number).padStart(2, "0");
  const day = `${two(month)}-${two(date)}`;
  const guess = `${Number(today.slice(0, 4)) - (day > today.slice(5) ? 1 : 0)}`;
  const value = `${year || guess}-${day}T${two(Number(hour) + later)}:${two(minute || 0)}`;
  if (Number.isNaN(Date.parse(`${value}:00Z`))) return null;
  return { value, rest: line.normalize("NFKC").replace(whole, " ").replace(/\s+/g, " ").trim() };
}

const numberIn = (line) => (/\+?\d[\d-]{4,18}\d/.exec(line.normalize("NFKC").replace(TIME, " ")) || [""])[0];
const kindIn = (line) => (/短信|微信|消息|QQ|邮件/.test(line) ? "message" : /上门|到家|到单位/.test(line) && !/说|要|会/.test(line) ? "visit" : "call");

/** The reader's own file. */
export function toFile(entries, day) {
  return JSON.stringify({ format: FORMAT, version: VERSION, exported: day, entries: inOrder(entries) }, null, 1);
}

/** Read such a file, or a backup of this site's storage: {entries} or {message}. Nothing is guessed. */
export function fromFile(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { message: "读不懂：请选从本站导出的文件，或者整段粘贴导出的文字。" };
  }
  if (data && data.format === "zj:1") data = { format: FORMAT, ...(data.values || {}).evidence };
  if (!data || data.format !== FORMAT || !Array.isArray(data.entries)) return { message: "这不是本站的记录文件，没有导入。" };
  if (!(data.version <= VERSION)) return { message: "这个文件的版本比这一页新，或者没有写版本。请先联网刷新这一页，再导入。" };
  if (data.entries.length > MOST) return { message: `一次最多导入 ${MOST} 条。` };
  return { entries: data.entries.map(entryOf).filter(Boolean) };
}

/** Lines for a lawyer's spreadsheet; nothing in it is run as a formula. */
export function toCsv(judged, rules) {
  const head = ["编号", "时间", "方式", "放款机构类型", "机构或平台", "号码", "自称", "对谁", "对象", "原话或经过", "证据", ...Object.values(FLAGS), "超出的规则"];
  const rows = judged.map(({ entry, number, findings }) => [
    number, entry.when.replace("T", " "), KINDS[entry.kind], rules.lenders[entry.lender] || "", entry.name, entry.number, entry.who,
    rules.called[entry.called] || "", entry.whom, entry.said, entry.proof,
    ...Object.keys(FLAGS).map((name) => (entry[name] ? "是" : "")),
    findings.filter(({ verdict }) => verdict === "over").map((one) => `${label(one.provision, rules)}（${one.force}）`).join("；"),
  ]);
  return csv([head, ...rows]);
}

/** Rows as CSV with the mark that spreadsheet programs need; a cell that looks like a formula is kept a text. */
export function csv(rows) {
  const cell = (value) => {
    const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function label(provision, rules) {
  return rules.rules[provision] ? rules.rules[provision].label : provision;
}

/** 证据目录: one line for each entry. */
export function exhibits(judged) {
  return ["证据目录", ...judged.map(({ entry, number }) => `${exhibitLine(entry, number)}。证明：${proves(entry)}`)].join("\n");
}

function proves(entry) {
  const said = Object.keys(FLAGS).filter((name) => entry[name] && !["answered", "agreed", "recording"].includes(name)).map((name) => FLAGS[name]);
  return said.join("、") || "对方在这个时间联系过";
}

/** The facts, the counts, the rules with their force, and what is asked for: plain words to send to the right body. */
export function complaint(judged, rules) {
  const names = [...new Set(judged.map(({ entry }) => entry.name.trim()).filter(Boolean))];
  const lines = ["关于催收情况的投诉材料", "", `被投诉的机构或平台：${names.join("、") || "（填合同上的全称）"}`, "", "一、事实（按时间）", ""];
  lines.push(...judged.map(({ entry, number }) => `${number}. ${factLine(entry, number)}。`), "", "二、按天统计", "");
  lines.push(...perDay(judged).map(dayLine), "", "三、可以对照的规定（每条写明效力）", "");
  const over = exceeded(judged);
  lines.push(...over.map((one) => `· ${label(one.provision, rules)}（${one.force}）：${one.detail}。见第 ${one.numbers.join("、")} 条。`));
  lines.push(over.length ? "推荐性国家标准和行业自律规定不是法律，请参照核查；以上由本人逐条记录，请以核查为准。" : "记录里没有超出本站所列规则的情形，只陈述事实，请核查。");
  lines.push("", "四、请求", "", "1. 请核查上述时间的通话、消息和外访记录，书面答复。", "2. 请纠正查实的不当催收，并告知处理结果。", "3. 还款的事请用书面形式和本人联系。", "", exhibits(judged), "", "投诉人：", "联系电话：", "日期：");
  return lines.join("\n");
}

export function dayLine(row) {
  const parts = [[row.talks, "接通"], [row.notices, "录音"], [row.missed, "未接通"], [row.messages, "消息"], [row.visits, "上门"]];
  return `${row.day ? moment(row.day) : "时间不详"}：${parts.filter(([number]) => number).map(([number, word]) => `${word} ${number} 次`).join("，")}`;
}

/** Everything as text to copy. */
export function asText(judged, rules) {
  const one = ({ entry, number, findings }) => [
    `${number}. ${factLine(entry, number)}`,
    ...Object.keys(FLAGS).filter((name) => entry[name]).map((name) => `   · ${FLAGS[name]}`),
    ...findings.filter(({ verdict }) => verdict !== "within").map((found) => `   ※ ${found.matter}：${label(found.provision, rules)}（${found.force}）`),
    entry.proof ? `   证据：${oneLine(entry.proof)}` : "",
  ].filter(Boolean).join("\n");
  return judged.map(one).join("\n");
}

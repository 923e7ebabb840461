/** What a letter can take over from the reader's own saved tools. Pure reading; the reader presses the button. */
import { get } from "../store.js";

/** Offers for a letter with these fields: [{label, values: {field: text}}]. */
export function sources(fields) {
  return [...fromDebts(fields), ...fromLog(fields)];
}

/** The names under which letters ask for what the list of debts holds. */
const OF_DEBT = {
  lender: (debt) => debt.name,
  balance: (debt) => debt.balance,
  overdue_days: (debt) => debt.days,
};

function fromDebts(fields) {
  const saved = get("debts");
  const debts = Array.isArray(saved?.debts) ? saved.debts : [];
  if (!fields.includes("lender")) return [];
  return debts.slice(0, 30).filter((debt) => debt && debt.name).map((debt) => ({
    label: `欠款：${String(debt.name).slice(0, 20)}`,
    values: Object.fromEntries(Object.keys(OF_DEBT).map((name) => [name, String(OF_DEBT[name](debt) || "")])),
  }));
}

function fromLog(fields) {
  const saved = get("evidence");
  const entries = Array.isArray(saved?.entries) ? saved.entries : [];
  if (!entries.length || !fields.includes("facts")) return [];
  const listed = [...entries].sort((one, other) => (one.when < other.when ? -1 : 1)).slice(-200);
  return [{
    label: `证据记录：${listed.length} 条`,
    values: {
      facts: listed.map((entry, at) => factLine(entry, at + 1)).join("\n"),
      proofs: listed.map((entry, at) => exhibitLine(entry, at + 1)).join("\n"),
    },
  }];
}

const HOW = { call: "来电", message: "短信或消息", visit: "上门", other: "其他方式" };

/** 2026 年 11 月 19 日 21:40，来电，号码…，说“…”，证据 1 */
export function factLine(entry, number) {
  const parts = [
    moment(entry.when),
    HOW[entry.kind] || HOW.other,
    entry.number && `号码 ${entry.number}`,
    entry.who && `自称${entry.who}`,
    entry.called === "contact" && `打给${entry.whom || "别人"}`,
    entry.kind === "call" && !entry.answered && "没有接通",
    entry.said && `说“${oneLine(entry.said)}”`,
    `证据 ${number}`,
  ];
  return parts.filter(Boolean).join("，");
}

/** 证据 1：11 月 19 日 21:40 来电，录音 */
export function exhibitLine(entry, number) {
  const proof = entry.proof ? `，${oneLine(entry.proof)}` : "，（写明录音、截图还是通话记录）";
  return `证据 ${number}：${moment(entry.when)}${HOW[entry.kind] || HOW.other}${proof}`;
}

/** 2026-11-19T21:40 in words. */
export function moment(when) {
  const found = /^(\d+)-0?(\d+)-0?(\d+)(?:T(\d+:\d+))?/.exec(when || "");
  return found ? `${found[1]} 年 ${found[2]} 月 ${found[3]} 日${found[4] ? ` ${found[4]}` : ""}` : "时间不详";
}

export function oneLine(text) {
  return String(text).replace(/\s+/g, " ").trim();
}

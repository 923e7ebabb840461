/** Entries of the log in words, as complaints and letters need them. */
const HOW = new Map([["call", "来电"], ["message", "短信或消息"], ["visit", "上门"]]);
const how = (entry) => HOW.get(entry.kind) || "其他方式";

/** 2026 年 11 月 19 日 21:40，来电，号码…，说“…”，证据 1 */
export function factLine(entry, number) {
  const parts = [
    moment(entry.when),
    how(entry),
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
  return `证据 ${number}：${moment(entry.when)}${how(entry)}${proof}`;
}

/** 2026-11-19T21:40 in words. */
export function moment(when) {
  const found = /^(\d+)-0?(\d+)-0?(\d+)(?:T(\d+:\d+))?/.exec(String(when || ""));
  return found ? `${found[1]} 年 ${found[2]} 月 ${found[3]} 日${found[4] ? ` ${found[4]}` : ""}` : "时间不详";
}

export function oneLine(text) {
  return String(text).replace(/\s+/g, " ").trim();
}

/** How old this copy of the site is, by the reader's own clock. Nothing is asked of anybody. */
const DAY = 24 * 60 * 60 * 1000;

/** Whole days from `day` (2026-11-22) to the moment `now`, by the reader's calendar; negative when it is still to come. */
export function daysSince(day, now) {
  const [year, month, date] = day.split("-").map(Number);
  return Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(year, month - 1, date)) / DAY);
}

/** What to tell a reader of a copy that is `days` old, when copies are fresh for `fresh` days. */
export function ageInWords(days, fresh) {
  if (days < 0) return "这台设备的日期比这一份还早：请先看看设备的日期对不对。";
  if (days > fresh) return `按这台设备的日期，这一份是 ${days} 天前的：多半缺了新的数字，请换一份看。`;
  return days === 0 ? "按这台设备的日期，这一份是今天的。" : `按这台设备的日期，这一份是 ${days} 天前的，还算新。`;
}

const edition = document.getElementById("edition");
document.getElementById("edition-age").textContent = ageInWords(
  daysSince(edition.dataset.day, new Date()),
  Number(edition.dataset.fresh),
);

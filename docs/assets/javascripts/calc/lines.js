/** Marks the lines of today that a yearly rate exceeds, beside bars that show how far; gives the end of the first sentence. */
import { half_up } from "./money.js";

export function compare(element, { simple_annual: simple, compound_annual: compound }) {
  const lines = [...element.querySelectorAll("[data-line]")];
  const over = lines.filter((line) => {
    const exceeds = (rate) => half_up(rate * 100, 2) > line.dataset.rate; // interest_line.py: exceeds
    const place = line.querySelector("[data-over]");
    place.textContent = exceeds(simple) ? "超过" : compound === null || exceeds(compound) ? "单利没有超过，复利超过" : "没有超过";
    place.className = exceeds(simple) ? "stop" : "fine";
    return exceeds(simple);
  });
  const most = Math.max(simple, ...lines.map(({ dataset }) => dataset.rate / 100));
  for (const bar of element.querySelectorAll("rect")) {
    const rate = "rate" in bar.dataset ? bar.dataset.rate / 100 : Math.max(0, simple);
    bar.setAttribute("width", `${(rate / most) * 100}%`);
  }
  if (!over.length) return "，没有超过下面的线。";
  return `，超过${over.length === lines.length ? "下面每一条线" : over.map(({ dataset }) => dataset.line).join("、")}。放款的是谁，才看哪一条。`;
}

/** Small pictures of an answer; what they show stands in words beside them, so each is one named image. */
import { show_amount, show_percent } from "./money.js";

const WIDTH = 320;

function part(tag, attributes, words = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.textContent = words;
  return element;
}

export function draw(element) {
  const place = element.one("[data-chart]");
  const [height, name, parts] = place.dataset.chart ? curve(place.dataset, element.answer) : bars(element);
  const svg = part("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "chart", role: "img", "aria-label": name });
  svg.append(...parts);
  place.replaceChildren(svg);
}

/** The yearly rate above the lines it is compared with. */
function bars(element) {
  const lines = [...element.querySelectorAll("[data-line]")].map(({ dataset }) => [dataset.name, dataset.rate / 100]);
  const rows = [["这笔钱", element.answer.simple_annual], ...lines];
  const most = Math.max(...rows.map(([, rate]) => rate));
  const words = rows.map(([name, rate]) => `${name} ${show_percent(rate)}`);
  const parts = rows.flatMap(([, rate], at) => [
    part("text", { y: at * 36 + 13 }, words[at]),
    part("rect", { y: at * 36 + 18, width: Math.max(1, (rate / most) * WIDTH), height: 10, class: at ? "" : "mine" }),
  ]);
  return [rows.length * 36, `单利年化比较：${words.join("，")}`, parts];
}

/** An amount over time. */
function curve({ chart, x, y, unit, label }, answer) {
  const points = answer[chart].map((row) => [row[x], Number(row[y])]);
  const ends = [points[0], points[points.length - 1]];
  const most = Math.max(1, ...points.map(([, amount]) => amount));
  const scale = WIDTH / (ends[1][0] - ends[0][0] || 1);
  const path = points.map(([at, amount]) => `${(at - ends[0][0]) * scale},${132 - (amount / most) * 110}`);
  const words = ends.map(([at, amount]) => `第 ${at} ${unit} ${show_amount(amount)}`);
  return [160, `${label}：${words.join("，")}`, [
    part("polyline", { points: path.join(" "), class: "mine" }),
    part("text", { y: 13 }, words[0]),
    part("text", { x: WIDTH, y: 152, "text-anchor": "end" }, words[1]),
  ]];
}

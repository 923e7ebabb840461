/** An amount over time in the picture that the server has begun. What it shows stands in words, so it is one named image. */
import { show_amount } from "./money.js";

const [WIDTH, HEIGHT, TOP] = [320, 132, 22];

export function draw(svg, answer) {
  const { curve, x, y, unit, label } = svg.dataset;
  const points = answer[curve].map((row) => [row[x], Number(row[y])]);
  const [start, end] = [points[0], points[points.length - 1]];
  const most = Math.max(1, ...points.map(([, amount]) => amount));
  const scale = WIDTH / (end[0] - start[0] || 1);
  const path = points.map(([at, amount]) => [(at - start[0]) * scale, HEIGHT - (amount / most) * (HEIGHT - TOP)]);
  const words = [start, end].map(([at, amount]) => `第 ${at} ${unit} ${show_amount(amount)}`);
  const [line, ...texts] = svg.children;
  line.setAttribute("points", path.join(" "));
  texts.forEach((text, at) => {
    text.textContent = words[at];
  });
  svg.setAttribute("aria-label", `${label}：${words.join("，")}`);
}

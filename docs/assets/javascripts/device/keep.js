/** 存到这台手机 in a calculator: the figures of its answer as they are shown, kept only when the reader asks; letters offer them. */
import { get, remove, set } from "../store.js";
import { today } from "./day.js";

const UNITS = { amount: "元", money: "元", percent: "%", rate: "%", count: "" };
const key = ({ dataset }) => `calc-${dataset.name}`;

/** Keep the answer that is shown, in place of the last one. */
export function keep(element) {
  const shown = [...element.querySelectorAll(".figures > :not([hidden]) > [data-cell]")].filter(({ dataset }) => dataset.kind in UNITS);
  const figures = shown.map((place) => ({
    label: place.previousElementSibling.textContent,
    value: place.textContent.replace(/[^\d.-]/g, ""),
    unit: UNITS[place.dataset.kind],
  }));
  const { textContent: title } = element.one("h3");
  const kept = { version: 1, title, day: today(), said: element.one(".headline").textContent, figures };
  element.one("[data-said]").textContent = set(key(element), kept).message;
}

/** Say what was kept before, or that nothing is. */
export function told(element) {
  const { day, said } = get(key(element)) || {};
  const note = element.one("[data-note]");
  note.textContent = said ? `${note.dataset.note}这台设备上存着 ${day} 算的：${said}` : note.dataset.note;
}

/** Forget what was kept. */
export function forget(element) {
  remove(key(element));
  told(element);
}

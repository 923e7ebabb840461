/** What a letter can take over from the reader's own saved tools. Pure reading; the reader presses the button. */
import { all, get } from "../store.js";
import { exhibitLine, factLine } from "./words.js";

/** Offers for a letter with these fields ({id: type}): [{label, values: {id: text}}]. */
export function sources(types) {
  return [...fromDebts(types), ...fromLog(types)];
}

/** The fields under which letters ask for what the list of debts holds; a figure goes into a field for figures only. */
const OF_DEBT = {
  lender: ["text", (debt) => debt.name],
  balance: ["amount", (debt) => debt.owed || debt.balance],
  monthly: ["amount", (debt) => debt.offer],
  income: ["amount", (debt, budget) => budget.income],
};

function fromDebts(types) {
  const saved = get("debts");
  const budget = Object(saved?.budget);
  const wanted = Object.keys(OF_DEBT).filter((name) => types[name] === OF_DEBT[name][0]);
  if (!wanted.length) return [];
  return listed(saved?.debts).slice(0, 30).filter((debt) => debt.name).map((debt) => ({
    label: `欠款：${String(debt.name).slice(0, 20)}`,
    values: Object.fromEntries(wanted.map((name) => [name, String(OF_DEBT[name][1](debt, budget) || "")])),
  }));
}

function fromLog(types) {
  const saved = get("evidence");
  const entries = listed(saved?.entries);
  if (!entries.length || !types.facts) return [];
  const inOrder = entries.sort((one, other) => String(one.when).localeCompare(String(other.when))).slice(-200);
  return [{
    label: `证据记录：${inOrder.length} 条`,
    values: {
      facts: inOrder.map((entry, at) => factLine(entry, at + 1)).join("\n"),
      proofs: inOrder.map((entry, at) => exhibitLine(entry, at + 1)).join("\n"),
    },
  }];
}

/** The figures of the calculators' answers that the reader has kept: [{label, value, unit: "元"|"%"|""}]. */
export function keptFigures() {
  const saved = all();
  const answers = Object.keys(saved).filter((key) => key.startsWith("calc-")).map((key) => Object(saved[key]));
  return answers.flatMap(({ title, day, figures }) => listed(figures).filter(({ value }) => value && typeof value === "string").map(({ label, value, unit }) => (
    { label: `${label} ${value} ${unit}（${title}，${day}）`, value: String(value), unit })));
}

/** The objects in a saved list; whatever else stands there is left out. */
function listed(saved) {
  return Array.isArray(saved) ? saved.filter((one) => one && typeof one === "object") : [];
}

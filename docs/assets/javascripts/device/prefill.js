/** What a letter can take over from the reader's own saved tools. Pure reading; the reader presses the button. */
import { get } from "../store.js";
import { exhibitLine, factLine } from "./words.js";

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
  const debts = listed(saved?.debts);
  if (!fields.includes("lender")) return [];
  return debts.slice(0, 30).filter((debt) => debt.name).map((debt) => ({
    label: `欠款：${String(debt.name).slice(0, 20)}`,
    values: Object.fromEntries(Object.keys(OF_DEBT).map((name) => [name, String(OF_DEBT[name](debt) || "")])),
  }));
}

function fromLog(fields) {
  const saved = get("evidence");
  const entries = listed(saved?.entries);
  if (!entries.length || !fields.includes("facts")) return [];
  const inOrder = entries.sort((one, other) => String(one.when).localeCompare(String(other.when))).slice(-200);
  return [{
    label: `证据记录：${inOrder.length} 条`,
    values: {
      facts: inOrder.map((entry, at) => factLine(entry, at + 1)).join("\n"),
      proofs: inOrder.map((entry, at) => exhibitLine(entry, at + 1)).join("\n"),
    },
  }];
}

/** The objects in a saved list; whatever else stands there is left out. */
function listed(saved) {
  return Array.isArray(saved) ? saved.filter((one) => one && typeof one === "object") : [];
}

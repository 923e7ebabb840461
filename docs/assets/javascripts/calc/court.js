/** calculators/court.py. */
import { last_value } from "./dated.js";
import { fen } from "./money.js";

export function small_claims({ claim, wage }, { law, words }) {
  const small = (wage * last_value(law["small-claims-ratio"])) / 100;
  const agreed = wage * last_value(law["small-claims-agreed-multiple"]);
  const procedure = claim <= small ? "small" : claim <= agreed ? "by-agreement" : "ordinary";
  return { procedure, meaning: words.procedures[procedure], small_limit: fen(small / 100), agreed_limit: fen(agreed / 100) };
}

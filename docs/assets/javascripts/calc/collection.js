/** calculators/collection.py. Rules, their force and the days from which they hold stand in the page. */
import { point_at } from "./dated.js";

/** The value of the law on a day, or null where the rule was not in force. */
function value_at(parameter, day) {
  try {
    return point_at(parameter, day)[1];
  } catch (error) {
    return null;
  }
}

export function call_check(form, page) {
  const found = [...hours(form, page), ...counts(form, page), ...others(form, page), ...conduct(form, page)];
  return {
    findings: found,
    over: found.filter(({ verdict }) => verdict === "over").length,
    basis: [...new Set(found.map(({ provision }) => provision))],
  };
}

const finding = ({ words }, provision, matter, force, verdict, detail) => ({
  provision,
  matter,
  force,
  verdict,
  meaning: words.verdicts[verdict],
  detail,
});

/** Hours that begin in the evening and end in the morning. */
const is_quiet = (moment, start, end) => moment >= start || moment < end;

function hours(form, page) {
  return page.words.hours.flatMap(({ name, provision, force, lenders }) => {
    const [start, end] = ["start", "end"].map((edge) => value_at(page.law[`${name}-quiet-hours-${edge}`], form.day));
    if (!lenders.includes(form.lender) || !start || !end) return [];
    const quiet = is_quiet(form.time, start, end) && !form.agreed;
    const verdict = quiet ? (form.answered ? "over" : "unclear") : "within";
    return [finding(page, provision, "时间", force, verdict, `没有约定或同意时，${start} 到次日 ${end} 不应催收`)];
  });
}

function counts(form, page) {
  return page.words.counts.flatMap(({ parameter, field, provision, force, lenders, counted }) => {
    const limit = value_at(page.law[parameter], form.day);
    if (limit === null || !lenders.includes(form.lender)) return [];
    const verdict = form[field] > limit ? "over" : "within";
    return [finding(page, provision, "次数", force, verdict, `${counted}一天不超过 ${limit} 次，你记了 ${form[field]} 次；另有约定的看约定`)];
  });
}

/** Which instruments concern the lender on that day. */
function bound({ lender, day }, { law, words }) {
  const { licensed, members, from } = words;
  return {
    standard: licensed.includes(lender) && value_at(law["gbt-quiet-hours-start"], day) !== null,
    guide: members.includes(lender) && value_at(law["cba-quiet-hours-start"], day) !== null,
    "consumer-finance": lender === "consumer-finance" && day >= from.cfc,
    microloan: lender === "microloan" && day >= from.microloan,
    consumer: members.includes(lender) && day >= from.consumer,
    police: day >= from.police,
    always: true,
  };
}

function judged(form, page, matter, rules, verdict) {
  const holds = bound(form, page);
  return rules.filter(([key]) => holds[key]).map(([, provision, force, detail]) => finding(page, provision, matter, force, verdict, detail));
}

function others(form, page) {
  if (form.called !== "contact") return [];
  const { asked, others: others_rules } = page.words.rules;
  return form.asked ? judged(form, page, "向别人要债", asked, "over") : judged(form, page, "打给别人", others_rules, "unclear");
}

function conduct(form, page) {
  const said = [
    ["revealed", "透露欠款"],
    ["impersonated", "冒充机关"],
    ["threatened", "威胁辱骂"],
    ["extra_fee", "另收费用"],
  ];
  return said.flatMap(([name, matter]) => (form[name] ? judged(form, page, matter, page.words.rules[name], "over") : []));
}

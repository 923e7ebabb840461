/**
 * One call measured against each rule: calculators/collection.py under its names. The rules (hours, counts, conduct, whom they
 * concern, since when) come from the page as data; nothing of the law is written here.
 */
const CONDUCT = [
  ["revealed", "透露欠款"],
  ["impersonated", "冒充机关"],
  ["threatened", "威胁辱骂"],
  ["extra_fee", "另收费用"],
];

/** The value in force on a day in a series of [since, value, until], or null. */
export function at(series, day) {
  const points = series.filter(([since]) => since <= day);
  const point = points[points.length - 1];
  return point && !(point[2] && day > point[2]) ? point[1] : null;
}

/** Whether a time lies in the quiet hours that begin in the evening and end in the morning. */
export function is_quiet(time, start, end) {
  return time >= start || time < end;
}

/**
 * All findings on one entry: [{provision, matter, force, verdict: "over"|"within"|"unclear", detail}].
 * @param form {lender, day, time, answered, agreed, called, asked, talks, notices, missed, revealed, impersonated, threatened, extra_fee}
 */
export function call_check(form, rules) {
  return [...hours(form, rules), ...counts(form, rules), ...others(form, rules), ...conduct(form, rules)];
}

function hours(form, rules) {
  const findings = [];
  for (const { provision, force, lenders, start, end } of rules.hours) {
    const [from, to] = [at(start, form.day), at(end, form.day)];
    if (!lenders.includes(form.lender) || !from || !to || !form.time) continue;
    const quiet = is_quiet(form.time, from, to) && !form.agreed;
    const verdict = !quiet ? "within" : form.answered ? "over" : "unclear";
    findings.push({ provision, matter: "时间", force, verdict, detail: `没有约定或同意时，${from} 到次日 ${to} 不应催收` });
  }
  return findings;
}

function counts(form, rules) {
  const findings = [];
  for (const { provision, force, lenders, field, counted, limit } of rules.counts) {
    const most = at(limit, form.day);
    if (most === null || !lenders.includes(form.lender)) continue;
    const number = form[field];
    const detail = `${counted}一天不超过 ${most} 次，你记了 ${number} 次；另有约定的看约定`;
    findings.push({ provision, matter: "次数", force, verdict: number > most ? "over" : "within", detail });
  }
  return findings;
}

function judged(form, rules, matter, name, verdict) {
  const concerns = ({ lenders, since }) => (!lenders || lenders.includes(form.lender)) && (since === null || form.day >= since);
  return rules.conduct[name]
    .filter(([instrument]) => concerns(rules.instruments[instrument]))
    .map(([, provision, force, detail]) => ({ provision, matter, force, verdict, detail }));
}

function others(form, rules) {
  if (form.called !== "contact") return [];
  return form.asked ? judged(form, rules, "向别人要债", "asked", "over") : judged(form, rules, "打给别人", "others", "unclear");
}

function conduct(form, rules) {
  return CONDUCT.filter(([name]) => form[name])
    .map(([name, matter]) => judged(form, rules, matter, name, "over"))
    .reduce((all, some) => all.concat(some), []);
}

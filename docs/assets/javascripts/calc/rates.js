/** Quotes by the day, month and year: calculators/rates.py. Rates are fractions; null where a rate is beyond all numbers. */
const LARGEST_LOG = 690;

export const simple_annual = (rate, periods) => rate * periods;

export function compound_annual(rate, periods) {
  const exponent = periods * Math.log1p(rate);
  return exponent < LARGEST_LOG ? Math.expm1(exponent) : null;
}

export const nominal_from_effective = (effective, periods) => periods * Math.expm1(Math.log1p(effective) / periods);

export const single_simple = (received, repaid, days, basis = 365) => ((repaid / received - 1) * basis) / days;

export const single_compound = (received, repaid, days, basis = 365) => compound_annual(repaid / received - 1, basis / days);

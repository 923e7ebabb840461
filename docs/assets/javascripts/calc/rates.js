/** calculators/rates.py: rates are fractions, null beyond all numbers. */
export const simple_annual = (rate, periods) => rate * periods;

export function compound_annual(rate, periods) {
  const exponent = periods * Math.log1p(rate);
  return exponent < 690 ? Math.expm1(exponent) : null;
}

export const nominal_from_effective = (effective, periods) => periods * Math.expm1(Math.log1p(effective) / periods);

export const single_simple = (received, repaid, days) => ((repaid / received - 1) * 365) / days;

export const single_compound = (received, repaid, days) => compound_annual(repaid / received - 1, 365 / days);

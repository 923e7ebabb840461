import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import instalment, rates

principals = st.floats(min_value=0.01, max_value=1e8)
monthly = st.floats(min_value=0, max_value=2)
numbers = st.integers(min_value=1, max_value=360)
methods = st.sampled_from(list(instalment.METHODS))
firsts = st.floats(min_value=0.1, max_value=3)


@given(methods, principals, monthly, numbers, firsts)
def test_the_principal_parts_make_up_the_loan(method, principal, rate, periods, first):
    """Whatever the method, rate and first period: the parts of principal add up to the loan, the end is zero."""
    plan = instalment.schedule(method, principal, rate, periods, first=first)
    assert len(plan) == periods
    assert sum(period.principal for period in plan) == pytest.approx(principal, rel=1e-9)
    assert plan[-1].balance == 0


@given(principals, monthly, numbers, firsts)
def test_level_payments_are_level(principal, rate, periods, first):
    """等额本息 asks the same sum every period, the odd first one included."""
    plan = instalment.schedule("level", principal, rate, periods, first=first)
    assert [period.payment for period in plan] == pytest.approx([plan[0].payment] * periods, rel=1e-9)


@pytest.mark.parametrize("method", ["level", "equal-principal", "interest-first"])
@given(principals, st.floats(min_value=0, max_value=0.2), st.integers(min_value=1, max_value=60))
def test_interest_on_the_balance_costs_the_quoted_rate(method, principal, rate, periods):
    """Where interest is charged on what is still owed, the real rate is the quoted one."""
    plan = instalment.schedule(method, principal, rate, periods)
    assert instalment.real_rate(principal, plan) == pytest.approx(rate, abs=1e-9)


@given(principals, st.floats(min_value=0.0001, max_value=0.1), st.integers(min_value=2, max_value=60))
def test_interest_on_the_first_principal_costs_more(principal, rate, periods):
    """等本等息 always costs more than its fee says, as soon as there are two periods."""
    plan = instalment.schedule("flat", principal, rate, periods)
    assert instalment.real_rate(principal, plan) > rate


@given(
    methods,
    st.floats(min_value=100, max_value=1e6),
    st.floats(min_value=0, max_value=0.1),
    st.integers(min_value=1, max_value=60),
    st.floats(min_value=0, max_value=0.05),
    st.floats(min_value=0, max_value=0.05),
    st.floats(min_value=0, max_value=0.3),
)
def test_more_fee_never_lowers_the_rate(method, principal, rate, periods, fee, fee_end, withheld):
    """A fee in every period, at the end, or kept back at the pay-out never makes the loan cheaper."""
    plain = instalment.real_rate(principal, instalment.schedule(method, principal, rate, periods))
    plan = instalment.schedule(method, principal, rate, periods, fee * principal, fee_end * principal)
    assert instalment.real_rate(principal * (1 - withheld), plan) >= plain - 1e-9


def test_a_long_first_period_costs_its_interest_once():
    """45 days before the first payment add half a month's interest at the same real rate or nearly so."""
    plan = instalment.schedule("interest-first", 10000, 0.01, 12, first=1.5)
    assert [plan[0].interest, plan[1].interest] == pytest.approx([150, 100])
    assert instalment.real_rate(10000, plan, first=1.5) == pytest.approx(0.01, abs=2e-5)


def test_payments_at_the_start_cost_one_discount_less():
    """PMT with payments at the beginning of the periods: the spreadsheet's printed figure."""
    assert round(instalment.level_payment(10000, 0.08 / 12, 10, due=1), 2) == 1030.16


def test_saving_up_is_a_loan_with_a_negative_balloon():
    """The payment that reaches a sum: the spreadsheet's printed figure for 50,000 in 18 years at 6 %."""
    assert round(instalment.level_payment(0, 0.06 / 12, 216, balloon=-50000), 2) == 129.08


def test_a_bullet_pays_nothing_before_the_end():
    """一次还清 has simple interest and one payment."""
    plan = instalment.schedule("bullet", 10000, 0.01, 3)
    assert [period.payment for period in plan] == pytest.approx([0, 0, 10300])


@given(st.floats(min_value=0, max_value=5), st.sampled_from([1, 2, 4, 12, 26, 52, 360, 365]))
def test_nominal_and_effective_are_inverse(nominal, periods):
    """Compounding a nominal rate and going back gives it again."""
    effective = rates.compound_annual(nominal / periods, periods)
    assert rates.nominal_from_effective(effective, periods) == pytest.approx(nominal, abs=1e-9)


@given(st.floats(min_value=0, max_value=50), st.integers(min_value=1, max_value=365))
def test_compounding_never_gives_less_than_the_simple_rate(rate, periods):
    """复利年化 is at least 单利年化, or beyond all numbers."""
    compound = rates.compound_annual(rate, periods)
    assert compound is None or compound >= rates.simple_annual(rate, periods) * (1 - 1e-12)


def test_a_rate_beyond_all_numbers_is_no_number():
    """Doubling every day for ten years is given as None, never as infinity."""
    assert rates.compound_annual(1.0, 3650) is None
    assert rates.single_compound(1, 1e8, 1) is None


def test_nearly_everything_lost_is_all_of_it():
    """A hundred lent and a yuan back the next day: the yearly rate is -100 %, not a crash."""
    assert rates.compound_annual(-1.0, 12) == -1
    assert rates.nominal_from_effective(-1.0, 12) == -12

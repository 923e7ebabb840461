import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import overdue, payoff
from calculators.payoff import Debt, NeverError

debts = st.lists(
    st.builds(
        Debt,
        balance=st.integers(min_value=1, max_value=30000).map(float),
        rate=st.sampled_from([0.0, 0.06, 0.12, 0.18, 0.24, 0.36, 1.0]),
        minimum=st.sampled_from([0.0, 50.0, 200.0, 500.0]),
    ),
    min_size=1,
    max_size=5,
)
spares = st.sampled_from([300.0, 1000.0, 5000.0])


def plan(owed, spare, order):
    """Pay the least payments and a spare sum, or give None where that never ends."""
    try:
        return payoff.pay_down(owed, sum(debt.minimum for debt in owed) + spare, order)
    except NeverError:
        return None


@given(debts, spares)
def test_the_dearest_first_never_costs_more_interest(owed, spare):
    """Avalanche never costs more interest than snowball, and never takes longer."""
    dearest, smallest = plan(owed, spare, "avalanche"), plan(owed, spare, "snowball")
    if smallest is not None:
        assert dearest.interest <= smallest.interest + 0.005
        assert dearest.months <= smallest.months


@given(debts, spares, st.sampled_from(["avalanche", "snowball"]))
def test_what_is_paid_is_the_debt_and_its_interest(owed, spare, order):
    """Every balance ends at zero, none is ever negative, and interest is never below zero."""
    done = plan(owed, spare, order)
    if done is not None:
        assert all(balance >= 0 for month in done.balances for balance in month)
        assert done.balances[-1] == (0.0,) * len(owed)
        assert done.interest >= -1e-6
        assert max(done.cleared(index) for index in range(len(owed))) == done.months


@given(
    st.floats(min_value=100, max_value=1e6),
    st.floats(min_value=0.001, max_value=0.1),
    st.floats(min_value=1.01, max_value=20),
)
def test_the_last_payment_clears_the_debt(balance, rate, excess):
    """Month by month the debt ends with exactly the last payment that the formula gives."""
    payment = min(balance * rate * excess, balance)
    if payment <= balance * rate * 1.005:
        return
    months = payoff.whole_months(payoff.months_to_clear(balance, rate, payment))
    left = balance
    for _ in range(months - 1):
        left = left * (1 + rate) - payment
    last = payoff.last_payment(balance, rate, payment, months)
    assert left * (1 + rate) == pytest.approx(last, abs=1e-6 * balance)
    assert 0 < last <= payment * (1 + 1e-6)


def test_the_textbook_figure_counts_a_fraction_of_a_month():
    """n × payment − debt with n = 46.27 gives 16,271.17: less than what is really paid, which is 16,273.13."""
    months = payoff.months_to_clear(30000, 0.02, 1000)
    assert round(months, 2) == 46.27
    assert round(months * 1000 - 30000, 2) == 16271.17
    assert round(46 * 1000 + payoff.last_payment(30000, 0.02, 1000, 47) - 30000, 2) == 16273.13


def test_a_payment_that_only_covers_the_interest_never_ends():
    """Paying exactly the interest, or less than the least payments grow, is refused and not looped over."""
    with pytest.raises(NeverError):
        payoff.months_to_clear(30000, 0.02, 600)
    with pytest.raises(NeverError):
        payoff.pay_down([Debt(30000, 0.24, 0)], 600, "avalanche")


def test_without_interest_months_are_plain_division():
    """An interest-free debt takes balance over payment months."""
    assert payoff.whole_months(payoff.months_to_clear(1000, 0, 300)) == 4
    assert payoff.last_payment(1000, 0, 300, 4) == pytest.approx(100)


@given(st.floats(min_value=1, max_value=1e6), st.floats(min_value=0, max_value=3), st.integers(1, 3650))
def test_compounding_never_owes_less(principal, annual, days):
    """逾期: interest on interest is at least the simple interest."""
    compound = overdue.monthly_growth(principal, annual, days)
    assert compound is None or compound >= overdue.simple_growth(principal, annual, days) * (1 - 1e-9)


@given(st.integers(min_value=1, max_value=36500))
def test_a_curve_goes_from_the_first_to_the_last_day(days):
    """A curve has at most thirteen points, begins at 0 and ends on the last day."""
    points = overdue.curve_days(days)
    assert (points[0], points[-1]) == (0, days)
    assert len(points) <= 13
    assert points == sorted(set(points))

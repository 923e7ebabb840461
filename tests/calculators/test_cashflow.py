from datetime import date, timedelta

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators import cashflow
from calculators.cashflow import NoRateError

amounts = st.floats(min_value=0.01, max_value=1e8)


def moved(flows, rate):
    """Give the value of all money that moved, whatever its direction."""
    return sum(abs(amount) * (1 + rate) ** -time for time, amount in enumerate(flows))


def close(a, b, tolerance=1e-9):
    """Compare two rates relative to their size."""
    return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))


def rates_or_reason(flows):
    """Give all rates, or the reason of the refusal."""
    try:
        return cashflow.all_rates(flows)
    except NoRateError as error:
        return error.reason


@given(amounts, st.lists(amounts, min_size=1, max_size=60))
def test_the_value_at_the_rate_is_zero(received, payments):
    """The net present value at the rate is nothing beside the money that moved."""
    flows = [received] + [-payment for payment in payments]
    rate = cashflow.irr(flows)
    assume(rate > -0.99)  # nearer to -1 a float cannot hold the rate exactly enough to be put back in
    assert abs(cashflow.npv(rate, flows)) <= 1e-9 * moved(flows, rate)


@given(amounts, st.lists(st.floats(min_value=0.01, max_value=1e5), min_size=1, max_size=36))
def test_a_second_opinion_agrees(received, payments):
    """An independent library finds the same rate wherever it finds one."""
    flows = [received] + [-payment for payment in payments]
    other = pyxirr.irr(flows)
    assume(other is not None and -0.9 < other < 1e3)
    assert close(cashflow.irr(flows), other, 1e-6)


@given(
    st.floats(min_value=100, max_value=1e6),
    st.lists(
        st.tuples(st.integers(min_value=1, max_value=2000), st.floats(min_value=1, max_value=1e5)),
        min_size=1,
        max_size=30,
    ),
)
def test_dated_flows_agree_with_a_second_opinion(received, payments):
    """Dated flows: days over 365, in any order, as the independent library counts them."""
    start = date(2024, 2, 29)
    flows = [(start + timedelta(days=days), -amount) for days, amount in payments] + [(start, received)]
    other = pyxirr.xirr([day for day, _ in flows], [amount for _, amount in flows])
    assume(other is not None and -0.9 < other < 100)
    assert close(cashflow.xirr(flows), other, 1e-6)


@given(
    st.floats(min_value=-0.5, max_value=10),
    st.lists(st.floats(min_value=0.1, max_value=100), min_size=1, max_size=24),
)
def test_a_rate_put_in_comes_out(rate, payments):
    """Discounting payments at a rate and asking for the rate gives it back."""
    received = sum(payment * (1 + rate) ** -(time + 1) for time, payment in enumerate(payments))
    assert close(cashflow.irr([received] + [-payment for payment in payments]), rate, 1e-8)


@given(amounts, st.lists(amounts, min_size=1, max_size=36), st.floats(min_value=0.01, max_value=1e6))
def test_paying_more_never_lowers_the_rate(received, payments, more):
    """A higher last payment cannot make the loan cheaper."""
    flows = [received] + [-payment for payment in payments]
    dearer = [*flows[:-1], flows[-1] - more]
    assert cashflow.irr(dearer) >= cashflow.irr(flows) - 1e-12


@given(st.lists(st.floats(min_value=-100, max_value=100), min_size=1, max_size=8))
def test_every_rate_found_is_one_and_none_is_invented(flows):
    """Whatever the flows: each rate makes them worth nothing, or the refusal names its reason. Never NaN."""
    found = rates_or_reason([(float(time), amount) for time, amount in enumerate(flows)])
    if isinstance(found, str):
        assert found in cashflow.MESSAGES
    else:
        assert found == sorted(found)
        sensible = [rate for rate in found if -0.99 < rate < 1e6]
        assert all(abs(cashflow.npv(rate, flows)) <= 1e-7 * moved(flows, rate) for rate in sensible)


@pytest.mark.parametrize(
    ("roots", "flows"),
    [
        ([0.1, 0.2], [100, -230, 132]),
        ([0.25, 4.0], [-1600, 10000, -10000]),
        ([0.1], [1, -2.2, 1.21]),
        ([0.1, 0.2, 0.3], [1, -3.6, 4.31, -1.716]),
        ([-0.5, 0.0, 1.0], [1, -3.5, 3.5, -1]),
    ],
)
def test_all_roots_are_found(roots, flows):
    """Streams built from known rates give exactly those rates, a double one once."""
    found = cashflow.all_rates([(float(time), amount) for time, amount in enumerate(flows)])
    assert [round(rate, 6) for rate in found] == roots


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ([], "no-sign-change"),
        ([0, 0], "no-sign-change"),
        ([100, 50], "no-sign-change"),
        ([-100, -50], "no-sign-change"),
        ([100, -230, 132], "several"),
        ([-5, 10.5, 1, -8, 1], "several"),
        ([1, -2] * 10, "several"),
        ([1, -1, 1], "not-bracketed"),
    ],
)
def test_a_refusal_says_why(flows, reason):
    """No sign change, several roots and no root are three different reasons."""
    with pytest.raises(NoRateError) as refusal:
        cashflow.irr(flows)
    assert refusal.value.reason == reason
    assert str(refusal.value) == cashflow.MESSAGES[reason]


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([12000] + [-1000] * 12, 0.0),
        ([1400, -2000], 0.42857142857142855),
        ([1, -10001], 10000.0),
        ([0.01, -1e8], 9999999999.0),
        ([100, -1e-6], -0.99999999),
        ([-100, 39, 59, 55, 20], 0.28094842116),
        ([9000] + [-945.6] * 11 + [54.4], 0.02412731056954986),
    ],
)
def test_extreme_and_ordinary_rates_alike(flows, rate):
    """From nearly -100 % to a million million per cent, and with a deposit that is returned at the end."""
    assert close(cashflow.irr(flows), rate, 1e-11)


def test_a_seven_day_loan_has_a_yearly_rate():
    """A week at ten thousand per cent is a yearly rate with a hundred digits, not a failure."""
    rate = cashflow.xirr([(date(2026, 1, 1), 100.0), (date(2026, 1, 8), -10100.0)])
    assert close(rate, 101 ** (365 / 7) - 1, 1e-9)


def test_a_yearly_rate_beyond_all_numbers_is_refused():
    """Tenfold in a day has no yearly rate that a number can hold."""
    with pytest.raises(NoRateError, match="找不到区间"):
        cashflow.xirr([(date(2026, 1, 1), 1.0), (date(2026, 1, 2), -10.0)])


def test_equal_spacing_and_dates_agree():
    """Twelve monthly payments by date cost nearly what twelve equal periods cost (within 0.3 points)."""
    days = [date(2025 + (month + 1) // 12, (month + 1) % 12 + 1, 15) for month in range(12)]
    dated = cashflow.xirr([(date(2025, 1, 15), 10000.0)] + [(day, -945.6) for day in days])
    equal = (1 + cashflow.irr([10000] + [-945.6] * 12)) ** 12 - 1
    assert abs(dated - equal) < 0.003

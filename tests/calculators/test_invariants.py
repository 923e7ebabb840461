"""What holds for every input of every calculator, asked through the one public entry point."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators import caps, collection, deadlines, interest_line, parameters, registry
from calculators.fields import RefusedError

LAW = parameters.load()
FEN = Decimal("0.01")
COVERED: set[str] = set()


def about(*names: str) -> Callable[[Any], Any]:
    """Note which calculators a test is about."""
    COVERED.update(names)
    return lambda test: test


def run(name: str, **typed: Any) -> dict[str, Any]:
    """Ask a calculator; what it refuses is no case."""
    try:
        return registry.run(name, typed, LAW)
    except RefusedError:
        assume(False)
        raise


def yuan(low: str = "0.01", high: str = "1000000") -> st.SearchStrategy[Decimal]:
    """Amounts to the fen."""
    return st.decimals(Decimal(low), Decimal(high), places=2)


def percent(high: str = "100", low: str = "0") -> st.SearchStrategy[Decimal]:
    """Rates in percent with four decimals."""
    return st.decimals(Decimal(low), Decimal(high), places=4)


def money(answer: dict[str, Any], name: str) -> Decimal:
    """One amount of an answer."""
    return Decimal(answer[name])


periods = st.integers(1, 60)
days = st.dates(date(2019, 9, 1), date(2026, 9, 1))
loans = st.tuples(yuan("100"), yuan("1", "100000"), periods)


@about("monthly-rate", "daily-rate")
@given(percent(), st.sampled_from(["365", "360"]))
def test_both_yearly_rates_come_from_the_quoted_one(rate, year):
    """单利年化 is the quote times the periods; 复利年化 is the same with interest on interest, never less."""
    monthly, daily = run("monthly-rate", rate=rate), run("daily-rate", rate=rate, days_per_year=year)
    assert monthly["simple_annual"] == pytest.approx(float(rate) / 100 * 12)
    assert daily["simple_annual"] == pytest.approx(float(rate) / 100 * int(year))
    assert monthly["compound_annual"] == pytest.approx((1 + float(rate) / 100) ** 12 - 1, rel=1e-9, abs=1e-12)
    assert daily["compound_annual"] >= daily["simple_annual"] * (1 - 1e-12)


@about("instalment-irr")
@given(loans, yuan("0", "500"), yuan("0", "50"), yuan("0", "500"), st.none() | st.integers(1, 90))
def test_the_value_at_the_real_rate_is_zero_and_fees_never_lower_it(loan, fee, upfront, end, first):
    """What is paid, discounted at the rate found, is what was received; every fee makes the loan dearer or leaves it."""
    received, payment, number = loan
    typed = {"received": received, "payment": payment, "periods": number} | ({"first_days": first} if first else {})
    dear = run("instalment-irr", **typed, fee=fee, fee_upfront=upfront, fee_end=end)
    assume(-0.9 < dear["period_rate"] < 50)
    lag = first / 30 if first else 1
    due = [float(payment + fee)] * number
    due[-1] += float(end)
    value = sum(amount * (1 + dear["period_rate"]) ** -(lag + k) for k, amount in enumerate(due))
    assert value == pytest.approx(float(received - upfront), rel=1e-7)
    assert dear["simple_annual"] >= run("instalment-irr", **typed)["simple_annual"] - 1e-9


@about("dated-irr")
@given(yuan("100", "10000"), st.lists(st.tuples(st.integers(1, 900), yuan("1", "5000")), min_size=1, max_size=8), days)
def test_dated_flows_are_worth_nothing_and_the_calendar_does_not_matter(received, paid, start):
    """Discounted by days over 365 the flows cancel out; the same flows a week later cost the same."""

    def flows(first):  # fmt: skip
        rows = [(first, "in", received)] + [(first + timedelta(number), "out", amount) for number, amount in paid]
        return [{"day": str(day), "direction": way, "amount": amount} for day, way, amount in rows]

    rate = run("dated-irr", flows=flows(start))["compound_annual"]
    assume(-0.9 < rate < 1e6)
    value = sum(float(amount) * (1 + rate) ** (-number / 365) for number, amount in paid)
    assert value == pytest.approx(float(received), rel=1e-6)
    assert run("dated-irr", flows=flows(start + timedelta(7)))["compound_annual"] == pytest.approx(rate, rel=1e-9)


@about("flat-fee")
@given(yuan("100"), percent("10"), st.integers(2, 60))
def test_a_flat_fee_costs_more_than_it_says(principal, rate, number):
    """The fees are the rate of the first principal in every period; the real rate is at least the quoted one."""
    answer = run("flat-fee", principal=principal, rate=rate, periods=number)
    assert abs(money(answer, "total_fee") - principal * rate / 100 * number) <= FEN / 2 + Decimal("1e-6")
    assert answer["simple_annual"] >= answer["quoted_annual"] - 1e-9


@about("repayment-methods")
@given(yuan("100"), percent("5"), periods, st.sampled_from(["level", "equal-principal", "interest-first", "flat", "bullet"]))
def test_the_principal_parts_are_the_loan_and_slow_ways_cost_more(principal, rate, number, detail):
    """Parts of principal add up to the loan (a fen a row for rounding); paying principal back sooner costs less interest."""
    answer = run("repayment-methods", principal=principal, rate=rate, periods=number, detail=detail)
    assert abs(sum(money(row, "principal") for row in answer["schedule"]) - principal) <= FEN * number
    assert answer["schedule"][-1]["balance"] == "0.00"
    interest = {row["method"]: money(row, "total_interest") for row in answer["methods"]}
    assert interest["equal-principal"] <= interest["level"] <= interest["interest-first"]


@about("withheld-interest")
@given(yuan("1000", "100000"), st.integers(0, 45), st.integers(1, 45), yuan("50", "20000"), periods)
def test_the_more_is_withheld_the_dearer(contract, share, more, payment, number):
    """The principal is what was handed over; withholding more never lowers the rate and adds to the cost to the fen."""
    kept, kept_more = (contract * part / 100 for part in (share, share + more))
    answers = [
        run("withheld-interest", contract=contract, withheld=kept.quantize(FEN), payment=payment, periods=number)
        for kept in (kept, kept_more)
    ]
    assert answers[1]["simple_annual"] >= answers[0]["simple_annual"] - 1e-9
    assert {contract * 0 + payment * number} == {money(one, "real_principal") + money(one, "total_cost") for one in answers}


@about("short-loan")
@given(yuan("10", "100000"), yuan("10", "100000"), st.integers(1, 1000), st.integers(1, 365))
def test_a_longer_time_for_the_same_cost_is_cheaper(received, repaid, number, longer):
    """The cost is the difference; the same cost over more days is a smaller part of a year."""
    assume(repaid >= received)
    short, long = (run("short-loan", received=received, repaid=repaid, days=count) for count in (number, number + longer))
    assert money(short, "cost") == repaid - received
    assert long["simple_annual"] <= short["simple_annual"]


@about("private-lending-cap")
@given(days, days)
def test_the_cap_stays_between_two_publications(one, other):
    """Two contracts with no publication between them have the same line, and its day of publication is not later."""
    first, second = (run("private-lending-cap", contract=str(day)) for day in (one, other))
    published = [entry.since for entry in LAW["lpr-1y"].values]
    if not any(min(one, other) < day <= max(one, other) for day in published):
        assert first["cap"] == second["cap"]
    assert first["cap"] == pytest.approx(first["lpr"] * 4)
    assert first["lpr_since"] <= str(one)


@about("which-line")
@given(st.sampled_from(sorted(caps.LENDERS)), days)
def test_no_line_means_that_the_principal_is_gone(lender, day):
    """Every line says what it is not, in words about the principal; four times the LPR is never a line of the institutions."""
    answer = run("which-line", lender=lender, contract=str(day))
    assert all("本金" in line["not_meaning"] for line in answer["lines"])
    assert interest_line.SAFE in answer["notes"]
    if lender not in ("private", "unlicensed"):
        assert "private-lending-cap" not in [line["id"] for line in answer["lines"]]


@about("total-cost")
@given(loans, yuan("0", "300"), yuan("0", "300"), yuan("0", "300"), yuan("0", "90"))
def test_every_fee_counts_whatever_it_is_called(loan, guarantee, service, insurance, membership):
    """Fees never lower the yearly cost; without any it is that of the payments; their names make no difference."""
    received, payment, number = loan
    typed = {"received": received, "payment": payment, "periods": number, "lender": "assist", "contract": "2026-01-05"}
    dear = run("total-cost", **typed, guarantee=guarantee, service=service, insurance=insurance, membership=membership)
    moved = run("total-cost", **typed, guarantee=guarantee + service + insurance, membership=membership)
    assert dear["simple_annual"] == pytest.approx(moved["simple_annual"], rel=1e-9, abs=1e-12)
    assert dear["simple_annual"] >= dear["interest_simple_annual"] - 1e-9
    bare = run("total-cost", **typed)
    assert bare["simple_annual"] == bare["interest_simple_annual"] == dear["interest_simple_annual"]


@about("excess-interest")
@given(yuan(), st.integers(2, 3000), st.data(), yuan("0"), percent("60"))
def test_a_stretch_may_be_split_and_the_excess_is_the_difference(balance, number, data, paid, cap):
    """A stretch of days in two parts allows the same; what was paid is what is allowed and the excess, to the fen."""
    part = data.draw(st.integers(1, number - 1))
    typed = {"paid": paid, "cap": cap, "lender": "private", "contract": "2025-06-01"}
    whole = run("excess-interest", stretches=[{"balance": balance, "days": number}], **typed)
    parts = [{"balance": balance, "days": part}, {"balance": balance, "days": number - part}]
    assert abs(money(whole, "allowed") - money(run("excess-interest", stretches=parts, **typed), "allowed")) <= FEN
    assert money(whole, "excess") == max(Decimal(0), paid - money(whole, "allowed"))


@about("penalty-test")
@given(yuan("0"), yuan("0"))
def test_a_penalty_is_too_high_beyond_the_loss_and_its_part(agreed, loss):
    """Exactly what lies above loss × 1.3 is too high, and by the difference."""
    answer = run("penalty-test", agreed=agreed, loss=loss)
    assert answer["too_high"] == (agreed * 10 > loss * 13)
    assert abs(money(answer, "over") - max(Decimal(0), agreed - loss * 13 / 10)) <= FEN / 2


@about("interest-line-timeline")
@given(st.dates(date(2015, 9, 1), date(2026, 9, 1)), st.dates(date(2020, 8, 20), date(2026, 9, 1)))
def test_stretches_join_without_a_gap(contract, filed):
    """The first stretch begins with the contract, each next one on the day after, the last is open."""
    segments = run("interest-line-timeline", contract=str(contract), filed=str(filed))["segments"]
    assert segments[0]["since"] == str(contract)
    assert segments[-1]["until"] is None
    for before, after in pairwise(segments):
        assert date.fromisoformat(before["until"]) + timedelta(1) == date.fromisoformat(after["since"])


@about("overdue-growth")
@given(yuan("1", "100000"), percent("60"), percent("30"), st.integers(1, 1000))
def test_a_debt_grows_by_the_day_and_faster_with_interest_on_interest(principal, rate, penalty, number):
    """Simple growth is proportional to the days; interest on interest is never less; the curve ends at the debt."""
    once, twice = (
        run("overdue-growth", principal=principal, rate=rate, penalty=penalty, days=count) for count in (number, 2 * number)
    )
    assert abs(2 * money(once, "total") - money(twice, "total")) <= FEN * 2
    assert money(once, "compound_total") >= money(once, "total") - FEN
    assert once["curve"][-1]["simple"] == once["owed"]
    owed = [money(row, "simple") for row in once["curve"]]
    assert owed == sorted(owed)


debts = st.fixed_dictionaries(
    {name: yuan("0", "3000") for name in ("fees", "interest", "principal")}
    | {name: st.sampled_from(["是", "否"]) for name in ("due", "secured")}
)


@about("payment-allocation")
@given(st.lists(debts, min_size=1, max_size=4), yuan("0.01", "20000"), st.sampled_from(["是", "否"]))
def test_no_fen_of_a_payment_is_lost(owed, payment, principal_first):
    """Parts and what is over make up the payment; nothing is paid beyond what is owed; the order is kept within each debt."""
    named = [{"name": str(at), **one} for at, one in enumerate(owed)]
    answer = run("payment-allocation", debts=named, payment=payment, principal_first=principal_first)
    order = ("principal", "fees", "interest") if principal_first == "是" else ("fees", "interest", "principal")
    assert sum(money(row, part) for row in answer["rows"] for part in order) + money(answer, "over") == payment
    for row in answer["rows"]:
        debt = owed[int(row["name"])]
        left = [debt[part] - money(row, part) for part in order]
        assert min(left) >= 0
        assert sum(left) == money(row, "left")
        assert all(not before or not money(row, after) for before, after in zip(left, order[1:], strict=False))


lists = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from("甲乙丙"),
            "balance": yuan("1", "30000"),
            "rate": st.sampled_from([0, 6, 12, 24, 36]),
            "minimum": st.sampled_from([0, 100, 300]),
        }
    ),
    min_size=1,
    max_size=5,
)


@about("debt-order")
@given(lists, st.sampled_from([100, 1000, 5000]))
def test_the_dearest_first_never_costs_more(owed, spare):
    """Avalanche never costs more interest than snowball, never takes longer, and pays off every debt of the list."""
    answer = run("debt-order", debts=owed, budget=sum(debt["minimum"] for debt in owed) + spare)
    avalanche, snowball = answer["plans"]
    assert sorted(row["name"] for row in answer["debts"]) == sorted(debt["name"] for debt in owed)
    assert max(row["avalanche_month"] for row in answer["debts"]) == avalanche["months"]
    if snowball["months"] is not None:
        assert money(avalanche, "interest") <= money(snowball, "interest") + FEN
        assert avalanche["months"] <= snowball["months"]
        assert money(answer, "saved") == money(snowball, "interest") - money(avalanche, "interest")


@about("payoff-time")
@given(yuan("1", "100000"), percent("60"), yuan("1", "5000"), yuan("0", "5000"))
def test_paying_more_never_takes_longer(balance, rate, payment, more):
    """All payments are the debt and its interest; a higher payment takes no longer and costs no more."""
    typed = {"balance": balance, "rate": rate}
    slow, fast = run("payoff-time", **typed, payment=payment), run("payoff-time", **typed, payment=payment + more)
    paid = payment * (slow["months"] - 1) + money(slow, "last_payment")
    assert abs(paid - balance - money(slow, "total_interest")) <= FEN
    assert abs(sum(money(row, "principal") for row in slow["schedule"]) - balance) <= FEN * slow["months"]
    assert slow["schedule"][-1]["balance"] == "0.00"
    assert slow["schedule"][-1]["payment"] == slow["last_payment"]
    assert fast["months"] <= slow["months"]
    assert money(fast, "total_interest") <= money(slow, "total_interest") + FEN


@about("consolidation")
@given(yuan("100", "100000"), percent("60"), periods, yuan("0", "50"))
def test_the_same_loan_again_saves_nothing_but_its_fee(balance, rate, number, fee):
    """Replacing a loan by its like costs exactly the fee more, and the fee never lowers the rate."""
    loans = [{"balance": balance, "rate": rate, "periods": number}]
    answer = run("consolidation", loans=loans, rate=rate, periods=number, fee=fee)
    assert abs(money(answer, "saved") + fee) <= FEN
    assert answer["new_simple_annual"] >= float(rate) / 100 - 1e-9


@about("compare-offers")
@given(yuan("1", "10000"), periods, yuan("1", "100000"), percent("10"), percent("10"))
def test_later_money_is_worth_less(payment, number, lump, rate, more):
    """A higher rate never makes instalments worth more today; without one they are worth what is paid."""
    typed = {"owed": lump, "payment": payment, "periods": number, "lump": lump}
    low, high = (run("compare-offers", **typed, rate=one) for one in (rate, rate + more))
    assert money(high, "instalment_value") <= money(low, "instalment_value") + FEN
    assert money(low, "difference") == money(low, "instalment_value") - lump
    assert run("compare-offers", **typed, rate=0)["instalment_value"] == low["instalment_total"]


@about("defence-deadline", "payment-order-deadline")
@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 40))
def test_who_gets_a_paper_later_has_no_earlier_last_day(served, later):
    """The last day is no day of rest, not before the counted one, and not earlier for a later service."""
    for name in ("defence-deadline", "payment-order-deadline"):
        one, other = (run(name, served=str(day)) for day in (served, served + timedelta(later)))
        assert one["last_day"] <= other["last_day"]
        assert one["nominal"] == str(served + timedelta(one["days"]))
        assert one["nominal"] <= one["last_day"]
        assert not LAW.holidays.is_rest(date.fromisoformat(one["last_day"]))
        assert one["earliest"] == (one["last_day"] > str(LAW.holidays.until))


@about("limitation")
@given(
    days, st.lists(st.tuples(st.integers(-30, 4000), st.sampled_from(sorted(deadlines.EVENTS))), max_size=4), st.integers(0, 3)
)
def test_another_event_never_ends_the_period_sooner(due, events, at):
    """Each event leaves the end where it is or moves it later; the period is never shorter than its years."""
    rows = [{"day": str(due + timedelta(number)), "kind": kind} for number, kind in events]
    whole, fewer = (run("limitation", due=str(due), events=some) for some in (rows, rows[:at]))
    assert whole["end"] >= fewer["end"]
    assert whole["end"] >= str(deadlines.add_years(date.fromisoformat(whole["start"]), 3))


@about("small-claims")
@given(yuan(), yuan(), yuan())
def test_a_larger_claim_is_never_a_smaller_case(claim, more, wage):
    """Raising the claim moves from small over by-agreement to ordinary, never back."""
    order = ["small", "by-agreement", "ordinary"]
    small, large = (run("small-claims", claim=one, wage=wage)["procedure"] for one in (claim, claim + more))
    assert order.index(small) <= order.index(large)


@about("credit-record-end")
@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_record_ends_on_the_same_day_years_later(settled):
    """Five years later to the day; 29 February ends on the last of February."""
    end = date.fromisoformat(run("credit-record-end", settled=str(settled))["end"])
    assert end.year - settled.year == 5
    assert (end.month, end.day) == (settled.month, 28 if (settled.month, settled.day) == (2, 29) else settled.day)


@about("credit-repair-check")
@given(days, yuan("1", "20000"), st.integers(0, 2500))
def test_all_three_conditions_or_none_of_the_help(overdue, amount, number):
    """The record meets the policy exactly where all three conditions hold; never without a payment."""
    typed = {"overdue_from": str(overdue), "amount": amount}
    answer = run("credit-repair-check", **typed, settled=str(overdue + timedelta(number)))
    assert answer["meets"] == (answer["in_window"] and answer["small_enough"] and answer["settled_in_time"])
    assert not run("credit-repair-check", **typed)["meets"]


OFFENCES = ("asked", "revealed", "impersonated", "threatened", "extra_fee")


@about("call-check")
@given(
    st.sampled_from(sorted(caps.LENDERS)),
    days,
    st.times(),
    st.sampled_from(sorted(collection.CALLED)),
    st.sets(st.sampled_from(OFFENCES)),
    st.sampled_from(OFFENCES),
)
def test_another_offence_never_makes_a_call_better(lender, day, moment, called, said, more):
    """What is said on top never lowers the number of rules that are exceeded, and every finding names its force."""
    typed = {"lender": lender, "day": str(day), "time": f"{moment:%H:%M}", "called": called}
    fewer, all_of = (run("call-check", **typed, **dict.fromkeys(some, "是")) for some in (said, said | {more}))
    assert fewer["over"] <= all_of["over"]
    assert all(finding["force"] for finding in all_of["findings"])


@about("affordable-payment")
@given(yuan("0"), yuan("0"), yuan("0"), yuan("0"))
def test_what_is_left_or_short_is_the_difference(income, essentials, support, reserve):
    """What can be paid less what is short is the income less the needs; one of the two is nothing."""
    answer = run("affordable-payment", income=income, essentials=essentials, support=support, reserve=reserve)
    left, short = money(answer, "affordable"), money(answer, "short")
    assert left - short == income - essentials - support - reserve
    assert min(left, short) == 0


@about("monthly-budget")
@given(st.sampled_from(["overdue", "recovered"]), yuan("0"), yuan("0"), yuan("0"), yuan("0"))
def test_the_buckets_hold_the_income(stage, income, essentials, minimum, reserve):
    """All buckets together are the income (a fen for rounding of shares); nothing is given before the needs are met."""
    answer = run("monthly-budget", stage=stage, income=income, essentials=essentials, minimum=minimum, reserve=reserve)
    amounts = [money(row, "amount") for row in answer["buckets"]]
    assert abs(sum(amounts) - income) <= (FEN * 2 if stage == "recovered" else 0)
    assert min(amounts) >= 0
    if stage == "overdue" and amounts[1]:
        assert amounts[0] == essentials


@about("emergency-fund")
@given(yuan("1", "20000"), st.integers(1, 24), yuan("0", "100000"), yuan("100", "5000"))
def test_the_last_month_of_saving_is_needed(essentials, wanted, saved, monthly):
    """After the months told the sum is there, one month earlier it is not."""
    answer = run("emergency-fund", essentials=essentials, months=wanted, saved=saved, monthly=monthly)
    missing, months = money(answer, "missing"), answer["months"]
    assert missing == max(Decimal(0), essentials * wanted - saved)
    assert months * monthly >= missing
    assert months == 0 or (months - 1) * monthly < missing


def test_every_calculator_has_an_invariant():
    """None of the calculators goes without something that holds for all its inputs."""
    assert set(registry.CALCULATORS) == COVERED


@pytest.mark.parametrize("name", registry.CALCULATORS)
def test_two_yearly_rates_are_named_and_told_apart(name):
    """Where both yearly rates come out, the answer says how each is found and which one a court and a rule use."""
    own = registry.CALCULATORS[name].answer.model_fields
    if any(figure.endswith("compound_annual") for figure in own) and any(figure.endswith("simple_annual") for figure in own):
        words = str(own["convention"].default)
        assert "单利年化" in words
        assert "法院一般比单利年化" in words
        assert "没有说明是单利还是复利" in words

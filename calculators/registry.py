"""All calculators by name, and the one way to run them: data in, JSON-ready data out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from calculators import (
    budget,
    collection,
    consolidation,
    court,
    credit,
    deadlines,
    fields,
    interest_line,
    offer,
    overdue,
    payoff,
    real_rate,
)
from calculators.fields import Answer, Form
from calculators.parameters import Law
from calculators.source import did_you_mean

REAL_RATE = "这笔钱真实利率多少"
WHICH_LINE = "超过哪条线了"
OVERDUE = "逾期后每天多多少"
PAYOFF = "先还哪一笔、多久还清"
OFFER = "协商报多少、这个方案划不划算"
DEADLINE = "哪天到期（答辩、支付令异议、时效、征信五年）"
CALL = "这通电话违规吗"
BUDGET = "一个月该怎么花"
QUESTIONS = (REAL_RATE, WHICH_LINE, OVERDUE, PAYOFF, OFFER, DEADLINE, CALL, BUDGET)


@dataclass(frozen=True)
class Calculator:
    """One calculator: title, the borrower's question it answers, form, answer, and the function between."""

    title: str
    question: str
    form: type[Form]
    answer: type[Answer]
    compute: Callable[[Any, Law], Answer]


class UnknownCalculatorError(KeyError):
    """A name that no calculator has; the message suggests one and lists them all."""

    def __str__(self) -> str:
        return str(self.args[0])


CALCULATORS: Mapping[str, Calculator] = {
    "monthly-rate": Calculator(
        "月利率折成一年是多少",
        REAL_RATE,
        real_rate.MonthlyRateForm,
        real_rate.YearlyRates,
        real_rate.monthly_rate,
    ),
    "daily-rate": Calculator(
        "日利率折成一年是多少",
        REAL_RATE,
        real_rate.DailyRateForm,
        real_rate.DailyRateAnswer,
        real_rate.daily_rate,
    ),
    "instalment-irr": Calculator(
        "这笔分期真实年化多少",
        REAL_RATE,
        real_rate.InstalmentForm,
        real_rate.InstalmentAnswer,
        real_rate.instalment_irr,
    ),
    "dated-irr": Calculator(
        "还款日子不整齐，真实年化多少", REAL_RATE, real_rate.DatedForm, real_rate.DatedAnswer, real_rate.dated_irr
    ),
    "flat-fee": Calculator(
        "每期按最初本金收费，真实年化多少", REAL_RATE, real_rate.FlatFeeForm, real_rate.FlatFeeAnswer, real_rate.flat_fee
    ),
    "repayment-methods": Calculator(
        "哪种还款方式利息少",
        REAL_RATE,
        real_rate.MethodsForm,
        real_rate.MethodsAnswer,
        real_rate.repayment_methods,
    ),
    "withheld-interest": Calculator(
        "放款时先扣了钱，真实年化多少",
        REAL_RATE,
        real_rate.WithheldForm,
        real_rate.WithheldAnswer,
        real_rate.withheld_interest,
    ),
    "short-loan": Calculator(
        "借几天、到期一次还清，年化多少",
        REAL_RATE,
        real_rate.ShortLoanForm,
        real_rate.ShortLoanAnswer,
        real_rate.short_loan,
    ),
    "private-lending-cap": Calculator(
        "这份合同的四倍 LPR 是多少",
        WHICH_LINE,
        interest_line.CapForm,
        interest_line.CapAnswer,
        interest_line.private_lending,
    ),
    "which-line": Calculator(
        "哪条利率线管这笔借款",
        WHICH_LINE,
        interest_line.WhichLineForm,
        interest_line.WhichLineAnswer,
        interest_line.which_line,
    ),
    "total-cost": Calculator(
        "费用都算进去，超过线了吗",
        WHICH_LINE,
        interest_line.TotalCostForm,
        interest_line.TotalCostAnswer,
        interest_line.total_cost,
    ),
    "excess-interest": Calculator(
        "利息费用超出多少",
        WHICH_LINE,
        interest_line.ExcessForm,
        interest_line.ExcessAnswer,
        interest_line.excess_interest,
    ),
    "penalty-test": Calculator(
        "违约金是不是过高",
        WHICH_LINE,
        interest_line.PenaltyForm,
        interest_line.PenaltyAnswer,
        interest_line.penalty_test,
    ),
    "interest-line-timeline": Calculator(
        "老借条跨新旧规则怎么分段",
        WHICH_LINE,
        interest_line.TimelineForm,
        interest_line.TimelineAnswer,
        interest_line.timeline,
    ),
    "overdue-growth": Calculator(
        "逾期后欠款怎么涨", OVERDUE, overdue.GrowthForm, overdue.GrowthAnswer, overdue.overdue_growth
    ),
    "payment-allocation": Calculator(
        "还的钱先抵哪一部分",
        OVERDUE,
        overdue.AllocationForm,
        overdue.AllocationAnswer,
        overdue.payment_allocation,
    ),
    "debt-order": Calculator(
        "先还哪一笔", PAYOFF, payoff.DebtOrderForm, payoff.DebtOrderAnswer, payoff.debt_order
    ),
    "payoff-time": Calculator(
        "多久还清、利息多少", PAYOFF, payoff.PayoffForm, payoff.PayoffAnswer, payoff.payoff_time
    ),
    "consolidation": Calculator(
        "换成一笔贷款划不划算",
        PAYOFF,
        consolidation.ConsolidationForm,
        consolidation.ConsolidationAnswer,
        consolidation.consolidation,
    ),
    "compare-offers": Calculator(
        "分期和一次性结清，哪个划算", OFFER, offer.OfferForm, offer.OfferAnswer, offer.compare_offers
    ),
    "defence-deadline": Calculator(
        "答辩状最晚哪天交", DEADLINE, deadlines.ServedForm, deadlines.DeadlineAnswer, deadlines.defence_deadline
    ),
    "payment-order-deadline": Calculator(
        "支付令异议最晚哪天交",
        DEADLINE,
        deadlines.ServedForm,
        deadlines.DeadlineAnswer,
        deadlines.payment_order_deadline,
    ),
    "limitation": Calculator(
        "诉讼时效到哪天", DEADLINE, deadlines.LimitationForm, deadlines.LimitationAnswer, deadlines.limitation
    ),
    "small-claims": Calculator(
        "会不会走小额诉讼", DEADLINE, court.SmallClaimsForm, court.SmallClaimsAnswer, court.small_claims
    ),
    "credit-record-end": Calculator(
        "不良记录保存到哪天", DEADLINE, credit.RecordForm, credit.RecordAnswer, credit.record_end
    ),
    "credit-repair-check": Calculator(
        "这条旧记录是不是该不展示了", DEADLINE, credit.RepairForm, credit.RepairAnswer, credit.repair_check
    ),
    "call-check": Calculator(
        "这通催收电话超没超出规定", CALL, collection.CallForm, collection.CallAnswer, collection.call_check
    ),
    "affordable-payment": Calculator(
        "每月能拿多少还债", BUDGET, budget.AffordableForm, budget.AffordableAnswer, budget.affordable_payment
    ),
    "monthly-budget": Calculator(
        "一个月的钱怎么分", BUDGET, budget.BudgetForm, budget.BudgetAnswer, budget.monthly_budget
    ),
    "emergency-fund": Calculator(
        "应急金存多久", BUDGET, budget.ReserveForm, budget.ReserveAnswer, budget.emergency_fund
    ),
}


def find(name: str) -> Calculator:
    """Give the calculator of that name; raise UnknownCalculatorError with a suggestion and all names."""
    if name not in CALCULATORS:
        suggestion = did_you_mean(name, CALCULATORS).replace("要写", "要")
        raise UnknownCalculatorError(f"没有计算器 “{name}”。{suggestion}可用的有：{'、'.join(CALCULATORS)}")
    return CALCULATORS[name]


def run(name: str, data: object, law: Law) -> dict[str, Any]:
    """Run one calculator on what was typed; give JSON-ready figures. Raises RefusedError for bad input."""
    calculator = find(name)
    answer = calculator.compute(fields.read(calculator.form, data), law)
    told = answer.model_dump(mode="json")
    return {name: told.pop(name) for name in list(told) if name not in Answer.model_fields} | told

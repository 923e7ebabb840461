"""What a calculator's answer says first, and how it got there: sentences in whose braces the reader's figures stand.

A sentence is a pair (condition, words). The condition is the name of a figure or field (`lines.0.simple_over` in a row) that
must be true or more than nothing; no name: always. Of a headline the first sentence that holds is said, of the working every
one. No figure of the law stands here: those come in braces, from the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Sentence = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """One calculator's sentences; what 填入例子 fills in where the fields' own examples do not fit together; its curve.

    A curve names the rows of the answer, their figures for time and amount, the unit of time, and what is seen.
    """

    headline: tuple[Sentence, ...]
    working: tuple[Sentence, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    curve: Mapping[str, str] | None = None


RATE = (("", "这笔钱的单利年化约 {simple_annual}"),)
LAST_DAY = (
    ("earliest", "最早到 {last_day}（{weekday}）为止；要再核对法定休假日。"),
    ("", "到 {last_day}（{weekday}）为止。别等最后一天。"),
)
COUNTED = (
    ("", "从收到的第二天起数满 {days} 日，是 {nominal}。"),
    ("rolled", "那天休息，顺延到 {last_day}。"),
)
FLOWS = [
    {"day": "2026-01-15", "direction": "in", "amount": "10000"},
    {"day": "2026-02-15", "direction": "out", "amount": "3500"},
    {"day": "2026-03-15", "direction": "out", "amount": "3500"},
    {"day": "2026-04-15", "direction": "out", "amount": "3500"},
]
DEBTS = [
    {"name": "甲平台", "balance": "3000", "rate": "12", "minimum": "150"},
    {"name": "乙平台", "balance": "12000", "rate": "24", "minimum": "400"},
    {"name": "丙平台", "balance": "6000", "rate": "18", "minimum": "250"},
]

WORDS: Mapping[str, Words] = {
    "monthly-rate": Words(
        (("", "月利率 {rate}，单利年化 {simple_annual}"),),
        (
            ("", "单利年化：{rate} × 12 = {simple_annual}"),
            ("", "复利年化：(1 + {rate}) 的 12 次方 − 1 = {compound_annual}"),
        ),
    ),
    "daily-rate": Words(
        (("", "日利率 {rate}，单利年化 {simple_annual}"),),
        (
            ("", "单利年化：{rate} × {days_per_year} = {simple_annual}"),
            ("", "复利年化：(1 + {rate}) 的 {days_per_year} 次方 − 1 = {compound_annual}"),
        ),
    ),
    "instalment-irr": Words(
        RATE,
        (("", "把每期付的钱一期一期折回去，正好等于到手的钱，那个利率是每期 {period_rate}。"),),
    ),
    "dated-irr": Words(RATE, example={"flows": FLOWS}),
    "flat-fee": Words(
        (("", "宣传口径 {quoted_annual}，真实的单利年化约 {simple_annual}"),),
        (
            ("", "每期还 {payment}，一共付手续费 {total_fee}。"),
            (
                "",
                "本金每期都在减少，手续费不变，折算下来每期真实利率是 {period_rate}，乘以 12 就是单利年化。",
            ),
        ),
    ),
    "repayment-methods": Words(
        (("", "同样是月利率 {rate}，五种还法的总利息见下面：本金还得越慢，利息越多。"),),
        curve={"rows": "schedule", "x": "number", "y": "balance", "unit": "期末还欠", "label": "剩余本金"},
    ),
    "withheld-interest": Words(
        (("", "按实际到手的 {real_principal}算，单利年化约 {simple_annual}"),),
        (
            ("", "实际本金：{contract} − {withheld} = {real_principal}"),
            ("", "足额放款的话，单利年化是 {contract_simple_annual}。"),
        ),
    ),
    "short-loan": Words(
        RATE,
        (
            ("", "单利年化：({repaid} ÷ {received} − 1) × 365 ÷ {days} = {simple_annual}"),
            ("", "复利年化：({repaid} ÷ {received}) 的 365 ÷ {days} 次方 − 1 = {compound_annual}"),
        ),
    ),
    "private-lending-cap": Words(
        (
            ("to_check", "按最近核到的 LPR，四倍是 {cap}；你填的日期更晚，要再核对。"),
            ("applies", "这份合同的四倍 LPR 是 {cap}。"),
            ("", "合同早于新规则，四倍 LPR 是 {cap}，只供参考，要分段看。"),
        ),
        (("", "{lpr_since} 公布的一年期 LPR：{lpr} × {multiple} = {cap}"),),
    ),
    "which-line": Words(
        (
            ("lines", "和这笔借款有关的线在下面，各管各的；哪一条都不等于本金不用还。"),
            ("", "这类贷款在这一天没有查到统一的利率线。"),
        ),
    ),
    "total-cost": Words(
        (
            ("lines.0.simple_over", "费用都算进去，单利年化约 {simple_annual}，超过 {lines.0.rate:rate}（{lines.0.name}）。"),
            ("lines", "费用都算进去，单利年化约 {simple_annual}，没有超过 {lines.0.rate:rate}（{lines.0.name}）。"),
            ("", "费用都算进去，单利年化约 {simple_annual}。这类贷款在这一天没有查到统一的利率线。"),
        ),
        (("", "息费一共 {total_cost}，其中各种费用 {total_fees}。"),),
    ),
    "excess-interest": Words(
        (
            ("excess", "按 {cap} 算最多 {allowed}，付了 {paid}，多出 {excess}：可以在协商或诉讼里提出。"),
            ("", "按 {cap} 算最多 {allowed}，付了 {paid}，没有超过。"),
        ),
        example={"cap": ""},
    ),
    "penalty-test": Words(
        (
            ("too_high", "约定的违约金比一般认定过高的线多 {over}，可以请求减少。"),
            ("", "没有超过一般认定过高的线 {threshold}。"),
        ),
    ),
    "interest-line-timeline": Words((("", "一段一段看：先看日期，再看那一段用哪条线。"),)),
    "overdue-growth": Words(
        (("", "逾期 {days} 天，本金加息费约 {owed}，每天多 {per_day}。"),),
        (("", "利息 {interest}，罚息 {penalty}，一共 {total}。每个数各自四舍五入到分，合计可能差一分。"),),
        curve={"rows": "curve", "x": "day", "y": "simple", "unit": "天", "label": "不计复利的欠款"},
    ),
    "payment-allocation": Words(
        (
            ("over", "这些都还清了，还多出 {over}。"),
            ("", "这次还的钱依次抵扣，抵完一共还欠 {left}。"),
        ),
    ),
    "debt-order": Words(
        (
            ("saved", "先还年化最高的，比先还余额最小的少付利息 {saved}；先后见下面。"),
            ("plans.1.months", "两种还法的利息一样；先后见下面。"),
            ("", "先还年化最高的才还得清；先还余额最小的，每月的利息会超过你还的钱。先后见下面。"),
        ),
        example={"debts": DEBTS},
    ),
    "payoff-time": Words(
        (("", "要还 {months} 个月，利息一共约 {total_interest}，最后一个月还 {last_payment}。"),),
        (("", "第一个月的利息 {first_interest}，每月还的 {payment}里，多出来的部分才还本金。"),),
        curve={"rows": "schedule", "x": "number", "y": "balance", "unit": "个月后还欠", "label": "还欠的钱"},
    ),
    "consolidation": Words(
        (
            ("worthwhile", "换成新贷款，一共少付 {saved}。"),
            ("", "换成新贷款不划算：一共 {new_total}，照旧还是 {old_total}。"),
        ),
        (("", "现在每月还 {old_monthly}；换了每月还 {new_monthly}，要还 {periods} 期。月供变少，不等于付得少。"),),
    ),
    "compare-offers": Words(
        (
            ("difference", "折到今天，{cheaper}更省：分期值 {instalment_value}，一次性是 {lump}。"),
            ("", "折到今天，分期和一次性一样多，都是 {lump}。"),
        ),
    ),
    "defence-deadline": Words(LAST_DAY, COUNTED),
    "payment-order-deadline": Words(LAST_DAY, COUNTED),
    "limitation": Words(
        (
            ("expired", "到你看的那天，诉讼时效已经过了（到 {end}）。债还在，要自己在一审提。"),
            ("earliest", "按填的情况，诉讼时效最早到 {end}；要再核对法定休假日。"),
            ("", "按填的情况，诉讼时效到 {end}。"),
        ),
        (("", "最近一次从 {start} 起算。"),),
    ),
    "small-claims": Words(
        (("", "只看金额：{meaning}。"),),
        (("", "小额诉讼的线是 {small_limit}，可以约定的线是 {agreed_limit}。"),),
    ),
    "credit-record-end": Words(
        (
            ("running", "保存到 {end}，满 {years} 年。"),
            ("", "还没还清，{years} 年的保存期还没有开始算。"),
        ),
    ),
    "credit-repair-check": Words(
        (
            ("meets", "三条都符合：这条旧记录应该已经不展示了。"),
            ("", "没有三条都符合，这项政策帮不上；它的还款窗口也已经截止。"),
        ),
    ),
    "call-check": Words(
        (
            ("over", "有 {over} 条超出了，可以拿去投诉；超出不等于不用还。"),
            ("", "按填的情况没有查到超出的；“要看具体情况”的见下面。"),
        ),
    ),
    "affordable-payment": Words(
        (
            ("short", "必需的钱还差 {short}：先保吃住看病，再谈还款。"),
            ("", "每月能拿 {affordable}还债，占收入的 {share}。"),
        ),
        (("", "{income} − {essentials} − {support} − {reserve}，少于 0 就当 0 = {affordable}"),),
    ),
    "monthly-budget": Words(
        (
            ("short", "这个月一共还差 {short}，先保前面的。"),
            ("", "这个月够用，怎么分见下面。"),
        ),
    ),
    "emergency-fund": Words(
        (
            ("months", "再存 {months} 个月，能到 {target}。"),
            ("", "已经存够 {target}。"),
        ),
        (("", "目标 {target}，还差 {missing}。"),),
    ),
}

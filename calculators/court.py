"""起诉前自查: whether a claim falls under the small claims procedure."""

from __future__ import annotations

from typing import Literal

from calculators import fields
from calculators.fields import Amount, Answer, Fen, Form, figure
from calculators.parameters import Law

Procedure = Literal["small", "by-agreement", "ordinary"]
PROCEDURES: dict[Procedure, str] = {
    "small": "适用小额诉讼，一审终审",
    "by-agreement": "双方约定才适用小额诉讼",
    "ordinary": "不适用小额诉讼",
}


class SmallClaimsForm(Form):
    """The claim and the wage it is measured by."""

    claim: Amount = fields.amount("对方起诉要多少", "50000")
    wage: Amount = fields.amount("当地上年度就业人员年平均工资", "120000", hint="本省统计局公布的数")


class SmallClaimsAnswer(Answer):
    """The procedure and its two limits."""

    procedure: Procedure = figure("text", "代号")
    meaning: str = figure("text", "结论")
    small_limit: Fen = figure("money", "小额诉讼的线")
    agreed_limit: Fen = figure("money", "可以约定的线")
    convention: str = "标的额和年平均工资的比例比较；正好等于的，算在线内。"
    basis: tuple[str, ...] = ("cpl-165-small", "cpl-169-small")
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "只看金额；案件复杂、下落不明等情形不适用，认为不该用小额的要在开庭前提异议。",
        "小额诉讼一审终审，不能上诉，更要按时答辩、到庭。",
    )


def small_claims(form: SmallClaimsForm, law: Law) -> SmallClaimsAnswer:
    """Tell which procedure the amount of a claim points to."""
    small = form.wage * law["small-claims-ratio"].last_number() / 100
    agreed = form.wage * law["small-claims-agreed-multiple"].last_number()
    procedure: Procedure = (
        "small" if form.claim <= small else "by-agreement" if form.claim <= agreed else "ordinary"
    )
    return SmallClaimsAnswer(
        procedure=procedure, meaning=PROCEDURES[procedure], small_limit=small, agreed_limit=agreed
    )

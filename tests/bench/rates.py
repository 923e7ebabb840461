"""The internal rate of return of 100,000 instalment plans: ours in pure Python beside three libraries.

Each plan is made backwards from a known rate: the money received is what its payments are worth at that rate. So every
answer can be compared with the truth, not only with another answer.
"""

import importlib
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from calculators import cashflow
from tests.bench.sites import Sites

COUNT = 100_000
SEED = 20261122
CLOSE = 1e-6  # a rate farther from the true one, beside 1 + rate, is wrong
HIGH = 10.0  # 1,000 % a period
#: The range in which programs commonly look: from -99 % to 1,000 % a period.
BRACKET = (-0.99, HIGH)
INSTALL = "没有装 {}：make bench 会按 requirements-bench.lock 装好"


@dataclass(frozen=True)
class Plan:
    """Money received and then paid, and the rate per period at which it is worth nothing; `deposit` marks a second root."""

    rate: float
    amounts: tuple[float, ...]
    kind: str


def plans(count: int, seed: int = SEED) -> Iterator[Plan]:
    """Make instalment plans: most ordinary, one in twenty short and beyond 1,000 %, one in a hundred with a deposit."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 20 == 1:
            yield _plan("超过 1,000%", chance.uniform(HIGH, 40), chance.randint(1, 6), chance)
        elif number % 100 == 2:
            yield _with_deposit(chance)
        else:
            yield _plan("普通分期", chance.choice((0.0, 10 ** chance.uniform(-6, 0))), chance.randint(1, 60), chance)


def _plan(kind: str, rate: float, periods: int, chance: random.Random) -> Plan:
    payment = float(chance.randint(1, 10_000_00)) / 100
    return Plan(rate, (_worth([payment] * periods, rate), *[-payment] * periods), kind)


def _with_deposit(chance: random.Random) -> Plan:
    """A deposit kept until the end: the last amount comes back, which adds a second root near -100 %."""
    rate, periods = chance.uniform(0.005, 0.05), chance.randint(6, 36)
    payments = [100.0] * periods + [-chance.uniform(1, 50)]
    return Plan(rate, (_worth(payments, rate), *[-payment for payment in payments]), "押金最后退回")


def _worth(payments: Sequence[float], rate: float) -> float:
    return math.fsum(payment / (1 + rate) ** time for time, payment in enumerate(payments, 1))


@dataclass
class Tally:
    """How one method did: seconds of work, the worst residual of its answers, and how often it failed on what."""

    seconds: float = 0.0
    residual: float = 0.0
    failures: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, plan: Plan, answer: float | None) -> None:
        """Compare one answer with the truth; a residual counts for answers only."""
        if answer is None or not math.isfinite(answer):
            self._fail(plan.kind, "没有答案（NaN 或报错）")
            return
        if abs(answer - plan.rate) > CLOSE * (1 + plan.rate):
            self._fail(plan.kind, "错根")
            return
        self.residual = max(self.residual, residual(plan.amounts, answer))

    def _fail(self, kind: str, how: str) -> None:
        self.failures[kind, how] = self.failures.get((kind, how), 0) + 1

    def __str__(self) -> str:
        failed = "；".join(f"{kind} {how} {count} 次" for (kind, how), count in sorted(self.failures.items()))
        return f"算对的里面最大残差 {self.residual:.1e}；失败：{failed or '无'}"


def residual(amounts: Sequence[float], rate: float) -> float:
    """Give what is left of the value at a rate, as a share of all that moved, valued at that rate."""
    values = [amount / (1 + rate) ** time for time, amount in enumerate(amounts)]
    return abs(math.fsum(values)) / math.fsum(map(abs, values))


def run(method: Callable[[Sequence[float]], float | None], cases: Sequence[Plan]) -> Tally:
    """Let one method answer all plans, then judge; only the answering is timed."""
    start = time.process_time()
    answers = [_answer(method, plan.amounts) for plan in cases]
    tally = Tally(seconds=time.process_time() - start)
    for plan, answer in zip(cases, answers, strict=True):
        tally.note(plan, answer)
    return tally


def _answer(method: Callable[[Sequence[float]], float | None], amounts: Sequence[float]) -> float | None:
    try:
        return method(amounts)
    except (ArithmeticError, ValueError, RuntimeError):
        return None


def _numpy_financial() -> Callable[[Sequence[float]], float]:
    irr = importlib.import_module("numpy_financial").irr
    return lambda amounts: float(irr(amounts))


def _brentq() -> Callable[[Sequence[float]], float]:
    brentq = importlib.import_module("scipy.optimize").brentq
    return lambda amounts: float(brentq(cashflow.npv, *BRACKET, args=(amounts,), xtol=1e-14))


def _pyxirr() -> Callable[[Sequence[float]], float | None]:
    irr = importlib.import_module("pyxirr").irr
    return lambda amounts: irr(amounts)


OTHERS = {"numpy-financial irr": _numpy_financial, "scipy brentq（-99% 到 1,000%）": _brentq, "pyxirr irr": _pyxirr}


def lines(_: Sites) -> Iterator[str]:
    """Let each method answer the same plans."""
    cases = list(plans(COUNT))
    ours = run(cashflow.irr, cases)
    yield f"{COUNT:,} 个已知答案的分期（每期利率 0 到 4,000%），比的是 CPU 时间"
    yield f"  本站（纯 Python）：{ours.seconds:.1f} 秒；{ours}"
    for name, make in OTHERS.items():
        try:
            method = make()
        except ImportError as missing:
            yield f"  {name}：{INSTALL.format(missing.name)}"
            continue
        theirs = run(method, cases)
        yield f"  {name}：{theirs.seconds:.1f} 秒，本站用时是它的 {ours.seconds / theirs.seconds:.2g} 倍；{theirs}"

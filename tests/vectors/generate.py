"""Inputs as readers type them, for every calculator: plain, extreme and wrong ones. Seeded: the same list every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from calculators import fields, instalment, registry

PER_CALCULATOR = 150
WRONG_ONE_IN = 7
AMOUNTS = [
    "0.01",
    "0.02",
    "1",
    "99.995",
    "945.60",
    "1,234.56",
    "１２，０００",
    "1.2万",
    "¥5000",
    "0.3 万元",
    "100000000",
    "2块",
]
PERCENTS = [
    "0",
    "0.01",
    "0.05",
    "0.5‰",
    "万分之5",
    "1",
    "1.5%",
    "2",
    "１２％",
    "24",
    "36",
    "100",
    "999.9999",
    "1000",
]
DAYS = [
    "2019-08-19", "2019-08-20", "2019-12-31", "2020-02-29", "2020-08-19", "2020-08-20", "2023-01-31", "2024-02-29",
    "2025-02-28", "2025-09-30", "2025-10-01", "2025-12-19", "2026-01-30", "2026-02-14", "2026年10月1日", "20261119",
    "2026/12/17", "２０２６-１２-１６", "2026.9.20", "2026-09-21", "2028-02-29", "2100-12-31", "1990-01-01", "2015-09-01",
]  # fmt: skip
CLOCKS = ["00:00", "7:59", "08:00", "12:00", "21:59", "22:00", "23:59", "２１：３０"]
NAMES = ["甲平台", "=1+1", "信用卡 1", "", "长" * 40]
WRONG: dict[str, list[str]] = {
    "amount": ["一万", "1,23", "0.001", "-5", "100000001", "", "abc", "1.2.3", "0", "1.23456万"],
    "percent": ["abc", "-1", "9999999", "", "1,2", "%", "2000"],
    "whole": ["1.5", "x", "-1", "99999999", "", "0", "1e3"],
    "day": ["2026-02-30", "昨天", "1900-01-01", "2101-01-01", "", "2026-13-01", "2026-1-1-1"],
    "clock": ["25:00", "晚上", "", "12:60", "2130"],
    "flag": ["也许"],
    "choice": ["nobody", ""],
    "words": ["长" * 41],
}
Typed = dict[str, Any]


def vectors() -> Iterator[tuple[str, Typed]]:
    """Yield (calculator, what was typed), PER_CALCULATOR for each."""
    for name, calculator in registry.CALCULATORS.items():
        chance = Random(name)
        described = fields.describe(calculator.form)
        for number in range(PER_CALCULATOR):
            typed = form(described, chance)
            if name in LIKELY and number % 2:
                typed |= LIKELY[name](chance)
            if number % WRONG_ONE_IN == 0:
                spoil(described, typed, chance)
            yield name, typed


def form(described: list[dict[str, Any]], chance: Random) -> Typed:
    """Fill in a form; what has a default is left out half of the time."""
    return {
        field["name"]: value(field, chance)
        for field in described
        if "default" not in field or chance.random() < 0.5
    }


def value(field: dict[str, Any], chance: Random) -> Any:
    """Type something that the field takes, an extreme every second time."""
    kind = field["kind"]
    if kind == "rows":
        count = chance.randint(field["least"], min(field["most"], max(3, field["least"] + 2)))
        return [form(field["rows"], chance) for _ in range(count)]
    if kind == "choice":
        return chance.choice(list(field["choices"]))
    if kind == "flag":
        return chance.choice(["是", "否"])
    extreme = {"amount": AMOUNTS, "percent": PERCENTS, "day": DAYS, "clock": CLOCKS, "words": NAMES}.get(kind)
    if kind == "whole":
        extreme = [str(field["low"]), str(field["high"]), "1 个", "12期", "３０", "365"]
    if chance.random() < 0.5 and extreme:
        return chance.choice(extreme)
    return ORDINARY[kind](field, chance)


def _day(_: dict[str, Any], chance: Random) -> str:
    return str(date(2016, 1, 1) + timedelta(days=chance.randrange(365 * 14)))


ORDINARY: dict[str, Callable[[dict[str, Any], Random], str]] = {
    "amount": lambda _, chance: f"{round(10 ** chance.uniform(0, 6), 2):.2f}",
    "percent": lambda field, chance: f"{chance.uniform(0, min(40, float(field['high']))):.4f}",
    "whole": lambda field, chance: str(chance.randint(int(field["low"]), min(60, int(field["high"])))),
    "day": _day,
    "clock": lambda _, chance: f"{chance.randrange(24)}:{chance.randrange(60):02d}",
    "words": lambda _, chance: f"第{chance.randrange(9)}笔",
}


def spoil(described: list[dict[str, Any]], typed: Typed, chance: Random) -> None:
    """Put one wrong input into the form."""
    field = chance.choice(described)
    if field["kind"] != "rows":
        typed[field["name"]] = chance.choice(WRONG[field["kind"]])
        return
    rows = typed.setdefault(field["name"], [])
    if not rows or chance.random() < 0.2:
        typed[field["name"]] = rows[: field["least"] - 1] if field["least"] else rows
        return
    inner = chance.choice(field["rows"])
    chance.choice(rows)[inner["name"]] = chance.choice(WRONG[inner["kind"]])


# ── inputs that belong together ──────────────────────────────────────────────────────────────────────


def _loan(chance: Random) -> tuple[float, float, int]:
    """Give principal, payment and periods of a loan at anything between 0 and 2,000 % a year."""
    principal, periods = (
        round(10 ** chance.uniform(2, 6), 2),
        chance.choice([1, 2, 3, 6, 12, 24, 36, 60, 360]),
    )
    rate = chance.choice([0, 0.01, 0.02, 0.03, 0.5, 20 / 12, chance.uniform(0, 0.1)])
    return principal, instalment.level_payment(principal, rate, periods), periods


def _instalment(chance: Random) -> Typed:
    principal, payment, periods = _loan(chance)
    return {"received": f"{principal:.2f}", "payment": f"{payment:.2f}", "periods": str(periods)}


def _withheld(chance: Random) -> Typed:
    principal, payment, periods = _loan(chance)
    kept = principal * chance.choice([0, 0.01, 0.1, 0.3, 0.99])
    return {
        "contract": f"{principal:.2f}", "withheld": f"{kept:.2f}", "payment": f"{payment:.2f}", "periods": str(periods)
    }  # fmt: skip


def _dated(chance: Random) -> Typed:
    """One sum received, several paid, sometimes a fen the next day; every fifth time a second sum received in between."""
    principal, payment, periods = _loan(chance)
    if chance.random() < 0.1:
        payment, periods = 0.01, 1
    day = date(2019, 1, 31) + timedelta(days=chance.randrange(2500))
    flows = [{"day": str(day), "direction": "in", "amount": f"{principal:.2f}"}]
    for number in range(min(periods, 12)):
        day += timedelta(days=chance.choice([1, 7, 28, 29, 30, 31, 45]))
        direction = "in" if number == 2 and chance.random() < 0.2 else "out"
        flows.append({"day": str(day), "direction": direction, "amount": f"{max(0.01, payment):.2f}"})
    return {"flows": flows}


def _short(chance: Random) -> Typed:
    received = 10 ** chance.uniform(1, 5)
    repaid = received * chance.choice([0.001, 0.5, 1, 1.001, 1.2, 1.43, 3])
    return {
        "received": f"{received:.2f}",
        "repaid": f"{repaid:.2f}",
        "days": str(chance.choice([1, 7, 14, 30, 366])),
    }


def _debts(chance: Random) -> Typed:
    """Some debts, and a budget from too small to ample."""
    debts = [
        {
            "name": f"第{number}笔",
            "balance": f"{10 ** chance.uniform(2, 5):.2f}",
            "rate": chance.choice(["0", "12", "18", "24", "36", "300"]),
            "minimum": f"{chance.choice([0, 50, 150.5, 400]):.2f}",
            "sued": chance.choice(["是", "否"]),
            "secured": chance.choice(["是", "否"]),
        }
        for number in range(chance.randint(1, 6))
    ]
    return {"debts": debts, "budget": f"{10 ** chance.uniform(2, 4.5):.2f}"}


def _payoff(chance: Random) -> Typed:
    balance, rate = 10 ** chance.uniform(2, 6), chance.choice([0, 6, 12, 24, 36, 1000])
    payment = balance * rate / 1200 * chance.choice([0.9, 1, 1.0000001, 1.01, 1.5, 4]) + chance.choice(
        [0, 0.01, 100]
    )
    return {"balance": f"{balance:.2f}", "rate": str(rate), "payment": f"{max(0.01, payment):.2f}"}


def _limitation(chance: Random) -> Typed:
    due = date(2016, 1, 1) + timedelta(days=chance.randrange(3600))
    events, day = [], due
    for _ in range(chance.randint(0, 5)):
        day += timedelta(days=chance.choice([-10, 0, 30, 400, 1095, 1096, 1100]))
        events.append(
            {"day": str(day), "kind": chance.choice(["demand", "payment", "promise", "lawsuit", "transfer"])}
        )
    as_of = chance.choice([date(2026, 11, 22), due + timedelta(days=1096 + chance.randrange(25))])
    return {"due": str(due), "events": events, "as_of": str(as_of)}


def _saving(chance: Random) -> Typed:
    """Saving that ends within a lifetime."""
    return {"essentials": f"{chance.uniform(100, 9000):.2f}", "monthly": f"{chance.uniform(100, 3000):.2f}"}


LIKELY: dict[str, Callable[[Random], Typed]] = {
    "instalment-irr": _instalment,
    "total-cost": _instalment,
    "withheld-interest": _withheld,
    "dated-irr": _dated,
    "short-loan": _short,
    "debt-order": _debts,
    "payoff-time": _payoff,
    "limitation": _limitation,
    "emergency-fund": _saving,
}

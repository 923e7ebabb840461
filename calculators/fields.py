"""The fields a reader fills in and the figures he gets back: labels, units, ranges, hints, examples.

Each calculator's input is a ``Form``, its result an ``Answer``. Labels stand in these models and nowhere
else; forms, command line, schema and documentation are made from ``describe``. Every refusal is a
``RefusedError`` with the field and one Chinese sentence that can stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from calculators import money
from calculators.source import did_you_mean

ESTIMATE = "估算，不构成法律意见；以合同和法院认定为准。"


class RefusedError(ValueError):
    """An input that cannot be used: ``field`` (``rows.0.day`` for a row) and a sentence in Chinese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class Form(BaseModel):
    """Base of all inputs. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """Base of all results: figures, their convention, the provisions they rest on, what they assume."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    convention: str = ""
    basis: tuple[str, ...] = ()
    notes: tuple[str, ...] = (ESTIMATE,)


_TOLD_APART = tuple(Answer.model_fields)


class Row(BaseModel):
    """Base of one row of a result table."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# ── what may be typed ────────────────────────────────────────────────────────────────────────────────


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError("要填数字")
    return value if isinstance(value, str) else f"{Decimal(str(value)):f}"


def _reader(parse: Callable[[str], Decimal]) -> Callable[[object], Decimal]:
    return lambda value: parse(_text(value))


def _whole(value: object) -> int:
    number = money.parse_number(re.sub("[个期天月年次日人岁]+$", "", _text(value).strip()))
    if number != number.to_integral_value():
        raise ValueError("要填整数")
    return int(number)


_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\Z|([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})\Z")
_WIDTH = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    match = _DAY.match(re.sub(r"\s", "", str(value).translate(_WIDTH)))
    if match is None:
        raise ValueError("要填日期，例如 2026-11-22")
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        raise ValueError("日历上没有这一天") from None


def _clock(value: object) -> time:
    match = _CLOCK.match(re.sub(r"\s", "", str(value).translate(_WIDTH)))
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError("要填钟点，例如 21:30")
    return time(int(match[1]), int(match[2]))


_FLAGS = {"是": True, "否": False, "true": True, "false": False, "yes": True, "no": False}


def _flag(value: object) -> bool:
    answer = value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())
    if answer is None:
        raise ValueError("只能选“是”或“否”")
    return answer


Amount = Annotated[Decimal, BeforeValidator(_reader(money.parse_amount))]
Percent = Annotated[Decimal, BeforeValidator(_reader(money.parse_percent))]
Whole = Annotated[int, BeforeValidator(_whole)]
Date = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
Flag = Annotated[bool, BeforeValidator(_flag)]


# ── how a field is declared ──────────────────────────────────────────────────────────────────────────


def _field(kind: str, label: str, default: Any, limits: dict[str, Any], **extra: Any) -> Any:
    told = {"kind": kind, "label": label} | {name: value for name, value in extra.items() if value != ""}
    return Field(default, json_schema_extra=told, **limits)


def amount(
    label: str, example: str, default: Any = ..., low: str = "0.01", high: str = "100000000", hint: str = ""
) -> Any:
    """Declare an amount in yuan."""
    limits = {"ge": Decimal(low), "le": Decimal(high)}
    return _field("amount", label, default, limits, unit="元", example=example, hint=hint)


def percent(
    label: str, example: str, default: Any = ..., low: str = "0", high: str = "1000", hint: str = ""
) -> Any:
    """Declare a rate in percent."""
    limits = {"ge": Decimal(low), "le": Decimal(high)}
    return _field("percent", label, default, limits, unit="%", example=example, hint=hint)


def whole(
    label: str, example: str, unit: str, default: Any = ..., low: int = 1, high: int = 360, hint: str = ""
) -> Any:
    """Declare a whole number."""
    return _field("whole", label, default, {"ge": low, "le": high}, unit=unit, example=example, hint=hint)


def day(label: str, example: str, default: Any = ..., hint: str = "") -> Any:
    """Declare a date between 1990 and 2100."""
    limits = {"ge": date(1990, 1, 1), "le": date(2100, 12, 31)}
    return _field("day", label, default, limits, example=example, hint=hint)


def clock(label: str, example: str, default: Any = ..., hint: str = "") -> Any:
    """Declare a time of day."""
    return _field("clock", label, default, {}, example=example, hint=hint)


def flag(label: str, default: Any = ..., hint: str = "") -> Any:
    """Declare a yes-or-no question."""
    return _field("flag", label, default, {}, example="否", hint=hint)


def choice(label: str, choices: Mapping[Any, str], example: str, default: Any = ..., hint: str = "") -> Any:
    """Declare a choice; ``choices`` maps what is stored to what is read. The field's type is a Literal."""
    return _field("choice", label, default, {}, choices=dict(choices), example=example, hint=hint)


def words(label: str, example: str, default: Any = ..., hint: str = "") -> Any:
    """Declare a short free text."""
    return _field("words", label, default, {"max_length": 40}, example=example, hint=hint)


def rows(label: str, low: int, high: int, default: Any = ..., hint: str = "") -> Any:
    """Declare a list of rows; the field's type is a tuple of a Form."""
    return _field("rows", label, default, {"min_length": low, "max_length": high}, hint=hint)


# ── what comes back ──────────────────────────────────────────────────────────────────────────────────

Fen = Annotated[Decimal, BeforeValidator(money.fen)]


def figure(kind: str, label: str, default: Any = ...) -> Any:
    """Declare a figure of a result: money (yuan), rate (fraction), count, day, text, flag, ids, row, rows."""
    return _field(kind, label, default, {})


def describe(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Give the fields in order, each with name, kind, label, unit, range, example, choices, rows."""
    return [_described(name, info) for name, info in model.model_fields.items() if name not in _TOLD_APART]


def _described(name: str, info: FieldInfo) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name}
    if isinstance(info.json_schema_extra, dict):
        told |= info.json_schema_extra
    for limit in info.metadata:
        for key, word in (("ge", "low"), ("le", "high"), ("min_length", "least"), ("max_length", "most")):
            if hasattr(limit, key):
                told[word] = _plain(getattr(limit, key))
    if info.default is not PydanticUndefined:
        told["default"] = _plain(info.default)
    inner = _row_model(info)
    return told | ({"rows": describe(inner)} if inner else {})


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | None) else str(value) if value != () else []


def _row_model(info: FieldInfo) -> type[BaseModel] | None:
    for part in get_args(info.annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


# ── reading a form ───────────────────────────────────────────────────────────────────────────────────


def read(model: type[Form], data: object) -> Form:
    """Read what was typed; empty fields count as not given. Raises RefusedError for the first mistake."""
    if not isinstance(data, dict):
        raise RefusedError("", '要给一个 JSON 对象，例如 {"rate": "1"}')
    try:
        return model.model_validate(_given(data))
    except ValidationError as error:
        raise _refusal(model, error) from None


def _given(data: object) -> Any:
    """Leave out empty fields, at every level."""
    if isinstance(data, dict):
        return {name: _given(value) for name, value in data.items() if value is not None and value != ""}
    return [_given(item) for item in data] if isinstance(data, list) else data


def _refusal(model: type[Form], error: ValidationError) -> RefusedError:
    details = sorted(error.errors(include_url=False), key=lambda found: found["type"] != "extra_forbidden")
    detail = details[0]
    field = ".".join(str(part) for part in detail["loc"])
    place, told = model, {}
    for part in detail["loc"]:
        if isinstance(part, str) and part in place.model_fields:
            info = place.model_fields[part]
            told = _described(part, info)
            place = _row_model(info) or place  # type: ignore[assignment]
    if detail["type"] == "extra_forbidden":
        name = str(detail["loc"][-1])
        return RefusedError(field, f"没有 “{name}” 这一栏。{did_you_mean(name, place.model_fields)}".strip())
    return RefusedError(field, _sentence(detail["type"], told, detail.get("ctx", {})))


def _sentence(kind: str, told: dict[str, Any], context: dict[str, Any]) -> str:
    label = told.get("label", "")
    if kind == "missing":
        return f"请填写{label}"
    if kind in ("greater_than_equal", "less_than_equal"):
        unit = f" {told['unit']}" if "unit" in told else ""
        return f"{label}要在 {told['low']} 到 {told['high']}{unit} 之间"
    if kind in ("too_short", "too_long"):
        return f"{label}要有 {told['least']} 到 {told['most']} 行"
    if kind in ("tuple_type", "model_type", "model_attributes_type"):
        return f"{label}要写成列表，每一行是一个对象：[{{…}}, {{…}}]"
    if kind == "literal_error":
        return f"{label}只能选：{'、'.join(f'{key}（{word}）' for key, word in told['choices'].items())}"
    if kind == "string_too_long":
        return f"{label}最多 {told['most']} 个字"
    if kind == "value_error":
        return f"{label}：{context['error']}"
    return f"{label}填得不对"

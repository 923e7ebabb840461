"""``python -m calculators NAME``: JSON on standard input and output; wrong input exits with 2."""

from __future__ import annotations

import json
import sys
from typing import Any

from calculators import parameters, registry
from calculators.fields import RefusedError


def main(arguments: list[str]) -> int:
    """Run the calculator named by the first argument and print its answer or its refusal."""
    try:
        if len(arguments) != 1:
            raise RefusedError(
                "", f"用法：python -m calculators 名字。可用的有：{'、'.join(registry.CALCULATORS)}"
            )
        result = registry.run(_known(arguments[0]), _typed(sys.stdin.read()), parameters.load())
    except RefusedError as error:
        _show({"error": {"field": error.field, "message": error.message}})
        return 2
    _show(result)
    return 0


def _known(name: str) -> str:
    try:
        registry.find(name)
    except registry.UnknownCalculatorError as error:
        raise RefusedError("", str(error)) from None
    return name


def _typed(text: str) -> object:
    """Read JSON; numbers keep the digits that were typed, and nothing is given twice."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise RefusedError("", f"输入不是 JSON（第 {error.lineno} 行第 {error.colno} 列读不下去）") from None
    except RecursionError:
        raise RefusedError("", "输入一层套一层，套得太深，读不下去") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object; which of two values is meant is not guessed."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise RefusedError(name, f"“{name}” 写了两遍，留下一个")
        found[name] = value
    return found


def _show(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

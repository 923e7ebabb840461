"""The software that the project rests on: what ends soon, what has known holes: `python -m hooks.dependencies [FILE]`.

DEPENDENCIES.md tells both. FILE is what `pip-audit --format json` found (make audit): each finding must be explained
in the table of known holes, with a day that is not long past; whatever could not be looked up counts as a finding.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hooks.today import today

FILE = "DEPENDENCIES.md"
#: So long before its end a dependency is announced.
NOTICE = timedelta(days=90)
#: So long an explanation of a hole holds; then somebody looks again.
EXPLAINED = timedelta(days=180)
_ROW = re.compile(r"^\|(?P<cells>.*)\|$")
_HOLE = re.compile(r"(?:CVE|GHSA|PYSEC|OSV|RUSTSEC|MAL)-[\w-]+\Z")


@dataclass(frozen=True)
class Row:
    """A row of one of the tables, by the words of its table's head, and its line in the file."""

    line: int
    cells: dict[str, str]


def rows(text: str) -> Iterator[Row]:
    """Yield the rows of all tables."""
    head: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _ROW.match(line)
        cells = [cell.strip() for cell in found["cells"].split("|")] if found else []
        if not cells:
            head = []
        elif not head:
            head = cells
        elif not set("".join(cells)) <= set("-: "):
            yield Row(number, dict(zip(head, cells, strict=False)))


def ending(text: str, day: date) -> Iterator[str]:
    """Say of each dependency that has ended, or ends within NOTICE, when, and what to do then."""
    for row in rows(text):
        found = re.match(r"\d{4}-\d{2}-\d{2}\b", row.cells.get("停止维护", ""))
        if found and date.fromisoformat(found[0]) <= day + NOTICE:
            left = (date.fromisoformat(found[0]) - day).days
            when = f"还有 {left} 天，{found[0]} 停止维护" if left >= 0 else f"{found[0]} 已经停止维护"
            yield f"{FILE}:{row.line}: {row.cells['名称']} {when}。怎么退出：{row.cells['怎么退出']}"


def audit(found: Any, text: str, day: date) -> Iterator[str]:
    """Say of each finding that it is not explained, and of each explanation that it is too old or no longer needed."""
    holes = {row.cells["编号"]: row for row in rows(text) if _HOLE.match(row.cells.get("编号", ""))}
    used: set[str] = set()
    for package in found["dependencies"]:
        name = f"{package['name']} {package.get('version', '')}".strip()
        if "skip_reason" in package:
            yield f"{name} 没有查到：{package['skip_reason']}"
        for hole in package.get("vulns", ()):
            explained = [one for one in (hole["id"], *hole["aliases"]) if one in holes]
            used.update(explained)
            if not any(holes[one].cells.get("软件") == package["name"] for one in explained):
                fixed = "、".join(hole["fix_versions"])
                yield f"{name} 有已知漏洞 {hole['id']}，{f'{fixed} 已修好' if fixed else '还没有修好的版本'}"
    for name, row in holes.items():
        if name not in used:
            yield f"{FILE}:{row.line}: {name} 已经查不到了，把这一行删掉"
        elif date.fromisoformat(row.cells["核对"]) + EXPLAINED < day:
            yield f"{FILE}:{row.line}: {name} 是 {row.cells['核对']} 核对的，过了 {EXPLAINED.days} 天，重新核对"


def main(words: list[str]) -> int:
    """Print everything that asks for action; return 0 when nothing does, 1 when something does, 2 when called wrongly."""
    if len(words) > 1:
        print("写法：python -m hooks.dependencies [pip-audit 写的 JSON 文件]", file=sys.stderr)
        return 2
    try:
        day, text = today(os.environ), Path(FILE).read_text("utf-8")
        said = list(ending(text, day))
        said += audit(json.loads(Path(words[0]).read_text("utf-8")), text, day) if words else ()
    except (OSError, ValueError) as error:
        print(f"没有查成：{error}", file=sys.stderr)
        return 1
    for line in said:
        print(line)
    print(f"依赖：{len(said)} 处要处理（有漏洞先升级；确实不影响的，写进 {FILE} 的“已知漏洞”）。")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

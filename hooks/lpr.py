"""Record a publication of the LPR: `python -m hooks.lpr DATE 1Y 5Y [--confirm]` (make lpr DATE=… ONE=… FIVE=…).

Adds one point to each of the two files and moves `confirmed`; every other byte stays. Writes both files or neither,
then lists the figures and the pages that have changed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from calculators import source
from calculators.holidays import Holidays
from calculators.parameters import Parameter
from hooks import assemble, check_pages, content, figures
from hooks.assemble import Settings
from hooks.content import Library
from hooks.today import today

FOLDER = Path("calculators/parameters")
FILES = ("lpr-1y", "lpr-5y")
SOURCE = "全国银行间同业拆借中心公布（录入时核对）"
#: A larger step than any published so far must be said twice.
JUMP = Decimal("0.5")
#: It is published on the 20th, or on the first working day after it: at the latest after a long holiday.
FIRST_DAY, LAST_DAY = 20, 28
_RATE = re.compile(r"\d{1,2}(?:\.\d{1,2})?\Z", re.ASCII)
_CONFIRMED = re.compile(r"^confirmed: .*$", re.MULTILINE)
_LAST_POINT = re.compile(r"\n  - \{from: [^\n]*\}\n\Z")
USAGE = "写法：make lpr DATE=2026-11-20 ONE=3.00 FIVE=3.50（跳得多、跨了月，核对以后再加 CONFIRM=1）"


class RefusedError(ValueError):
    """A publication that is not recorded; the message says why, in Chinese."""


def day(written: str, now: date, holidays: Holidays) -> date:
    """Read the day of a publication; raise RefusedError when it is none."""
    try:
        published = date.fromisoformat(written)
    except ValueError:
        raise RefusedError(f"日期要写成 2026-11-20，现在写的是“{written}”") from None
    if published > now:
        raise RefusedError(f"{published} 还没有到（今天是 {now}）")
    if not FIRST_DAY <= published.day <= LAST_DAY:
        raise RefusedError(f"{published} 不像公布日：LPR 每月 20 日公布，遇到休息日顺延")
    expected = holidays.next_working_day(published.replace(day=FIRST_DAY))
    if holidays.covers(published) and published != expected:
        raise RefusedError(f"{published} 不是公布日：这个月按休假安排应是 {expected}")
    return published


def rate(written: str) -> Decimal:
    """Read a rate in percent with at most two decimals; raise RefusedError for anything else."""
    if not _RATE.match(written):
        raise RefusedError(f"利率只写数字，最多两位小数，例如 3.00；现在写的是“{written}”")
    return Decimal(written).quantize(Decimal("0.01"))


def doubts(parameter: Parameter, published: date, value: Decimal) -> Iterator[str]:
    """Yield what must be looked at twice; raise RefusedError when the day is not after the last one."""
    last = parameter.series.last_confirmed()
    if published <= last.since:
        raise RefusedError(f"{parameter.id} 已经记到 {last.since}，{published} 不比它晚")
    months = (published.year - last.since.year) * 12 + published.month - last.since.month
    if months == 0:
        raise RefusedError(f"{parameter.id} 这个月已经有 {last.since} 的数值")
    if months > 1:
        yield f"{parameter.id} 上一次是 {last.since}，中间少了 {months - 1} 个月，应从早到晚逐月录入"
    step = value - parameter.last_number()
    if abs(step) > JUMP:
        yield f"{parameter.id} 从 {parameter.last_number()} 到 {value}，一次变了 {abs(step)} 个百分点"


def with_point(text: str, published: date, value: Decimal) -> str:
    """Give a file's text with one more point and `confirmed` moved to its day; every other byte stays."""
    if not _LAST_POINT.search(text) or len(_CONFIRMED.findall(text)) != 1:
        raise RefusedError("文件不是“一行一条”的写法，请手工录入")
    line = f'  - {{from: {published}, value: {value}, source: "{SOURCE}"}}\n'
    return _CONFIRMED.sub(f"confirmed: {published}", text) + line


def record(library: Library, words: list[str], *, confirmed: bool) -> date:
    """Write the publication DATE 1Y 5Y into the two files; raise RefusedError, and write nothing, if it is wrong."""
    if len(words) != 3:
        raise RefusedError(USAGE)
    published = day(words[0], library.today, library.law.holidays)
    texts: dict[Path, str] = {}
    asked: list[str] = []
    for name, word in zip(FILES, words[1:], strict=True):
        path = library.root / FOLDER / f"{name}.yaml"
        parameter, problems = source.load(path, Parameter)
        if parameter is None:
            raise RefusedError(f"先改好这里：{problems[0]}")
        value = rate(word)
        asked += doubts(parameter, published, value)
        texts[path] = with_point(path.read_bytes().decode(), published, value)
    if asked and not confirmed:
        raise RefusedError("；".join(asked) + "。核对无误以后加 CONFIRM=1（--confirm）再录一次")
    for path, text in texts.items():
        path.write_bytes(text.encode())
    return published


def shown(library: Library) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give what readers see of a library: each figure by its id, and each page's HTML by its path."""
    site = assemble.site(library, Settings())
    values = {name: figures.latest(name, library.law, library.today)[0].text for name in library.law}
    return values, check_pages.rendered(site, site.library.pages)


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Give the keys whose text is not what it was."""
    return sorted(key for key, text in after.items() if before.get(key) != text)


def report(before: Library, after: Library) -> Iterator[str]:
    """Say which figures have another value, and which pages print something else than before."""
    (old_values, old_pages), (values, pages) = shown(before), shown(after)
    for name in moved(old_values, values):
        yield f"数值变了：{name} {old_values[name]} → {values[name]}"
    changed = moved(old_pages, pages)
    yield f"印出来有变化的页面（数值，或“截至”的日期）共 {len(changed)} 页："
    for path in changed:
        yield f"  docs/{path}" if (after.root / "docs" / path).exists() else f"  {path}（由数据生成）"


def main(words: list[str]) -> int:
    """Record what the command line says; return 0 when done, 1 when refused, 2 when SITE_DATE is wrong."""
    try:
        now = today(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    before, _ = content.collect(Path.cwd(), now)
    given = [word for word in words if word != "--confirm"]
    try:
        published = record(before, given, confirmed="--confirm" in words)
    except RefusedError as refused:
        print(f"没有录入：{refused}", file=sys.stderr)
        return 1
    print(f"录入了 {published} 公布的 LPR。")
    for line in report(before, content.collect(Path.cwd(), now)[0]):
        print(line)
    print("接着运行 make check，再提交这两个文件。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

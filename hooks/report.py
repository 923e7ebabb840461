"""What a change means for readers: `python -m hooks.report --base=REVISION [--json=FILE]` (make report BASE=…).

Builds the site of the revision and the present one as of the same day and compares what readers get: figures, rules,
pages. `--read=FILE` turns such a JSON file into Markdown (make comment): the file may come from a stranger's pull
request, so it is checked, and every text in it is printed as code, where neither Markdown, HTML nor @names act.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from pydantic import Field, ValidationError

from calculators.source import Record
from hooks import built, content, edition, words
from hooks.today import fix_clock

#: By this line the workflow finds the comment that it wrote before.
MARK = "<!-- reader-report -->"
LISTED = 30  # entries of each part of the comment
SHOWN = 80  # characters of each text of the comment
LARGEST = 4_000_000  # bytes of a JSON file
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
#: What decides which rule holds when, and how well it was checked.
LAW_FIELDS: Mapping[str, str] = {
    "status": "状态",
    "effective": "施行",
    "expires": "失效",
    "promulgated": "公布",
    "superseded_by": "由谁取代",
    "binding": "约束力",
    "level": "层级",
    "confidence": "核实程度",
}
_SAID: Mapping[str, Mapping[str, str]] = {
    "status": words.STATUS,
    "binding": words.BINDING,
    "level": words.LEVEL,
    "confidence": {name: word or "已核实" for name, word in words.CONFIDENCE.items()},
}
Text = Annotated[str, Field(max_length=2000)]


class RefusedError(ValueError):
    """A report that cannot be made; the message says why, in Chinese."""


class Move(Record):
    """Something of an entry of the data that is not what it was; an empty text: it was, or is, not there."""

    id: Text
    title: Text
    what: Text
    old: Text
    new: Text


class PageMove(Record):
    """A page that was added, taken away or changed: in how many pieces, and the first of them."""

    url: Text
    title: Text
    pieces: int = Field(default=0, ge=0)
    old: Text = ""
    new: Text = ""


class Report(Record):
    """Everything that readers see differently."""

    figures: tuple[Move, ...] = Field(default=(), max_length=5000)
    laws: tuple[Move, ...] = Field(default=(), max_length=5000)
    verdicts: tuple[Move, ...] = Field(default=(), max_length=5000)
    lost: tuple[PageMove, ...] = Field(default=(), max_length=5000)
    removed: tuple[PageMove, ...] = Field(default=(), max_length=5000)
    added: tuple[PageMove, ...] = Field(default=(), max_length=5000)
    changed: tuple[PageMove, ...] = Field(default=(), max_length=5000)


# ── Compare ──────────────────────────────────────────────────────────────────────────────────────────


def compare(before: Path, after: Path) -> Report:
    """Compare two built sites, both made as of one day."""
    old, new = built.pages(before), built.pages(after)
    was, now = _real(old), _real(new)
    gone = [url for url in was if url not in now]
    return Report(
        figures=tuple(_figures(_data(before, "figures"), _data(after, "figures"))),
        laws=tuple(_laws(_provisions(before), _provisions(after))),
        verdicts=tuple(_verdicts(_data(before, "claims"), _data(after, "claims"))),
        lost=tuple(_page(url, was[url]) for url in gone if url not in new),
        removed=tuple(_page(url, was[url]) for url in gone if url in new),
        added=tuple(_page(url, now[url]) for url in now if url not in was),
        changed=tuple(_changed(was, now)),
    )


def _real(pages: Mapping[str, built.Built]) -> dict[str, built.Built]:
    return {url: page for url, page in pages.items() if not page.leads_on}


def _page(url: str, page: built.Built) -> PageMove:
    return PageMove(url=url[:2000], title=page.title[:2000])


def _changed(was: Mapping[str, built.Built], now: Mapping[str, built.Built]) -> Iterator[PageMove]:
    for url in was.keys() & now.keys() - {content.page_url(edition.PAGE)}:  # its fingerprint moves with every change
        moved = built.moved(was[url], now[url])
        if moved:
            old, new = moved[0]
            title = now[url].title[:2000]
            yield PageMove(url=url[:2000], title=title, pieces=len(moved), old=old[:2000], new=new[:2000])


def _data(site: Path, name: str) -> dict[str, dict[str, Any]]:
    """Read a dataset of a built site by id; none when the site does not have it."""
    path = site / f"data/{name}.json"
    return {one["id"]: one for one in json.loads(path.read_text("utf-8"))} if path.exists() else {}


def _provisions(site: Path) -> dict[str, dict[str, Any]]:
    """Instruments and their provisions in one dictionary; a provision is named with its instrument."""
    found: dict[str, dict[str, Any]] = {}
    for name, one in _data(site, "register").items():
        found[name] = {**one, "named": one["short"]}
        for rule in one["provisions"]:
            found[f"{name}#{rule['id']}"] = {**rule, "named": f"{one['short']} {rule['article']}"}
    return found


def _figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Move]:
    for name in sorted(before.keys() | after.keys()):
        one = after.get(name) or before[name]
        was, now = _values(before.get(name)), _values(after.get(name))
        for day in sorted(was.keys() | now.keys()):
            old, new = was.get(day, ""), now.get(day, "")
            if not old:  # a point more: what held until then
                old = next((was[one] for one in sorted(was, reverse=True) if one < day), "")
            if old != new:
                yield Move(id=name, title=one["title"], what=f"{day} 起", old=old, new=new)


def _values(figure: dict[str, Any] | None) -> dict[str, str]:
    """Print a figure's values by the day from which they hold."""
    if figure is None:
        return {}
    form = figure["display"] if "{value}" in figure["display"] else f"{{value}}（{figure['unit']}）"
    return {
        one["from"]: form.replace("{value}", one["value"]) + (f"，到 {one['until']}" if one.get("until") else "")
        for one in figure["values"]
    }


def _laws(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Move]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        one = new or old or {}
        if not (old and new):
            there = ("", "有") if new else ("有", "")
            yield Move(id=name, title=one["named"], what="登记", old=there[0], new=there[1])
            continue
        for field, what in LAW_FIELDS.items():
            was, now = (_said(field, side.get(field)) for side in (old, new))
            if was != now:
                yield Move(id=name, title=one["named"], what=what, old=was, new=now)


def _said(field: str, value: str | None) -> str:
    return _SAID.get(field, {}).get(value or "", value or "")


def _verdicts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Move]:
    for name in sorted(before.keys() & after.keys()):
        was, now = (words.VERDICT[side[name]["verdict"]][1] for side in (before, after))
        if was != now:
            yield Move(id=name, title=after[name]["title"], what="结论", old=was, new=now)


# ── Say ──────────────────────────────────────────────────────────────────────────────────────────────


def code(text: str) -> str:
    """Print foreign text so that it stays text on GitHub: as code, in one line, without invisible characters, cut."""
    plain = _BLANKS.sub(" ", text).strip()
    plain = plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}" if plain else "（没有）"


def markdown(report: Report) -> str:
    """Write the report as the comment of a pull request, in Chinese, the most dangerous first."""
    parts = [
        *_part("缺跳转的网址：读者存过的链接会打不开，请写进 `docs/_data/redirects.yaml`", map(_named, report.lost)),
        *_part("数值", map(_moved, report.figures)),
        *_part("规定的状态和日期", map(_moved, report.laws)),
        *_part("核查结论", map(_moved, report.verdicts)),
        *_part("去掉的页面（有跳转）", map(_named, report.removed)),
        *_part("新的页面", map(_named, report.added)),
        *_part("文字有变化的页面", map(_reworded, sorted(report.changed, key=lambda one: (-one.pieces, one.url)))),
    ]
    body = "\n".join(parts) if parts else "\n读者看到的页面、数值和规定都没有变化。"
    return f"{MARK}\n## 读者会看到什么变化\n{body}\n"


def _part(title: str, entries: Iterable[str]) -> Iterator[str]:
    listed = list(entries)
    if listed:
        yield f"\n### {title}（{len(listed)}）\n"
        yield from (f"- {one}" for one in listed[:LISTED])
        if len(listed) > LISTED:
            yield f"- ……还有 {len(listed) - LISTED} 处"


def _moved(one: Move) -> str:
    return f"{code(one.title)}（{code(one.id)}）{code(one.what)}：{code(one.old)} → {code(one.new)}"


def _named(one: PageMove) -> str:
    return f"{code(one.title)} {code('/' + one.url)}"


def _reworded(one: PageMove) -> str:
    return f"{_named(one)} {one.pieces} 处，例如 {code(one.old)} → {code(one.new)}"


# ── Command ──────────────────────────────────────────────────────────────────────────────────────────


def against(revision: str, root: Path) -> Report:
    """Build the site of `revision` and that of `root`, both outside of the project, and compare them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _unpack(revision, root, folder / "base")
        _build(folder / "base", folder / "before", f"{revision} 的网站")
        _build(root, folder / "after", "现在的网站")
        return compare(folder / "before", folder / "after")


def _unpack(revision: str, root: Path, target: Path) -> None:
    command = ["git", "archive", "--format=tar", "--end-of-options", revision]
    packed = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if packed.returncode != 0:
        raise RefusedError(f"没有 {revision} 这个版本：{packed.stderr.decode(errors='replace').strip()}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(target, filter="data")


def _build(project: Path, folder: Path, what: str) -> None:
    """Build with the revision's own hooks, and the same day and version for both."""
    environ = os.environ | {"SITE_VERSION": "dev", "PYTHONPATH": str(project)}
    command = [sys.executable, "-m", "hooks.build", str(folder)]
    made = subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        said = "\n".join((made.stdout + made.stderr).strip().splitlines()[-10:])
        raise RefusedError(f"{what}没有构建成功：\n{said}")


def read(path: Path) -> Report:
    """Read a report that somebody else made; raise RefusedError when it is none."""
    if path.stat().st_size > LARGEST:
        raise RefusedError(f"{path.name} 太大了")
    try:
        return Report.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise RefusedError(f"{path.name} 不是一份报告（{error.error_count()} 处不合）") from None


def main(arguments: list[str]) -> int:
    """Print what the command line asks for; return 0 when done, 1 when it cannot be made, 2 when called wrongly."""
    given = dict(word.removeprefix("--").split("=", 1) for word in arguments if word.startswith("--") and "=" in word)
    if len(given) != len(arguments) or given.keys() not in ({"base"}, {"base", "json"}, {"read"}):
        print("写法：make report BASE=origin/main（JSON=文件 另存一份），或者 make comment JSON=文件", file=sys.stderr)
        return 2
    try:
        fix_clock(os.environ)
        report = read(Path(given["read"])) if "read" in given else against(given["base"], Path.cwd())
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if "json" in given:
        Path(given["json"]).write_text(report.model_dump_json() + "\n", "utf-8")
    print(markdown(report), end="")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):  # the page of the run, on GitHub
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(markdown(report))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

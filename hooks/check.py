"""`python -m hooks.check`: everything an editor can get wrong, found in one run, in seconds, without MkDocs.

Each problem is printed as `path:line: message (rule)`; in GitHub Actions also as an annotation on that line.
`--scheduled` also fails on what is past its day of review, and `--issue=FILE` then writes the most dangerous of it as
Markdown; `--notes` lists what is only advice, `--reading` how hard each page is to read.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from calculators.source import Problem
from hooks import assemble, check_data, check_pages, content, memory, never_print, prose, reading, review
from hooks.assemble import Settings
from hooks.content import Library
from hooks.today import today

RULES: Mapping[str, str] = {
    # Files and data
    "file-missing": "文件读不出来",
    "file-encoding": "文件不是 UTF-8",
    "yaml-syntax": "YAML 写法有错",
    "yaml-duplicate-key": "同一个键写了两遍",
    "yaml-alias": "用了锚点或引用",
    "yaml-tag": "用了 YAML 标签",
    "yaml-date": "日历上没有的日期",
    "yaml-key": "键不是一个词",
    "unknown-key": "多余的键",
    "missing-key": "缺少必填的键",
    "wrong-type": "值的类型不对",
    "wrong-value": "值不在允许的范围里",
    "id-file-name": "id 和文件名不一致",
    "parameter-id": "法律数字的 id 和文件名不一致",
    "duplicate-id": "同一个 id 用了两次",
    "date-order": "日期先后不对",
    "future-date": "核对日期在将来",
    "unknown-id": "引用了没有登记的 id",
    "unused": "登记了却没有页面用",
    "dead-end": "分诊里有走不通的路",
    # References
    "unknown-reference": "引用了没有登记的条目",
    "empty-label": "引用没有标签",
    "figure-label": "数字引用的标签像数字",
    "not-covered": "数据不包含这一天",
    "not-in-force": "引用了不在有效期的规定",
    "known-end": "引用了会到期的规定却没有注明",
    "reference-title": "引用后面引号里的词不认识",
    "heading-reference": "标题里有引用",
    # Pages
    "front-matter": "页面没有完整的信息栏",
    "unknown-kind": "没有这种页面",
    "missing-part": "缺少必有的部分",
    "part-order": "各部分顺序不对",
    "extra-title": "正文里写了一级标题",
    "unknown-omit": "omit 里的部分不存在",
    "fence-open": "代码块没有结束",
    "fence-indent": "代码块缩进不对",
    "bad-block": "块写得不对",
    "unknown-block": "块或者块要的条目不存在",
    "bad-table": "表格算不出来",
    "unsafe-link": "链接的写法不安全",
    "broken-link": "站内链接指向不存在的页面",
    "broken-anchor": "站内链接指向不存在的标题",
    "raw-html": "写了 HTML",
    # Letters
    "letter-blank": "文书正文的空格和字段对不上",
    "letter-article": "文书正文写了依据里没有的条文",
    # Words
    "unfinished": "还有没写的地方",
    "bare-figure": "法律数字直接写在正文里",
    "unreferenced": "讲权利义务却没有引用依据",
    "confidence-word": "核实程度写得和依据不一致",
    "long-title": "标题太长",
    "long-description": "一句话结论太长",
    "long-paragraph": "段落太长",
    "long-sentences": "句子平均太长",
    "typography": "中文排版",
    "odd-character": "看不见或形近的字符",
    "never-print": "不许当成自己的话来说的话，和没有登记的网址",
    # Time
    "review-due": "已过复核日期",
}
OPTIONS = ("--scheduled", "--notes", "--reading")
ISSUE = "--issue="


@dataclass
class Report:
    """What a run found: problems fail it, notes are advice, due lists what is past its day of review."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    due: list[review.Due] = field(default_factory=list)
    pages: int = 0
    omissions: list[str] = field(default_factory=list)
    switches: list[str] = field(default_factory=list)
    exceptions: int = 0
    figures: list[reading.Figures] = field(default_factory=list)
    data: prose.Measured = field(default_factory=lambda: prose.Measured((), ()))


def run(root: Path, day: date) -> Report:
    """Check everything below `root` as seen on `day`."""
    library, problems = content.collect(root, day)
    report = Report([*problems, *data_problems(library)], due=sorted(review.due(library)))
    report.problems += [*check_data.in_future(library), *check_data.stale_exceptions(library)]
    report.notes += check_data.unused_terms(library)
    site = assemble.site(library, Settings())
    rendered = check_pages.rendered(site, site.library.pages)
    for page in library.pages.values():
        report.problems += check_pages.problems(page, site, rendered)
        for grave, problem in check_pages.unreferenced(page, library):
            (report.problems if grave else report.notes).append(problem)
        report.omissions += [f"{page.path}: {part}（{reason}）" for part, reason in page.meta.omit.items()]
    report.problems += [*check_pages.links_in_data(site, rendered), *check_pages.doubts_in_data(library)]
    report.problems += [*check_data.old_addresses(site.library)]
    report.problems += _while_rendering(site, report.problems)
    report.problems = sorted(set(report.problems))
    report.switches = list(check_data.switches(library))
    report.pages = len(library.pages)
    report.exceptions = len(library.exceptions.figures) + len(library.exceptions.unreferenced)
    report.figures = reading.of_pages(library.pages)
    report.data = reading.of_data(words for _, words in check_data.texts(library, never_print.QUOTING))
    return report


def data_problems(library: Library, inputs: str = "") -> list[Problem]:
    """Find what the models cannot see in the data and in the front matter of the pages; a build asks this too."""
    in_data = memory.recall(inputs, "data problems", lambda: check_data.problems(library))
    front = (problem for page in library.pages.values() for problem in check_pages.front_matter(page, library))
    return [*in_data, *check_data.with_words(library), *front]


def _while_rendering(site: assemble.Site, known: Iterable[Problem]) -> list[Problem]:
    """Give what only rendering has found: the same fault in a source text has been reported where it is written."""
    said = {(one.rule, one.message) for one in known}
    found = [one for context in site.contexts.values() for one in context.problems]
    return [one for one in found if (one.rule, one.message) not in said]


def main(words: list[str]) -> int:
    """Run the check on the current directory; return 0 when all is well, 1 with problems, 2 when called wrongly."""
    start = time.perf_counter()
    issues = [word.removeprefix(ISSUE) for word in words if word.startswith(ISSUE)]
    unknown = sorted(word for word in words if word not in OPTIONS and not word.startswith(ISSUE))
    if unknown:
        print(f"不认识 {' '.join(unknown)}；能用的只有 {'、'.join(OPTIONS)} 和 {ISSUE}文件。", file=sys.stderr)
        return 2
    try:
        day = today(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    report = run(Path.cwd(), day)
    for file in issues if report.due else ():
        Path(file).write_text(review.issue(report.due), "utf-8")
    scheduled = "--scheduled" in words
    problems = report.problems + ([due_problem(one) for one in report.due] if scheduled else [])
    for problem in problems:
        print(problem)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(_annotation(problem))
    for note in report.notes if "--notes" in words else ():
        print(f"提示：{note}")
    for omission in report.omissions:
        print(f"省略：{omission}")
    for switch in report.switches:
        print(f"接替：{switch}")
    for line in reading.report(report.figures, report.data, every="--reading" in words):
        print(line)
    seconds = time.perf_counter() - start
    print(
        f"查了 {report.pages} 页，用 {seconds:.1f} 秒；{len(problems)} 处要改，{len(report.notes)} 处提示（NOTES=1 列出），"
        f"{report.exceptions} 条例外，{len(report.due)} 项已过复核日期{'' if scheduled else '（不影响构建）'}。"
    )
    return 1 if problems else 0


def due_problem(one: review.Due) -> Problem:
    """Say of something past its day of review what a scheduled run prints."""
    return Problem(one.place.path, one.place.line, review.sentence(one), "", "review-due")


def _annotation(problem: Problem) -> str:
    """Give the line that GitHub shows beside the code."""
    text = f"{problem.message} {problem.hint}".strip().replace("%", "%25").replace("\n", "%0A")
    return f"::error file={problem.path},line={problem.line}::{text} ({problem.rule})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

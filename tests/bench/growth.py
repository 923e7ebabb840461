"""How the build grows with the number of pages: the whole pipeline on plain Markdown, beside plain Material with jieba.

Both build the same pages. Compared is the work done (CPU); the pages are made up, always the same ones.
"""

import importlib.util
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.run import Time, ratio, timed
from tests.bench.sites import Sites, build_plain
from tests.conftest import ROOT

COUNTS = (100, 1_000, 3_000)
FEW, SOME, MANY = COUNTS
COLD = 0.6  # of plain Material's work, at SOME pages
GROWTH = 3.3  # of the work from SOME to MANY pages
MEMORY = 1.25  # of plain Material's, at MANY pages
SECTIONS = ("situations", "rules", "self-rescue", "platform-vetting", "faq", "help", "about", "contribute")
SEED = 20261122
#: Words that the made-up sentences are put together from.
WORDS = (
    *("借款", "合同", "利率", "逾期", "催收", "电话", "协商", "分期", "还款", "平台"),
    *("银行", "征信", "起诉", "法院", "证据", "录音", "截图", "投诉", "监管", "利息"),
    *("本金", "费用", "家人", "通讯录", "材料", "时间", "办法", "规定", "申请", "答复"),
    *("记录", "账单", "计划", "收入", "支出", "核对", "保存", "说明", "确认", "提交"),
)
OURS = """site_name: 样本
docs_dir: docs
theme: {{name: material, custom_dir: {root}/hooks/theme, language: zh, font: false, static_templates: [404.html]}}
hooks: [{root}/hooks/embed.py]
plugins: []
exclude_docs: |
  _data/
  assets/stylesheets/
"""
PLAIN = """site_name: 样本
docs_dir: docs
theme: {name: material, language: zh, font: false}
markdown_extensions: [attr_list, admonition, tables, pymdownx.details, pymdownx.superfences]
exclude_docs: |
  _data/
  assets/
"""
NO_JIEBA = "没有装 jieba：对照的是不分词的 Material。make bench-build 会按 requirements-bench.lock 装好"


@dataclass(frozen=True)
class Built:
    """One build: what it took, and the bytes of all its pages."""

    took: Time
    html: int


def page(number: int, chance: random.Random) -> str:
    """Write one made-up page: a few headings, paragraphs, a list, a table, a link to another page."""
    front = f"---\ntitle: 第 {number} 页\ndescription: {_sentence(chance)}\nkind: index\nreviewed: 2026-11-22\n---\n"
    parts = [front, _paragraph(chance)]
    for part in range(4):
        parts += [f"## {_sentence(chance)[:12]} {{#part-{part}}}", _paragraph(chance), _paragraph(chance)]
        parts.append("\n".join(f"- {_sentence(chance)}" for _ in range(4)))
    parts.append("\n".join(["| 项目 | 说明 |", "| --- | --- |", *(f"| {number} | {_sentence(chance)} |" for number in range(4))]))
    parts.append(f"接着看[第一页](../{SECTIONS[0]}/page-0.md)。")
    return "\n\n".join(parts) + "\n"


def _sentence(chance: random.Random) -> str:
    return "".join(chance.choices(WORDS, k=8)) + "。"


def _paragraph(chance: random.Random) -> str:
    return "".join(_sentence(chance) for _ in range(4))


def project(folder: Path, count: int) -> Path:
    """Write a project of `count` pages, spread over the sections; its data are those of the tests' small project."""
    shutil.copytree(ROOT / "tests/broken/base", folder)
    chance = random.Random(SEED)
    (folder / "docs/_data/sections.yaml").write_text(
        "".join(f"- {{id: {name}, folder: {name}, title: 栏目 {name}, summary: 样本。}}\n" for name in SECTIONS)
        + "- {id: law, folder: law, title: 法规库, summary: 每一条规定。, secondary: true}\n",
        "utf-8",
    )
    for number in range(count):
        path = folder / "docs" / SECTIONS[number % len(SECTIONS)] / f"page-{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(number, chance), "utf-8")
    (folder / "mkdocs.yml").write_text(OURS.format(root=ROOT.as_posix()), "utf-8")
    return folder


def lines(sites: Sites) -> Iterator[str]:
    """Build all sizes with ours and, where it is compared, with plain Material."""
    if importlib.util.find_spec("jieba") is None:
        yield NO_JIEBA
    ours = {}
    for count in COUNTS:
        folder = project(sites.scratch / f"pages-{count}", count)
        ours[count] = _ours(folder)
        yield f"{count} 页：{_said(ours[count], count)}"
    again = _ours(sites.scratch / f"pages-{SOME}")
    _change(sites.scratch / f"pages-{SOME}")
    changed = _ours(sites.scratch / f"pages-{SOME}")
    yield f"{SOME} 页到 {MANY} 页：{ratio(ours[MANY].took.cpu, ours[SOME].took.cpu, GROWTH)}（CPU）"
    yield f"每页 HTML：{'，'.join(f'{count} 页时 {ours[count].html / count:.0f} 字节' for count in COUNTS)}"
    plain = _plain(sites.scratch / f"pages-{SOME}")
    yield f"原样 Material，{SOME} 页：{_said(plain, SOME)}"
    yield f"{SOME} 页，全部重建：是它的 {ratio(ours[SOME].took.cpu, plain.took.cpu, COLD)}（CPU）"
    for name, one in (("什么也没改", again), ("改了一页", changed)):
        yield f"{SOME} 页，{name}：是它的 {one.took.cpu / plain.took.cpu:.2f} 倍（没有页面缓存，所以等于全部重建）"
    plain = _plain(sites.scratch / f"pages-{MANY}")
    yield f"原样 Material，{MANY} 页：{_said(plain, MANY)}"
    yield f"{MANY} 页的内存：是它的 {ratio(ours[MANY].took.memory, plain.took.memory, MEMORY)}"


def _said(built: Built, count: int) -> str:
    return f"{built.took}，每页 {built.took.cpu / count * 1000:.1f} 毫秒，内存 {built.took.memory:.0f} MiB"


def _ours(folder: Path) -> Built:
    target = folder / "site"
    took = timed(["hooks.build", str(target)], folder)
    written = sum(file.stat().st_size for section in SECTIONS for file in (target / section).rglob("page-*/index.html"))
    return Built(took, written)


def _plain(folder: Path) -> Built:
    """Build the same pages by plain Material, in a folder beside."""
    other = folder.with_name(f"{folder.name}-plain")
    shutil.copytree(folder / "docs", other / "docs", ignore=shutil.ignore_patterns("_data", "assets"))
    (other / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return Built(build_plain(other, other / "site", jieba=True), 0)


def _change(folder: Path) -> None:
    path = folder / "docs" / SECTIONS[0] / "page-0.md"
    path.write_text(path.read_text("utf-8") + "\n改过了。\n", "utf-8")

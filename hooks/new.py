"""Begin a page, fact-check, letter or checklist: `python -m hooks.new KIND SLUG` (make new KIND=claim SLUG=some-name).

What it writes passes the check but for its gaps, marked 【待写：…】; the check names each of them with its line.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import get_args

from hooks import content
from hooks.content import ClaimTopic, ClaimVerdict, Library
from hooks.letters import GROUPS
from hooks.today import today

TEMPLATES = Path(__file__).parent / "templates" / "new"
#: Where each kind of data lives.
FILES: Mapping[str, str] = {
    "claim": "docs/_data/claims/{slug}.yaml",
    "letter": "docs/_data/letters/{slug}.md",
    "checklist": "docs/_data/checklists/{slug}.yaml",
}
#: The kind that a page of a folder has.
PAGES: Mapping[str, str] = {
    "situations": "situation",
    "rules": "rule",
    "self-rescue": "step",
    "platform-vetting": "vetting",
    "tools": "tool",
    "faq": "answer",
    "help": "help",
    "about": "about",
    "contribute": "contribute",
}
KINDS = ("page", *FILES)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
USAGE = f"写法：make new KIND={'|'.join(KINDS)} SLUG=英文小写-用短横线连；页面写成 SLUG=rules/some-name"


class RefusedError(ValueError):
    """Something that cannot be begun; the message says why, in Chinese."""


def begin(library: Library, kind: str, slug: str) -> Path:
    """Write the first text of a new file below the library's root and return its path; raise RefusedError if not."""
    if kind not in KINDS:
        raise RefusedError(f"没有“{kind}”这一种，能建的是 {'、'.join(KINDS)}")
    folder, _, name = slug.rpartition("/")
    if not _SLUG.match(name) or (folder and kind != "page"):
        raise RefusedError(f"“{slug}”不能当名字：只用英文小写、数字和短横线，例如 late-fee")
    if kind == "page":
        path, text = _page(library, folder, name)
    else:
        path, text = FILES[kind].format(slug=name), _data(kind, name, library.today)
    target = library.root / path
    if target.exists():
        raise RefusedError(f"{path} 已经有了，换一个名字，或者直接改它")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return target


def _data(kind: str, slug: str, day: date) -> str:
    template = next(TEMPLATES.glob(f"{kind}.*")).read_text("utf-8")
    return Template(template).substitute(
        slug=slug,
        day=day,
        topics="、".join(get_args(ClaimTopic)),
        verdicts="、".join(get_args(ClaimVerdict)),
        groups="、".join(GROUPS),
    )


def _page(library: Library, folder: str, name: str) -> tuple[str, str]:
    """Give the path and the text of a page with the parts that its folder's kind must have."""
    if folder not in PAGES:
        raise RefusedError(f"页面要放进一个栏目：{'、'.join(PAGES)}，例如 SLUG=rules/{name}")
    kind = PAGES[folder]
    head = [
        "---",
        "title: 【待写：标题，二十八字以内】",
        "description: 【待写：一句话结论，六十字以内】",
        f"kind: {kind}",
        f"reviewed: {library.today}",
        "aliases: [【待写：大家会怎么搜】]",
        "---",
        "",
        "【待写：先说清这一页帮谁，一两句】",
    ]
    parts = library.kinds[kind].parts if kind in library.kinds else ()
    body = [line for part in parts for line in ("", f"## {part.title}", "", f"【待写：{part.title}】")]
    return f"docs/{folder}/{name}.md", "\n".join([*head, *body]) + "\n"


def main(words: list[str]) -> int:
    """Begin what the command line names; return 0 when done, 1 when refused, 2 when called wrongly."""
    if len(words) != 2:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        library, _ = content.collect(Path.cwd(), today(os.environ))
        path = begin(library, *words)
    except ValueError as refused:
        print(f"没有新建：{refused}", file=sys.stderr)
        return 1
    print(f"新建了 {path.relative_to(Path.cwd()).as_posix()}。把每个【待写：…】换成内容，再运行 make check。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A copy of the site in plain Markdown for an engine that runs no hooks: `python -m hooks.stage DIR`.

References become links or words, fences become the HTML that this site shows for them, generated pages are files like
the others. It shows how far the way to another engine is; it is not what is published.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path

import yaml
from markdown import Markdown

from hooks import assemble, blocks, content, extension
from hooks.assemble import Settings, Site
from hooks.content import Page
from hooks.render import Context
from hooks.today import today

#: What both engines read: no hooks, no own extension.
CONFIG = """site_name: 网贷自救手册
docs_dir: docs
theme: {name: material, language: zh, font: false}
markdown_extensions: [attr_list, admonition, tables, md_in_html, pymdownx.details, pymdownx.superfences]
"""


def stage(site: Site, target: Path) -> int:
    """Write the staged copy into `target`, which must be empty or missing; return the number of pages."""
    if target.exists() and any(target.iterdir()):
        raise ValueError(f"{target} 里已经有东西，换一个空的文件夹")
    docs = target / "docs"
    for path, page in site.library.pages.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_page(site, page), "utf-8")
    images = site.library.root / "docs/assets/images"
    if images.exists():
        shutil.copytree(images, docs / "assets/images")
    (target / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return len(site.library.pages)


def _page(site: Site, page: Page) -> str:
    """Give one page: its front matter, its title and answer, and its body as HTML that Markdown lets through."""
    front = {"title": page.meta.title, "description": page.meta.description, "reviewed": page.meta.reviewed}
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    body = _html(site, page)
    return f"---\n{head}---\n\n# {page.meta.title}\n\n{page.meta.description}\n\n{body}\n"


def _html(site: Site, page: Page) -> str:
    """Render the body as the site does; one block of HTML without empty lines, so that no engine reads into it."""
    context = site.begin(page.path)
    requests = extension.RequestExtension(
        frozenset(blocks.KINDS), partial(_block, context), context.link, context.report
    )
    markdown = Markdown(
        extensions=[*extension.EXTENSIONS, requests], extension_configs=extension.options(site.library.part_ids)
    )
    html = markdown.convert(page.body)
    for number, card in enumerate(context.cards.values(), 1):  # the copy has no cards: lead to the register instead
        html = html.replace(f'href="#{number}"', f'href="{card.url}"')
    return f'<div class="staged">\n{"".join(line + chr(10) for line in html.split(chr(10)) if line.strip())}</div>'


def _block(context: Context, request: extension.Request) -> str:
    return blocks.render(request, context)


def main(words: list[str]) -> int:
    """Stage the site of the current directory; return 0 when done, 1 when it cannot, 2 when called wrongly."""
    if len(words) != 1:
        print("写法：python -m hooks.stage 空文件夹", file=sys.stderr)
        return 2
    library, problems = content.collect(Path.cwd(), today(os.environ))
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    try:
        count = stage(assemble.site(library, Settings()), Path(words[0]))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"写好了 {count} 页，在 {words[0]}；用 mkdocs、properdocs 或 zensical 构建它。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

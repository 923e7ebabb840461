"""The only MkDocs adapter: each event function is a few lines that call elsewhere.

MkDocs loads this file anew for each configuration; all state of a build is the one `Site` in `config.extra`.
"""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from calculators.source import Problem
from hooks import assemble, blocks, check, content, extension, filing, memory, publish, scripts
from hooks.assemble import Settings, Site
from hooks.compact import compact
from hooks.extension import RequestExtension
from hooks.today import fix_clock
from hooks.view import Nav

log = logging.getLogger("mkdocs.hooks.site")
SITE = "knowledge_site"
INPUTS = "knowledge_inputs"
PAGES = "knowledge_pages"


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether pages are served live: then there is no content policy, since live reload adds a script."""
    os.environ["SITE_SERVING"] = "1" if command == "serve" else ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read all data once, report every problem, and give the Markdown extension what it needs."""
    root = Path(config.config_file_path).parent
    library, problems = content.collect(root, fix_clock(os.environ))
    told = replace(settings(), filings=_filings())
    inputs = memory.inputs(library, told)
    _log([*problems, *check.data_problems(library, inputs)])
    site = assemble.site(library, told)
    config.extra[SITE] = site
    config.extra[INPUTS] = inputs
    config.extra[PAGES] = memory.pages(inputs, site.made.values())
    config.site_url = site.settings.site_url or ""
    if not site.settings.site_url:
        log.info("没有设置 SITE_URL：不生成规范网址、站点地图和分享地址")
        config.theme.static_templates.discard("sitemap.xml")
    config["markdown_extensions"] = [*extension.EXTENSIONS, _Current(site).extension]
    config.mdx_configs = extension.options(library.part_ids)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; leave out what the theme ships for its own pages."""
    site: Site = config.extra[SITE]
    theme = [
        file
        for file in files
        if file.abs_src_path and "/material/templates/" in Path(file.abs_src_path).as_posix()
    ]
    for file in theme:
        files.remove(file)
    for file in files:
        if file.src_uri.startswith(scripts.WRITTEN):
            name = file.src_uri.removeprefix(scripts.WRITTEN)
            file.dest_uri = site.scripts.folder + name
            if name in site.scripts.joined:
                file.content_string = site.scripts.joined[name]
    for file in files.documentation_pages():
        if file.src_uri not in site.library.pages:
            files.remove(file)  # its front matter is wrong; that has been reported
    for path, one in site.made.items():
        files.append(File.generated(config, path, content=one.page.body))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Begin a page: the extension renders into its context from here on."""
    site: Site = config.extra[SITE]
    context = site.begin(page.file.src_uri, markdown)
    if site.settings.serving:
        page.render = partial(memory.render, page, context, config.extra[PAGES])  # type: ignore[method-assign]
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Report what was wrong with the page's requests, then keep its text for the search."""
    site: Site = config.extra[SITE]
    _log(site.contexts[page.file.src_uri].problems)
    site.texts[page.file.src_uri] = html
    return html


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the template its values."""
    site: Site = config.extra[SITE]
    headings = [(item.id, item.title) for item in page.toc]
    context["view"] = site.view(page.file.src_uri, headings)
    return context


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let templates be written in indented lines without leaving blanks in the pages."""
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.auto_reload = False  # each build has a new environment: no need to look again at each use
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Leave out what only the source of a page needs."""
    return compact(output)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the 404 page its values."""
    site: Site = config.extra[SITE]
    context["view"] = site.nowhere()
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is not a page: open data and the search index."""
    site: Site = config.extra[SITE]
    publish.write(site, Path(config.site_dir), site.texts, config.extra[INPUTS])


def settings() -> Settings:
    """Read the addresses from the environment; unset means none."""
    return Settings(
        site_url=_address("SITE_URL"),
        repo_url=os.environ.get("REPO_URL") or None,
        contact=os.environ.get("CONTACT") or None,
        version=os.environ.get("SITE_VERSION") or "dev",
        serving=bool(os.environ.get("SITE_SERVING")),
    )


class _Current:
    """Leads the Markdown extension to the page that is being rendered."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.extension = RequestExtension(
            frozenset(blocks.KINDS),
            lambda request: blocks.render(request, self.page),
            lambda scheme, name, label, title: self.page.link(scheme, name, label, title),
            lambda line, rule, message: self.page.report(line, rule, message),
        )

    @property
    def page(self) -> Any:
        """The context begun last."""
        return next(reversed(self.site.contexts.values()))


def _address(name: str) -> str | None:
    address = os.environ.get(name)
    return address.rstrip("/") + "/" if address else None


def _filings() -> tuple[Nav, ...]:
    try:
        return filing.filings(os.environ)
    except ValueError as error:
        log.error("%s", error)
        return ()


def _log(problems: list[Problem]) -> None:
    for problem in problems:
        log.error("%s", problem)

"""Old addresses that lead on: docs/_data/redirects.yaml becomes small pages, for any host, and `_redirects`."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import relpath

from markupsafe import Markup

from hooks.content import Library, Redirect

_PAGE = Markup(
    '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>这一页换了地址</title>\n'
    '<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={to}">\n'
    '<p>这一页换了地址：<a href="{to}">{title}</a></p>\n</html>\n'
)


def faults(library: Library) -> Iterator[tuple[Redirect, str, str]]:
    """Yield (redirect, rule, what is wrong): a target that is not there, an old address that a page still has."""
    urls = {page.url for page in library.pages.values()}
    old = [one.old for one in library.redirects]
    for one in library.redirects:
        if one.new not in urls:
            yield one, "broken-link", f"没有地址是 {one.new} 的页面（从网站根目录算起，以 / 结尾）"
        if one.old in urls:
            yield one, "duplicate-id", f"{one.old} 现在有一页，不能再转走"
        if old.count(one.old) > 1:
            yield one, "duplicate-id", f"{one.old} 转了两次，留一条"


def files(library: Library) -> dict[str, bytes]:
    """Give the page at each old address and the list that some hosts read, by their path below the site's root."""
    titles = {page.url: page.meta.title for page in library.pages.values()}
    found = {
        f"{one.old}index.html": _PAGE.format(
            to=relpath(one.new or ".", one.old) + "/", title=titles.get(one.new, one.new)
        ).encode()
        for one in library.redirects
    }
    lines = "".join(f"/{one.old} /{one.new} 301\n" for one in library.redirects)
    return {**found, "_redirects": lines.encode()}

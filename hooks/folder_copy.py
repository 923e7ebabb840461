"""The copy for computers, which opens from a folder with a double click: made of the built site at release.

Browsers load neither modules nor data from file:// addresses. So links end in index.html, the modules stand in one classic
script (hooks/pack.py), and the data that they fetch in scripts beside it. The pages' policy stays: 'self' covers scripts
of the same folder in Chromium, and a test opens the copy to see that it does.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from hooks.pack import modules, pack

SCRIPT = "all.js"
#: What modules fetch: the search index, the versions of figures, blank Word and Excel files (assets/).
FETCHED = re.compile(r"search/.*|data/as-of\.json|assets/[^/]*\.(?:docx|xlsx)")
#: For servers, or for saving the site over the network.
LEFT_OUT = re.compile(r"_headers|_redirects|robots\.txt|404\.html|sw\.js|sitemap\.xml|offline/.*\.(?:txt|json)|.*\.(?:br|gz)")
_LINK = re.compile(r'(?P<before>\shref=")(?P<path>(?![a-z][a-z0-9+.-]*:|[/#?])[^"#?]*)(?P<rest>[#?][^"]*)?"')
_MODULES = re.compile(
    r'<link rel="modulepreload"[^>]*>\s*'
    r'|<script type="module"[^>]* src="(?P<folder>(?:[^"]*/)?assets/[0-9a-f]{12}/)(?P<name>[^"]*)"></script>\s*'
)


def files(site: Path, written: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the copy's files, by path, in order; `written` is the folder of the modules as editors see them."""
    scripts = next(site.glob("assets/*/shell.js")).parent
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if LEFT_OUT.fullmatch(name) or scripts in path.parents:
            continue
        data = path.read_bytes()
        if not name.startswith("search/"):
            yield name, page(data.decode()).encode() if path.suffix == ".html" else data
        if FETCHED.fullmatch(name):
            yield f"{name}.js", as_script(name, data)
    yield f"{scripts.relative_to(site).as_posix()}/{SCRIPT}", pack(modules(written)).encode()


def as_script(name: str, data: bytes) -> bytes:
    """Give a file as a script that hands it over to packed.js."""
    if Path(name).suffix == ".json":
        return f"siteFile({json.dumps(name)},{json.dumps(data.decode(), ensure_ascii=False)});\n".encode()
    return f"siteFile({json.dumps(name)},null,{json.dumps(b64encode(data).decode())});\n".encode()


def page(html: str) -> str:
    """Let a page's links end in files, and let one classic script stand for its modules."""
    found = [(one["folder"], one["name"]) for one in _MODULES.finditer(html) if one["name"]]
    if found:
        names = " ".join(name for _, name in found)
        script = f'<script defer src="{found[0][0]}{SCRIPT}" data-modules="{names}"></script>\n'
        html = _MODULES.sub("", html).replace("<title>", f"{script}<title>", 1)
    return _LINK.sub(_to_file, html)


def _to_file(link: re.Match[str]) -> str:
    path = link["path"]
    if path.endswith("/") or path in (".", ".."):
        path = f"{path.rstrip('/')}/index.html"
    return f'{link["before"]}{path}{link["rest"] or ""}"'

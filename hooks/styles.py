"""The styles of a page: the common sheet and the parts that this page needs, inlined, and the policy that allows just them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import rcssmin
from markupsafe import Markup

FOLDER = "docs/assets/stylesheets/"
COMMON = "site"
#: Each part with what a page that needs it holds (one of them is enough); they follow the common sheet in this order.
PARTS: Mapping[str, tuple[str, ...]] = {
    "tables": ("<table",),
    "checklists": ("<check-list",),
    "triage": ('<div class="triage',),
    "steps": ('id="do-now"', 'id="steps"', 'id="one-hour"'),
    "channels": ('<ul class="channels',),
    "code": ("<pre",),
    "tabs": ('<div class="tabbed-set',),
}
#: The part of pages with a form, whatever the form is.
FORMS = "tools"


@dataclass(frozen=True)
class Sheet:
    """Styles to inline, and the content policy that allows just them (none while pages are served live)."""

    styles: Markup
    csp: Markup | None


@dataclass(frozen=True)
class Styles:
    """All sheets of the project, made small; each combination that a page asks for is put together once."""

    texts: Mapping[str, str]
    serving: bool
    made: dict[tuple[str, ...], Sheet] = field(default_factory=dict)

    def sheet(self, html: str = "", forms: bool = False) -> Sheet:
        """Give a page's sheet; `html` is the text of the page, `forms` says whether it has fields."""
        needed = [name for name, marks in PARTS.items() if any(mark in html for mark in marks)]
        parts = (COMMON, *needed, *([FORMS] if forms else []))
        if parts not in self.made:
            styles = "".join(self.texts[name] for name in parts)
            self.made[parts] = Sheet(Markup(styles), None if self.serving else Markup(policy(styles)))
        return self.made[parts]


def load(root: Path, serving: bool = False) -> Styles:
    """Read the sheets below `root`; a part that a project does not have is empty."""
    paths = {name: root / FOLDER / f"{name}.css" for name in (COMMON, *PARTS, FORMS)}
    return Styles({name: _small(path) if path.exists() else "" for name, path in paths.items()}, serving)


def policy(styles: str) -> str:
    """Content policy of a page: our own files only, no inline script, the one inlined sheet by its hash."""
    digest = b64encode(sha256(styles.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'sha256-{digest}'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _small(path: Path) -> str:
    return str(rcssmin.cssmin(path.read_text("utf-8"))).strip()

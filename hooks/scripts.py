"""The site's modules: where they stand when published, what is joined, and which of them a page asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hooks.join import all_of, join
from hooks.pack import modules

WRITTEN = "assets/javascripts/"  # below docs
SHELL = "shell.js"  # what every page loads


@dataclass(frozen=True)
class Scripts:
    """The folder from the site's root; the modules as written, and the text of those published otherwise, by path in it."""

    folder: str
    written: Mapping[str, str]
    joined: Mapping[str, str]
    shell: frozenset[str]  # the modules that stand in the one file of every page

    def asked(self, names: Iterable[str]) -> list[str]:
        """Give the modules that a page with these asks for, all that they import among them: none waits for another."""
        found = {path for name in names for path in (all_of(self.written, name) if name in self.written else [name])}
        return [SHELL, *sorted(found - self.shell)]


def load(root: Path) -> Scripts:
    """Read the modules of a project, which may have none; raise PackError for what cannot be joined.

    They stand in one folder named by all its bytes. It may be kept for ever by browsers, and since all of it moves together,
    the modules' relative imports stay.
    """
    folder = root / "docs" / WRITTEN
    written = modules(folder)
    joined = join(written, SHELL) if SHELL in written else {}
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            data = joined[name].encode() if name in joined else path.read_bytes()
            digest.update(name.encode() + b"\0" + data + b"\0")
    shell = frozenset(all_of(written, SHELL)) if joined else frozenset()
    return Scripts(f"assets/{digest.hexdigest()[:12]}/", written, joined, shell)

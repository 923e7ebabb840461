"""`python -m tests.bench.bare FOLDER`: build the same site without the register's pages and without cards, to see what they cost.

Links to what is left out lead nowhere, so this build is not strict. Nobody reads it.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from hooks import build, law_pages
from hooks.content import Library
from hooks.made import Made
from hooks.render import Context
from hooks.today import fix_clock


def no_pages(library: Library) -> Iterator[Made]:
    """Stand for the register: no page at all."""
    return iter(())


def no_card(page: Context, kind: str, name: str, make: object) -> Markup:
    """Stand for a card: the link stays, what it leads to is not made."""
    return Markup('href="#"')


def main(folder: Path) -> int:
    """Build into `folder`; return the exit code."""
    fix_clock(os.environ)
    law_pages.made = no_pages
    Context._with_card = no_card
    return build._mkdocs("build", "--quiet", "--site-dir", str(folder))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

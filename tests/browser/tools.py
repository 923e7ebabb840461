"""What the tests of the reader's own tools share: what is stored, what is offered as a file, what storage may refuse."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import Visit

Open = Callable[..., Visit]

#: Text that breaks what treats it as markup, as one direction, as one width or as short.
HOSTILE = [
    "<img src=x onerror=alert(1)><b>粗</b>&amp;",
    "\u202eتجربة עברית\u202c 从右往左",
    "👨‍👩‍👧‍👦🇨🇳 emoji 😭",
    "长" * 5000,
    '"; DROP TABLE; --\\ ${x} {{x}} {name}',
]

REFUSING = """
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
BLOCKED = """
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
  }
"""


def stored(page: Page) -> dict[str, object]:
    """Give everything that the site keeps on the device, by its key."""
    found = page.evaluate("Object.fromEntries(Object.entries(localStorage))")
    return {key: json.loads(value) for key, value in found.items()}


def downloaded(page: Page, press: Callable[[], None], folder: Path) -> Path:
    """Press something that hands over a file; give the file."""
    with page.expect_download() as waiting:
        press()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def before_load(page: Page, script: str) -> None:
    """Run a script before those of the page, then load the page again."""
    page.add_init_script(script)
    page.reload()


def button(page: Page, name: str) -> Callable[[], None]:
    """Give what presses the button of this name."""
    return page.get_by_role("button", name=name, exact=True).click

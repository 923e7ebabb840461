"""The sites that the parts of a run look at, each built once, when first asked for; and a browser."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.run import Time, timed
from tests.browser.find import ARGUMENTS, find_chromium


class Sites:
    """Our site, and plain Material with its defaults on the same pages, built in a scratch folder."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch

    @cached_property
    def built(self) -> Time:
        """Build our site; what it took."""
        return timed(["hooks.build", str(self.ours_folder)])

    @property
    def ours_folder(self) -> Path:
        """Where our site is put."""
        return self.scratch / "ours"

    @cached_property
    def ours(self) -> Path:
        """Our site, built."""
        return self.built and self.ours_folder

    @cached_property
    def plain(self) -> Path:
        """The staged copy of our pages, built by Material with its bundle and its search, without hooks."""
        staged = self.scratch / "staged"
        timed(["hooks.stage", str(staged)])
        build_plain(staged, self.scratch / "plain")
        return self.scratch / "plain"


def build_plain(project: Path, target: Path, *, jieba: bool = False) -> Time:
    """Build a project with MkDocs alone; without `jieba` as it is for whoever installs just the theme."""
    return timed(["tests.bench.plain", str(target), *(["jieba"] if jieba else [])], project)


@contextmanager
def workshop() -> Iterator[Sites]:
    """A scratch folder for the sites, cleared at the end."""
    scratch = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        yield Sites(scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def browser() -> Iterator[Browser | None]:
    """The system's Chromium, without a window; None where there is none."""
    chromium = find_chromium()
    if chromium is None:
        yield None
        return
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()

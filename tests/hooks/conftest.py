"""Two projects that these tests read: a small whole one without a mistake, and the real one, both on one day."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from hooks import assemble, content
from hooks.assemble import Settings, Site
from hooks.content import Library

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "broken" / "base"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def small() -> Library:
    """The small project."""
    library, problems = content.collect(BASE, DAY)
    assert [] == problems
    return library


@pytest.fixture(scope="session")
def site(small: Library) -> Site:
    """The small project with its generated pages."""
    return assemble.site(small, Settings())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small project that a test may change."""
    root = tmp_path / "project"
    shutil.copytree(BASE, root)
    return root


@pytest.fixture(scope="session")
def real() -> Library:
    """The real project, as far as it can be read; test_check_real.py says whether all of it can."""
    return content.collect(ROOT, DAY)[0]

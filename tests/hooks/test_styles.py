"""A page carries the common sheet and the parts it needs, and allows just those by their sum."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from hooks import styles

ROOT = Path(__file__).resolve().parents[2]
ALL = styles.load(ROOT)


def test_every_sheet_of_the_folder_is_a_part() -> None:
    """No sheet lies there that no page can get, and none is missing."""
    names = {path.stem for path in (ROOT / styles.FOLDER).glob("*.css")}
    assert {styles.COMMON, *styles.PARTS, styles.FORMS} == names
    assert all(ALL.texts.values())


@pytest.mark.parametrize("name", styles.PARTS)
def test_a_part_goes_where_its_mark_is(name: str) -> None:
    """And to no other page."""
    assert ALL.sheet(f"<p>{styles.PARTS[name][-1]}></p>").styles.endswith(ALL.texts[name])
    assert ALL.texts[name] not in ALL.sheet("<p>字</p>").styles


def test_forms_come_last() -> None:
    """Their rules for paper win over those of the tables."""
    sheet = ALL.sheet("<table>", forms=True).styles
    assert ALL.texts["site"] + ALL.texts["tables"] + ALL.texts["tools"] == sheet


def test_the_policy_allows_just_this_sheet() -> None:
    """By its sum; while pages are served live there is none."""
    sheet = ALL.sheet("<table>")
    digest = b64encode(sha256(sheet.styles.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in str(sheet.csp)
    assert None is styles.load(ROOT, serving=True).sheet().csp

"""The editors' pages say what the machine does."""

import re
from pathlib import Path

from hooks import check

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/contribute"
JOBS = ("edit-page", "new-page", "checklist-item", "letter", "lpr", "law-change", "fact-check", "review")


def test_the_style_manual_names_every_rule_of_the_check_in_its_order() -> None:
    """Each rule that a message ends with stands in the manual, numbered from 1 on, in the check's own words."""
    rows = re.findall(r"^\| (\d+) \| `([a-z-]+)` \| (.*?) \|", (FOLDER / "style.md").read_text("utf-8"), re.MULTILINE)
    numbered = [(str(number), rule, words) for number, (rule, words) in enumerate(check.RULES.items(), 1)]
    assert numbered == rows


def test_every_job_has_a_page_that_the_index_leads_to() -> None:
    """Nobody has to know the folder to find how a job is done."""
    linked = re.findall(r"\]\(([a-z-]+)\.md\)", (FOLDER / "index.md").read_text("utf-8"))
    assert {path.stem for path in FOLDER.glob("*.md")} - {"index"} == set(linked)
    assert set(JOBS) <= set(linked)


def test_the_pages_name_only_targets_that_exist() -> None:
    """A `make` command of the editors' pages can be typed as it stands."""
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for path in FOLDER.glob("*.md") for name in re.findall(r"`make ([a-z-]+)", path.read_text("utf-8"))}
    assert named <= targets

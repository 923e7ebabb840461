"""THE REAL PROJECT: its data and pages pass the check on the day of the tests, and every rule named anywhere exists.

A failure here is a mistake in docs/ or calculators/parameters/, not in the code: the message names file and line.
"""

import ast
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

import pytest

from calculators import registry
from hooks import check, prose
from hooks.check import Report
from hooks.content import Library
from tests.hooks.conftest import DAY, ROOT

CITED = re.compile(r"\]\((?P<scheme>law|fig|term|claim|channel):(?P<id>[^)\s]*)")
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+\Z")


@pytest.fixture(scope="module")
def report() -> Report:
    """One run over the real project."""
    return check.run(ROOT, DAY)


def test_the_real_project_has_no_problem(report: Report) -> None:
    """`make check` ends well: every page and data file is right as of the day of the tests."""
    assert [] == [str(problem) for problem in report.problems]


def test_what_the_run_saw_is_the_real_project(report: Report, real: Library) -> None:
    """The run above looked at every page, so that its silence means something."""
    assert len(real.pages) == report.pages
    assert report.pages > 20
    assert len(real.rules) >= 60


@pytest.mark.parametrize(
    ("folder", "least"), [("situations", 26), ("rules", 12), ("self-rescue", 18), ("platform-vetting", 11)]
)
def test_no_guide_of_the_body_of_knowledge_is_lost(folder: str, least: int, real: Library) -> None:
    """Each section keeps at least the guides that it was asked to have; its index is none of them."""
    guides = [page for page in real.pages.values() if page.folder == folder and not page.path.endswith("index.md")]
    assert least <= len(guides)


def test_every_question_is_answered_at_once(real: Library) -> None:
    """At least forty questions; below each stands the answer, in sixty characters or fewer, before any reason for it."""
    answers = [
        (page.path, following.words)
        for page in real.pages.values()
        if page.folder == "faq" and not page.path.endswith("index.md")
        for paragraph, following in pairwise(prose.paragraphs(page.body))
        if paragraph.heading and paragraph.words != "依据"
    ]
    assert 40 <= len(answers)
    assert [] == [(path, words) for path, words in answers if prose.visible_length(words) > 60]


@pytest.mark.parametrize("folder", ["letters", "checklists", "tools"])
def test_each_step_names_what_it_is_done_with(folder: str, real: Library) -> None:
    """A step of the way out sends its reader to a letter, a checklist and a calculator."""
    named = re.compile(rf"\.\./{folder}/[a-z0-9-]+\.md" + (r"|```checklist " if folder == "checklists" else ""))
    steps = [page for page in real.pages.values() if page.folder == "self-rescue" and page.meta.kind == "step"]
    assert steps
    assert [] == [page.path for page in steps if not named.search(page.body)]


def test_texts_from_data_are_no_harder_to_read_than_before(report: Report) -> None:
    """Average sentence and number of long paragraphs of the data: lower them here when they have become lower."""
    long = sum(length > prose.LONGEST_PARAGRAPH for _, length in report.data.paragraphs)
    assert report.data.average <= 22.7
    assert long <= 6


def cited() -> Iterator[tuple[str, str, str]]:
    """Yield every reference in any file of docs and of the figures: file, scheme, id. Code and comments count too."""
    for folder in (ROOT / "docs", ROOT / "calculators" / "parameters"):
        for path in sorted([*folder.rglob("*.md"), *folder.rglob("*.yaml")]):
            if "contribute" in path.parts:
                continue  # pages that show how references are written
            for found in CITED.finditer(path.read_text("utf-8")):
                yield path.relative_to(ROOT).as_posix(), found["scheme"], found["id"]


def test_every_rule_that_is_cited_anywhere_exists(real: Library) -> None:
    """Found by reading the raw files, without the code that the check uses: no reference is overlooked."""
    known = {
        "law": real.rules, "fig": real.law, "term": real.terms, "claim": real.claims, "channel": real.channels,
    }  # fmt: skip
    found = list(cited())
    assert len(found) > 100
    assert [] == [one for one in found if one[2] not in known[one[1]]]


def strings(path: Path) -> Iterator[str]:
    """Yield the string constants of a Python file that look like ids."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SLUG.match(node.value):
            yield node.value


def test_rules_named_by_calculators_exist(real: Library) -> None:
    """Calculators name the rules they rest on by id; an id that is nearly one of the register is a slip."""
    known = {*real.rules, *real.law, *registry.CALCULATORS}
    slips = {
        (path.name, name, get_close_matches(name, known, n=1, cutoff=0.85)[0])
        for path in sorted((ROOT / "calculators").glob("*.py"))
        for name in strings(path)
        if name not in known and get_close_matches(name, known, n=1, cutoff=0.85)
    }
    assert set() == slips


def test_figures_rest_on_rules(real: Library) -> None:
    """Every number of the law names at least one rule of the register."""
    assert [] == [(one.id, name) for one in real.law.values() for name in one.basis if name not in real.rules]


def test_the_coming_months_find_the_figures_they_need() -> None:
    """Figures of open series do not run out: as last confirmed, the pages of the coming months can still be made."""
    assert "not-covered" not in {problem.rule for problem in check.run(ROOT, date(2027, 3, 1)).problems}


def test_a_clause_that_was_not_found_does_not_take_force_from_its_instrument(real: Library) -> None:
    """What we looked for in a binding text and did not find is a remark of ours: no card calls the text not binding."""
    found = [one for one in real.rules.values() if one.binding == "none" and one.instrument.binding == "binding"]
    assert found
    assert {"other"} == {one.level for one in found}

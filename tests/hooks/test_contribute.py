"""The editors' pages say what the machine does."""

import re
from pathlib import Path

import yaml

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


def test_commit_hooks_run_what_make_runs_and_fetch_nothing() -> None:
    """pre-commit runs this machine's own make targets."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert ["local"] == [repo["repo"] for repo in config["repos"]]
    assert ["make check", "make lint"] == [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]]


def test_the_example_of_owners_guards_places_that_exist() -> None:
    """Two people look at the data; every path of the example is one of the project's."""
    lines = (ROOT / "CODEOWNERS.example").read_text("utf-8").splitlines()
    owners = {line.split()[0]: line.split()[1:] for line in lines if line and not line.startswith("#")}
    assert [2, 2] == [len(owners[path]) for path in ("/docs/_data/", "/calculators/parameters/")]
    assert [] == [path for path in owners if not list(ROOT.glob(path.lstrip("/")))]


def test_the_files_that_the_pages_name_are_there() -> None:
    """A path in a page of the editors' section leads to a file or folder of the project."""
    quoted = [name for path in FOLDER.glob("*.md") for name in re.findall(r"`([^`\s]+/[^`\s]*)`", path.read_text("utf-8"))]
    made = {"site/", "site/_headers", "data/index.json", ".github/CODEOWNERS"}
    assert [] == [name for name in quoted if name not in made and name[0] != "{" and not (ROOT / name).exists()]

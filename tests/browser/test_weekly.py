"""The step of the weekly workflow that opens the issue: its script run against a stand-in for GitHub."""

import json
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from tests.conftest import ROOT

RUN = """async ([script, open]) => {
  const calls = [];
  const call = (name, data) => async (options) => { calls.push([name, options]); return { data }; };
  const github = { rest: { issues: {
    listForRepo: call("list", open), update: call("update"), create: call("create") } } };
  const read = { readFileSync: (name) => `text of ${name}` };
  const Async = (async () => {}).constructor;
  await new Async("github", "context", "require", script)(github, { repo: { owner: "o", repo: "r" } }, () => read);
  return calls;
}"""


def script() -> str:
    """The script as the workflow holds it."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8"))
    [step] = [one for one in workflow["jobs"]["review"]["steps"] if "script" in one.get("with", {})]
    return step["with"]["script"]


def calls(browser: Browser, issues: list[dict[str, Any]]) -> dict[str, Any]:
    """What the script asks of GitHub when these issues are open."""
    page = browser.new_page()
    found = page.evaluate(RUN, [script(), issues])
    page.close()
    return dict(found)


def test_the_first_time_an_issue_is_opened(browser: Browser) -> None:
    """It carries the file that the check has written, and the label by which it is found again."""
    found = calls(browser, [])
    assert {"list", "create"} == set(found)
    assert {"owner": "o", "repo": "r", "state": "open", "labels": "到期复核"} == found["list"]
    assert ("到期复核", "text of due.md", ["到期复核"]) == tuple(
        found["create"][key] for key in ("title", "body", "labels")
    )


def test_the_next_time_no_second_one(browser: Browser) -> None:
    """The open issue gets this week's list."""
    found = calls(browser, [{"number": 7}, {"number": 3}])
    assert {"list", "update"} == set(found)
    assert (7, "text of due.md") == (found["update"]["issue_number"], found["update"]["body"])


@pytest.mark.parametrize("word", ["!cancelled()", "hashFiles('due.md')"])
def test_the_step_runs_although_the_check_has_failed(word: str) -> None:
    """What is late makes the step before it fail; without a list there is nothing to open."""
    assert word in json.dumps(yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8")))

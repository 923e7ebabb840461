from pathlib import Path

import pytest
import yaml

from tests import golden

FILE = Path(__file__).resolve().parents[1] / "cases" / "golden-open.yaml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_published_figure_is_reproduced(case):
    """The printed figure comes out; where the print is known to be wrong, the recomputed one does."""
    assert golden.disagreement(case) == ""


def test_the_script_counts_and_fails(tmp_path, capsys):
    """A wrong golden figure is printed and makes the script fail; --family narrows the run."""
    wrong = {**CASES[0], "expected": {**CASES[0]["expected"], "value": "9.70"}}
    path = tmp_path / "cases.yaml"
    path.write_text(yaml.safe_dump({"cases": [wrong, CASES[1]]}), encoding="utf-8")
    assert golden.main([str(path)]) == 1
    printed = capsys.readouterr().out
    assert "2 cases, 1 agree" in printed
    assert printed.startswith(f"{CASES[0]['id']} (golden, us_regz): ")
    assert golden.main([str(path), "--family", "nothing"]) == 0
    assert "0 cases, 0 agree" in capsys.readouterr().out


def test_an_unknown_method_is_a_disagreement():
    """A case that cannot be computed does not count as agreeing."""
    case = {**CASES[0], "inputs": {"method": "magic"}}
    assert "unknown method magic" in golden.disagreement(case)

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"hooks", "mkdocs", "jinja2", "markdown"}


def imports(path: Path) -> set[str]:
    """Give the top-level packages a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "calculators").rglob("*.py")), ids=lambda path: path.name)
def test_rules_know_no_pages(path):
    """Nothing in calculators/ imports the pages, the site generator or a template language."""
    assert imports(path) & PAGES == set()


def test_rules_know_no_clock():
    """Nothing in calculators/ asks what day it is: the day always comes from outside."""
    asking = {
        path.name
        for path in (ROOT / "calculators").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    assert asking == set()


def test_only_the_adapter_knows_mkdocs():
    """Only hooks/embed.py imports mkdocs, so that the site generator can be left some day."""
    users = {path.name for path in (ROOT / "hooks").rglob("*.py") if "mkdocs" in imports(path)}
    assert users <= {"embed.py"}

"""Styles and scripts use nothing that the oldest supported browsers lack: a written list, and an engine of ES2020."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests import features
from tests.conftest import ROOT

LIST = yaml.safe_load((ROOT / "tests/features.yaml").read_text("utf-8"))
SHEETS = sorted((ROOT / "docs/assets/stylesheets").glob("*.css"))
MODULE = re.compile(r"^import\b[^;]*;|\bexport\s*\{[^}]*\}(?:\s*from\b[^;]*)?;?|^export\s+(?:default\s+)?", re.MULTILINE)

RUNS = re.compile(r"\beval\(|(?<![\w.])Function\(|set(?:Timeout|Interval)\(\s*[\"'`]|\.(?:inner|outer)HTML\s*=")


@pytest.fixture(scope="module")
def shipped(built: Path) -> Mapping[str, str]:
    """Every script of the site by its path."""
    return {path.relative_to(built).as_posix(): path.read_text("utf-8") for path in sorted(built.rglob("*.js"))}


@pytest.fixture(scope="module")
def own(shipped: Mapping[str, str]) -> Mapping[str, str]:
    """The scripts that are written here; vendored ones are tested by those who make them."""
    return {path: text for path, text in shipped.items() if "/vendor/" not in path}


def missing(found: set[tuple[str, str]], *lists: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """What stands on none of the lists."""
    return found - {(kind, name) for one in lists for kind, names in one.items() for name in names}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_styles_use_what_is_on_the_list(sheet: Path) -> None:
    """Properties, at-rules, media, selectors, functions and units."""
    assert set() == missing(set(features.css(sheet.read_text("utf-8"))), LIST["css"], LIST["polish"])


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("p { inset: 0; }", "properties", "inset"),
        ("@container (min-width: 1px) { p { color: red; } }", "at-rules", "@container"),
        ("p:has(a) { color: red; }", "selectors", ":has("),
        ("p:not(.a, .b) { color: red; }", "selectors", ":not(.a, .b)"),
        ("p { color: color-mix(in srgb, red, blue); }", "functions", "color-mix"),
        ("p { height: 100dvh; }", "units", "dvh"),
        ("@media (prefers-contrast: more) { p { color: red; } }", "media", "prefers-contrast"),
    ],
)
def test_a_style_that_is_not_on_the_list_is_found(text: str, kind: str, name: str) -> None:
    """The reading sees each kind of thing."""
    assert (kind, name) in missing(set(features.css(text)), LIST["css"], LIST["polish"])


@pytest.mark.parametrize("name", ["animation", "animation-name", "transition", "scroll-behavior"])
def test_nothing_moves(name: str) -> None:
    """Whoever asks for less motion has it: no style moves anything."""
    assert name not in LIST["css"]["properties"] + LIST["polish"]["properties"]


def test_nothing_is_fixed_over_fields() -> None:
    """On phones a keyboard pushes what is fixed over the field that is being typed in."""
    assert [] == [path.name for path in SHEETS if re.search(r"position\s*:\s*fixed", path.read_text("utf-8"))]


def test_scripts_use_what_is_on_the_list(own: Mapping[str, str]) -> None:
    """Methods, functions, objects and the browser's own members; names that the scripts give themselves are theirs."""
    theirs = set().union(*map(features.defined, own.values())) | set(LIST["own"])
    found = {one for text in own.values() for one in features.interfaces(text) if one[1] not in theirs}
    assert len(found) > 100
    assert set() == missing(found, LIST["javascript"], LIST["polish"])


def test_scripts_use_no_newer_syntax(own: Mapping[str, str]) -> None:
    """Nothing that came after ES2020."""
    found = {path: features.NEWER.search(features.javascript(text)) for path, text in own.items()}
    assert {} == {path: match[0] for path, match in found.items() if match}


@pytest.mark.parametrize(
    "text",
    ["a ||= 1;", "a ??= 1;", "class A { static { b(); } }", "this.#a = 1;", "x.at(-1);", 's.replaceAll("a", "b");', "1_000;"],
)
def test_newer_syntax_is_found(text: str) -> None:
    """The reading sees what the engine in the tests would let pass."""
    assert features.NEWER.search(features.javascript(text))


def test_scripts_compile_in_an_engine_of_2020(shipped: Mapping[str, str]) -> None:
    """Every shipped script, vendored ones too; imports and exports are left to the browser."""
    quickjs = pytest.importorskip("quickjs", reason="quickjs 没有适合这个 Python 的安装包")
    for path, text in shipped.items():
        body = MODULE.sub("", text).replace("import.meta", "({})")
        try:
            quickjs.Context().eval(f"(async () => {{\n{body}\n}}); 0")
        except quickjs.JSException as error:
            pytest.fail(f"{path}: {error}")


def test_scripts_run_no_text(shipped: Mapping[str, str]) -> None:
    """No eval, no new Function, no words for a timer: the policy would refuse them on the readers' phones."""
    assert {} == {path: found[0] for path, text in shipped.items() if (found := RUNS.search(text))}

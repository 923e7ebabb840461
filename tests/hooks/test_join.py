"""A module and all that it imports in one file: the same things under the same names, once."""

import json

import pytest

from hooks import pack
from hooks.join import join
from hooks.pack import PackError
from tests.conftest import ROOT

#: What every page loads, and what other modules import of it.
WRITTEN = {
    "shell.js": 'import { get as read } from "./store.js";\nimport "./cards.js";\nsaid.push(`shell ${read()}`);\n',
    "store.js": 'said.push("store");\nconst memory = { value: 1 };\nexport function get() { return memory.value; }\n'
    "export const set = (value) => { memory.value = value; };\n",
    "cards.js": 'import { set } from "./store.js";\nsaid.push("cards");\nset(2);\n',
    "tool.js": 'import { get } from "./store.js";\nimport { one } from "./one.js";\nsaid.push(get() + one);\n',
    "sub/other.js": 'import { set } from "../store.js";\nset(3);\n',
    "one.js": "export const one = 1;\n",
}


def run(modules: dict[str, str], *entries: str) -> list[object]:
    """Load modules one after the other in an engine of ES2020, as a browser does; give what they said."""
    quickjs = pytest.importorskip("quickjs", reason="quickjs 没有适合这个 Python 的安装包")
    context = quickjs.Context()
    context.eval("var said = [];")
    for name in entries:
        context.module(modules[name])
    return list(json.loads(context.eval("JSON.stringify(said)")))


def test_what_is_imported_runs_once_and_first() -> None:
    """Imports run in order before the entry, which sees what they have done."""
    joined = join(WRITTEN, "shell.js")
    assert {"shell.js", "store.js", "cards.js", "tool.js", "sub/other.js"} == set(joined)
    assert ["store", "cards", "shell 2"] == run(joined, "shell.js")


def test_others_import_from_the_one_file() -> None:
    """From wherever they lie; what was not joined is imported as before."""
    joined = join(WRITTEN, "shell.js")
    assert joined["tool.js"].startswith('import { get } from "./shell.js";\nimport { one } from "./one.js";\n')
    assert 'import { set } from "../shell.js";\nset(3);\n' == joined["sub/other.js"]


def test_the_files_that_were_joined_are_doors() -> None:
    """Whoever imports one of them gets its names from the one file; one that gives nothing only loads it."""
    joined = join(WRITTEN, "shell.js")
    assert 'export { get, set } from "./shell.js";\n' == joined["store.js"]
    assert 'import "./shell.js";\n' == joined["cards.js"]
    assert joined["shell.js"].endswith("export { get, set };\n")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"cards.js": "export const get = 1;\n"}, "shell.js: 合并的模块里有两个都叫 get"),
        ({"shell.js": 'import "./sub/one.js";\n', "sub/one.js": ""}, "sub/one.js: 和 shell.js 不在一个文件夹里"),
        ({"store.js": 'import "./cards.js";\n'}, "绕成了圈"),
        ({"shell.js": 'import "./none.js";\n'}, "shell.js:1: 没有这个模块：./none.js"),
    ],
)
def test_what_cannot_be_joined_is_named(changed: dict[str, str], message: str) -> None:
    """Two names alike, another folder, a circle, a missing module."""
    with pytest.raises(PackError, match=message):
        join({**WRITTEN, **changed}, "shell.js")


def test_the_modules_of_the_site_are_joined() -> None:
    """The store stands in the one file that every page loads, and so does what all pages do."""
    joined = join(pack.modules(ROOT / "docs/assets/javascripts"), "shell.js")
    assert {"shell.js", "store.js", "look.js", "cards.js", "steps.js"} <= set(joined)
    assert not [path for path, code in joined.items() if path != "shell.js" and 'store.js"' in code]

"""The packer: what it understands gives the same results as modules do; what it does not, it names with file and line."""

import json

import pytest

from hooks import pack
from hooks.pack import PackError
from tests.conftest import ROOT

#: Stands for the browser: what packed.js touches when it starts, and where modules say what they did.
BROWSER = """
const said = [];
const window = {};
class URL {
  constructor(path, base) {
    const parts = path.includes(":") ? path.split("/") : [...base.split("/").slice(0, -1), ...path.split("/")];
    const found = [];
    for (const part of parts) { if (part === "..") found.pop(); else if (part !== ".") found.push(part); }
    this.href = found.join("/");
  }
}
const document = {
  currentScript: { src: "file:///site/assets/x/all.js", dataset: { modules: "main.js" } }, addEventListener() {},
};
"""


def run(modules: dict[str, str]) -> list[object]:
    """Run packed modules from main.js in an ES2020 engine; give what they said."""
    quickjs = pytest.importorskip("quickjs", reason="quickjs 没有适合这个 Python 的安装包")
    context = quickjs.Context()
    context.eval(BROWSER + pack.pack(modules))
    while context.execute_pending_job():
        pass
    return list(json.loads(context.eval("JSON.stringify(said)")))


def test_names_lead_from_module_to_module() -> None:
    """Functions, classes and constants, renamed on either side, over folders; a module runs once, before who uses it."""
    modules = {
        "main.js": 'import { a, B as C } from "./sub/one.js";\nimport "./sub/two.js";\nimport { r } from "./last.js";\n'
        "said.push(a(), new C().n, r);\n",
        "sub/one.js": 'import { two } from "./two.js";\nsaid.push("one");\nexport function a() { return two; }\n'
        "export class B { n = 3; }\n",
        "sub/two.js": 'said.push("two");\nexport const two = 2;\n',
        "last.js": "const q = 4;\nexport { q as r };\n",
    }
    assert ["two", "one", 2, 3, 4] == run(modules)


def test_an_import_of_several_lines_and_async_functions() -> None:
    """As the modules write them."""
    modules = {
        "main.js": 'import {\n  a,\n  b,\n} from "./one.js";\nsaid.push(b);\na().then((x) => said.push(x));\n',
        "one.js": "export async function a() {\n  return 1;\n}\nexport const b = 2;\n",
    }
    assert [2, 1] == run(modules)


def test_import_when_it_is_needed() -> None:
    """import() resolves from the module's own folder, also with a path that is put together; import.meta.url is the module's."""
    modules = {
        "main.js": 'import("./sub/one.js").then(({ go }) => go("two"));\n',
        "sub/one.js": "export const go = async (name) => said.push((await import(`./${name}.js`)).two, import.meta.url);\n",
        "sub/two.js": "export const two = 2;\n",
    }
    assert [2, "file:///site/assets/x/sub/one.js"] == run(modules)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("export default 1;\n", 1),
        ("\nexport let a = 1;\n", 2),
        ("export var a = 1;\n", 1),
        ('export * from "./b.js";\n', 1),
        ('export { b } from "./b.js";\n', 1),
        ('import b from "./b.js";\n', 1),
        ('import * as b from "./b.js";\n', 1),
        ('\n\nimport { b } from "b";\n', 3),
        ("export const { a, b } = c;\n", 1),
        ("/* words\n * import */\nawait 1;\n", 3),
        ("const x = 1; export const y = 2;\n", 1),
        ("const $load = 1;\n", 1),
        ("import.meta.resolve('x');\n", 1),
    ],
)
def test_what_it_does_not_understand_is_named(code: str, line: int) -> None:
    """Never a guess: the file, the line and what stands there."""
    with pytest.raises(PackError, match=rf"a\.js:{line}: 打包程序不认得这种写法"):
        pack.pack({"a.js": code, "b.js": "export const b = 1;\n"})


def test_all_faults_are_told_at_once() -> None:
    """Whoever mends one knows of the others."""
    with pytest.raises(PackError) as caught:
        pack.pack({"a.js": "export default 1;\n", "b.js": 'import { x } from "./nowhere.js";\n'})
    first, second = str(caught.value).splitlines()
    assert first.startswith("a.js:1:")
    assert "b.js:1: 没有这个模块：./nowhere.js" == second


def test_a_circle_is_refused() -> None:
    """Modules in a circle would see each other unfinished."""
    circle = {
        "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }
    with pytest.raises(PackError, match=r"(?s)a\.js: .*b\.js: 模块互相引用"):
        pack.pack(circle)


def test_words_about_imports_are_no_imports() -> None:
    """In comments, texts, keys and names the words mean nothing."""
    code = (
        "/* export default */\n// import x\nconst a = { import: 1, export: 2 };\nconst importText = 'import and export';\n"
        "said.push(a.import, a.export, importText);\n"
    )
    assert [1, 2, "import and export"] == run({"main.js": code})


def test_the_modules_of_the_site_can_be_packed() -> None:
    """All of them, into a script that an ES2020 engine reads, with nothing of the language of modules left."""
    quickjs = pytest.importorskip("quickjs", reason="quickjs 没有适合这个 Python 的安装包")
    packed = pack.pack(pack.modules(ROOT / "docs/assets/javascripts"))
    quickjs.Context().eval(f"(function () {{{packed}}})")

"""Our ES modules in one classic script: enough of the language for the modules of this site, and loud about the rest.

Understood are, at the start of a line: `import { a, b as c } from "./x.js";`, `import "./x.js";`, `export` before
`function`, `async function`, `class` and `const NAME`, and `export { a as b };` as the last statement; anywhere:
`import(…)` and `import.meta.url`. Modules that import each other in a circle are refused. hooks/templates/packed.js runs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

RUNTIME = Path(__file__).parent / "templates/packed.js"
#: Names that packed.js gives to each module; no module may use one with a $ itself.
GIVEN = "$from, $exports, $load, $here, fetch"
_IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]*)\} from )?"(?P<path>\.[^"]*)";?[ \t]*$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?P<kept>(?:async function\*?|function\*?|class|const) ?(?P<name>[A-Za-z_$][\w$]*))", re.MULTILINE
)
_LIST = re.compile(r"\bexport ?\{(?P<names>[^}]*)\};?\s*$")
_NAME = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)(?: as (?P<other>[A-Za-z_$][\w$]*))?")
_DYNAMIC = re.compile(r"(?<![\w.$])import\((?!\))")
_COMMENT = re.compile(r"^\s*(?://|/\*|\*).*$|(?<=[;{},\s])//.*$", re.MULTILINE)
_LEFT = re.compile(r"(?<![\w.$\"'`{-])(?:import|export)(?![\w$\"'`:-])|^await\b|\$(?:from|exports|load|here)\b", re.MULTILINE)


class PackError(ValueError):
    """Modules that cannot be packed: every place, as path:line, and what is there."""


def modules(folder: Path) -> dict[str, str]:
    """Read all modules of a folder, by their paths in it."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.js"))}


def pack(modules: Mapping[str, str]) -> str:
    """Pack modules, given by their paths in their folder, into one script; raise PackError for what is not understood."""
    check(modules)
    packed = "\n".join(f'"{path}"({GIVEN}) {{\n{_body(path, code)}\n}},' for path, code in modules.items())
    return RUNTIME.read_text("utf-8").replace("/*MODULES*/", packed)


def check(modules: Mapping[str, str]) -> None:
    """Raise PackError for what is not understood in any of the modules."""
    faults = [fault for path, code in modules.items() for fault in _faults(path, code, modules)]
    faults = faults or [f"{circle}: 模块互相引用，绕成了圈" for circle in _circles(modules)]
    if faults:
        raise PackError("\n".join(faults))


def imported(path: str, code: str) -> dict[str, str]:
    """Give the modules that a module imports statically: what is written there -> the module's path."""
    return {found["path"]: normpath(join(dirname(path), found["path"])) for found in _IMPORT.finditer(code)}


def _body(path: str, code: str) -> str:
    """Turn a module into the body of a function that gets all it needs from packed.js."""
    body, _ = linked(path, code)
    return _DYNAMIC.sub("$load(", body).replace("import.meta.url", "$here")


def linked(path: str, code: str) -> tuple[str, list[str]]:
    """Turn a module into statements that take imports from `$from(path)` and hand exports to `$exports`; give their names too."""
    where = imported(path, code)
    exports: list[tuple[str, str]] = []

    def taken(found: re.Match[str]) -> str:
        names = ", ".join(f"{old}: {new}" if old != new else old for old, new in _names(found["names"] or ""))
        return f'const {{ {names} }} = $from("{where[found["path"]]}");' if names else f'$from("{where[found["path"]]}");'

    def exported(found: re.Match[str]) -> str:
        exports.append((found["name"], found["name"]))
        return found["kept"]

    def several(found: re.Match[str]) -> str:
        exports.extend((new, old) for old, new in _names(found["names"]))
        return ""

    code = _LIST.sub(several, _EXPORT.sub(exported, _IMPORT.sub(taken, code)))
    given = ", ".join(f"{new}: {old}" if old != new else old for new, old in exports)
    code = f"{code.rstrip()}\nObject.assign($exports, {{ {given} }});" if given else code.rstrip()
    return code, [new for new, _ in exports]


def _names(listed: str) -> Iterator[tuple[str, str]]:
    """Give (name there, name here) of `a, b as c`."""
    for found in _NAME.finditer(listed):
        yield found["name"], found["other"] or found["name"]


def _faults(path: str, code: str, modules: Mapping[str, str]) -> Iterator[str]:
    """Yield what is not understood in a module, and imports of modules that are not there."""
    for written, found in imported(path, code).items():
        if found not in modules:
            yield f"{path}:{_line(code, code.index(written))}: 没有这个模块：{written}"
    bare = _COMMENT.sub("", code)
    for known in (_IMPORT, _EXPORT, _LIST, _DYNAMIC):
        bare = known.sub(lambda found: "\n" * found[0].count("\n"), bare)
    for left in _LEFT.finditer(bare.replace("import.meta.url", "")):
        line = _line(bare, left.start())
        yield f"{path}:{line}: 打包程序不认得这种写法：{bare.splitlines()[line - 1].strip()[:60]}（认得的见 hooks/pack.py）"


def _line(code: str, at: int) -> int:
    return code.count("\n", 0, at) + 1


def _circles(modules: Mapping[str, str]) -> Iterator[str]:
    """Yield one description for each module that reaches itself by static imports."""
    graph = {path: set(imported(path, code).values()) for path, code in modules.items()}
    for start in graph:
        seen: set[str] = set()
        todo = list(graph[start])
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo.extend(graph[one])
        if start in seen:
            yield start

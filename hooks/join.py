"""What every page loads, in one file: a module together with all that it imports, still a module.

A phone on a slow line asks once instead of five times. All other modules import from that file what was joined into it, so that
it runs once. The files of what was joined stay as doors to it, for whoever asks for one of them by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import basename, dirname, relpath

from hooks.pack import PackError, check, imported, linked

START = "const $made = {};\nconst $from = (name) => $made[name];\n"


def join(modules: Mapping[str, str], entry: str) -> dict[str, str]:
    """Give the new text of `entry`, of each module that it imports, and of each that imports one of those, by path.

    Raise PackError for what cannot be joined. All must lie in the entry's folder, so that `import.meta.url` and `import(…)` mean
    the same as before.
    """
    check(modules)
    order = all_of(modules, entry)
    if away := [path for path in order if dirname(path) != dirname(entry)]:
        raise PackError(f"{'、'.join(away)}: 和 {entry} 不在一个文件夹里，不能合并")
    parts, names = [], {}
    for path in order:
        body, names[path] = linked(path, modules[path])
        parts.append(f'(($exports) => {{\n{body}\n}})(($made["{path}"] = {{}}));\n')
    given = [name for path in order for name in names[path]]
    if twice := sorted({name for name in given if given.count(name) > 1}):
        raise PackError(f"{entry}: 合并的模块里有两个都叫 {'、'.join(twice)}")
    taken = "".join(f'const {{ {", ".join(names[path])} }} = $from("{path}");\n' for path in order if names[path])
    ending = f"export {{ {', '.join(given)} }};\n" if given else ""
    doors = {path: _door(entry, names[path]) for path in order if path != entry}
    others = {path: _moved(path, code, entry, doors) for path, code in modules.items() if path not in order}
    changed = {path: code for path, code in others.items() if code != modules[path]}
    return {entry: START + "".join(parts) + taken + ending, **doors, **changed}


def all_of(modules: Mapping[str, str], entry: str) -> list[str]:
    """Give a module and all that it imports, each after what it imports itself."""
    return list(dict.fromkeys(_before(modules, entry)))


def _before(modules: Mapping[str, str], path: str) -> Iterator[str]:
    """Yield all that a module imports, each after what it imports itself, then the module."""
    for found in imported(path, modules[path]).values():
        yield from _before(modules, found)
    yield path


def _moved(path: str, code: str, entry: str, doors: Mapping[str, str]) -> str:
    """Let a module import from the entry what has been joined into it."""
    to = relpath(entry, dirname(path) or ".")
    for written, found in imported(path, code).items():
        if found in doors:
            code = code.replace(f'from "{written}"', f'from "{to if to.startswith(".") else f"./{to}"}"')
    return code


def _door(entry: str, names: list[str]) -> str:
    return f'export {{ {", ".join(names)} }} from "./{basename(entry)}";\n' if names else f'import "./{basename(entry)}";\n'

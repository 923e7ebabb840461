"""The schemas that editors get are those of the models, and accept every file there is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hooks import schemas

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = {pattern: name for name, _, pattern in schemas.FILES}
#: Read elsewhere, or not by the site.
WITHOUT = {"docs/_data/coverage.yaml"}
TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


class _Loader(yaml.SafeLoader):
    """Reads YAML as the editor's extension does: 1.2, where dates, yes and no are words."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in pairs if not tag.endswith((":timestamp", ":bool", ":int", ":float"))]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str = "") -> list[str]:
    """Say what a schema refuses: the keywords that the written schemas use, and no others."""
    if "$ref" in schema:
        return faults(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, where)
    for choices in (schema.get("anyOf"), schema.get("oneOf")):
        if choices and all(faults(value, one, whole, where) for one in choices):
            return [f"{where}: none of the choices"]
    if "type" in schema and not TYPES[schema["type"]](value):
        return [f"{where}: not {schema['type']}"]
    if ("enum" in schema and value not in schema["enum"]) or ("const" in schema and value != schema["const"]):
        return [f"{where}: {value} is none of the words"]
    found = []
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{where}: {value} has not the form")
    if isinstance(value, dict) and schema.get("type") == "object":
        known = schema.get("properties", {})
        found += [f"{where}: lacks {key}" for key in schema.get("required", ()) if key not in value]
        for key, inner in value.items():
            rest = schema.get("additionalProperties", True)
            if key not in known and rest is False:
                found.append(f"{where}: unknown {key}")
            elif key in known or isinstance(rest, dict):
                found += faults(inner, known.get(key, rest), whole, f"{where}.{key}")
    if isinstance(value, list) and "items" in schema:
        found += [fault for i, item in enumerate(value) for fault in faults(item, schema["items"], whole, f"{where}[{i}]")]
    return found


def schema(name: str) -> dict[str, Any]:
    """Read one committed schema."""
    return dict(json.loads((ROOT / schemas.FOLDER / "schemas" / f"{name}.json").read_text("utf-8")))


def test_the_committed_files_are_those_of_the_models() -> None:
    """Whoever changes a model also runs `make schemas`."""
    written = {path.as_posix(): (ROOT / path).read_text("utf-8") for path, _ in schemas.files()}
    assert {path.as_posix(): text for path, text in schemas.files()} == written


def test_every_data_file_has_a_schema() -> None:
    """An editor gets completion in each YAML file of the data."""
    listed = [*(ROOT / "docs/_data").rglob("*.yaml"), *(ROOT / "calculators").rglob("*.yaml")]
    names = {path.relative_to(ROOT).as_posix() for path in listed} - WITHOUT
    assert set() == {name for name in names if not any(Path(name).match(pattern) for pattern in PATTERNS)}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_file_is_accepted_by_its_schema(pattern: str) -> None:
    """The editor underlines nothing in a file that the check accepts."""
    wanted = schema(PATTERNS[pattern])
    found = {
        path.name: faults(yaml.load(path.read_text("utf-8"), _Loader), wanted, wanted)
        for path in sorted(ROOT.glob(pattern))
    }
    assert found
    assert {} == {name: said for name, said in found.items() if said}


def test_a_schema_refuses_what_the_check_refuses() -> None:
    """An unknown key, a word out of the list, a missing key."""
    wanted = schema("channels")
    entry = {"id": 12378, "name": "热线", "contact": "打", "use_for": "问", "confidence": "sure", "checked": "2026-11-22"}
    said = faults({"channels": [{**entry, "tels": "1"}], "groups": {}}, wanted, wanted)
    assert {".channels[0]: unknown tels", ".channels[0]: lacks evidence"} <= set(said)
    assert any("sure is none" in one for one in said)

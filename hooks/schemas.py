"""JSON Schemas of all YAML data, for editors that complete and check while typing: `python -m hooks.schemas`.

Written into `.vscode/`, with the settings that tell VS Code's YAML extension which schema belongs to which files. The
models also accept what a schema cannot know by itself: `12378` where words are meant, one sentence for a list of one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from calculators.holidays import Holidays
from calculators.parameters import Parameter
from hooks import content, history
from hooks.triage import Triage

FOLDER = Path(".vscode")
#: Each schema: its name, its model, the files it is for.
FILES: tuple[tuple[str, type[BaseModel], str], ...] = (
    ("channels", content.Channels, "docs/_data/channels.yaml"),
    ("checklist", content.Checklist, "docs/_data/checklists/*.yaml"),
    ("claim", content.Claim, "docs/_data/claims/*.yaml"),
    ("changes", history.Changes, "docs/_data/changes.yaml"),
    ("corrections", history.Amendments, "docs/_data/corrections.yaml"),
    ("exceptions", content.Exceptions, "docs/_data/exceptions.yaml"),
    ("holidays", Holidays, "calculators/holidays.yaml"),
    ("instrument", content.Instrument, "docs/_data/sources/*.yaml"),
    ("kinds", content.Kinds, "docs/_data/kinds.yaml"),
    ("mirrors", content.Mirrors, "docs/_data/mirrors.yaml"),
    ("parameter", Parameter, "calculators/parameters/*.yaml"),
    ("redirects", content.Redirects, "docs/_data/redirects.yaml"),
    ("reply-cards", content.ReplyCards, "docs/_data/reply-cards.yaml"),
    ("sections", content.Sections, "docs/_data/sections.yaml"),
    ("table", content.AnyTable, "docs/_data/tables/*.yaml"),
    ("terms", content.Terms, "docs/_data/terms.yaml"),
    ("triage", Triage, "docs/_data/triage.yaml"),
)


def _or_number(inner: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [inner, {"type": "integer"}]}


def _or_false(inner: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [inner, {"const": False}]}


def _or_one(inner: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [inner, {"type": "string"}]}


def _number(_: JsonSchemaValue) -> JsonSchemaValue:
    return {"type": "number"}


#: What a validator that runs before the type accepts beyond it, by the validator's name.
_ALSO: Mapping[str, Callable[[JsonSchemaValue], JsonSchemaValue]] = {
    "_text": _or_number,
    "_word": _or_false,
    "_listed": _or_one,
    "_exact": _number,
}


class _Schema(GenerateJsonSchema):
    """Says what the YAML files may hold, which is more than what the models' types are."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        loosened = _ALSO.get(getattr(schema["function"]["function"], "__name__", ""))
        return loosened(inner) if loosened else inner


def files() -> Iterator[tuple[Path, str]]:
    """Yield every file of the editor's folder with its text."""
    mapping: dict[str, str] = {}
    for name, model, pattern in FILES:
        path = FOLDER / "schemas" / f"{name}.json"
        mapping[f"./{path.as_posix()}"] = pattern
        yield path, _json(_bare(model.model_json_schema(schema_generator=_Schema)))
    settings = {"yaml.schemas": mapping, "yaml.yamlVersion": "1.2", "files.eol": "\n", "files.encoding": "utf8"}
    yield FOLDER / "settings.json", _json(settings)
    yield FOLDER / "extensions.json", _json({"recommendations": ["redhat.vscode-yaml", "charliermarsh.ruff"]})


def _bare(value: Any) -> Any:
    """Leave out what only repeats the Python names: editors' hints would show English beside Chinese."""
    if isinstance(value, dict):
        said = {"title", "description"}
        return {key: _bare(inner) for key, inner in value.items() if not (key in said and isinstance(inner, str))}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write all files below the current directory."""
    for path, text in files():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"写好了 {len(FILES)} 份 JSON Schema 和编辑器设置，在 {FOLDER}/ 里。")
    return 0


if __name__ == "__main__":
    sys.exit(main())

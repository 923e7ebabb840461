"""The site's own search.js in an ES2020 engine without a browser, reading an index from memory."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

quickjs = pytest.importorskip("quickjs", reason="quickjs 没有适合这个 Python 的安装包")
SOURCE = Path(__file__).resolve().parents[2] / "docs" / "assets" / "javascripts" / "search.js"
# An exception of Python must not cross into the engine: a missing file is null there.
READER = """
const made = searchIn(async (path) => {
  const text = readFile(path);
  if (text === null) throw new Error(`404 ${path}`);
  return text;
}, "/");
var answer;
"""


class Engine:
    """search.js over the files of one index; `fetched` lists the paths that it read, in order."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.fetched: list[str] = []
        self._files = files
        self._context = quickjs.Context()
        self._context.add_callable("readFile", self._read)
        self._context.add_callable("readMeta", lambda: files["search/meta.json"].decode())
        source = re.sub(r"\bexport ", "", SOURCE.read_text(encoding="utf-8"))
        self._context.eval(source.replace("import.meta.url", '"about:blank"'))
        self._context.eval(READER)

    def _read(self, path: str) -> str | None:
        if path not in self._files:
            return None
        self.fetched.append(path)
        return self._files[path].decode()

    def search(self, query: str, limit: int = 5) -> list[dict]:
        """Return what search.js returns for `query`."""
        call = f"made.search({json.dumps(query)}, {{limit: {limit}}})"
        self._context.eval(
            f"answer = null; {call}.then((found) => {{ answer = JSON.stringify(found); }},"
            " (error) => { answer = String(error) + error.stack; });"
        )
        while self._context.execute_pending_job():
            pass
        answer = self._context.get("answer")
        if not str(answer).startswith("["):
            raise AssertionError(f"{query!r}: {answer}")
        return json.loads(answer)

    def ask(self, expression: str, value: object) -> object:
        """Return what `expression` of search.js gives, with `input` for `value` and `meta` for the index's meta."""
        self._context.eval(f"var input = {json.dumps(value)}; var meta = prepared(JSON.parse(readMeta()));")
        return json.loads(self._context.eval(f"JSON.stringify({expression})"))

    def stats(self) -> dict:
        """Return what stats() of search.js returns."""
        return json.loads(self._context.eval("JSON.stringify(made.stats())"))

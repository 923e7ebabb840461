"""What is saved to read offline: parts that hold the whole site, named by their bytes; nothing under `make serve`."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from hooks import offline, publish
from hooks.assemble import Site

DAY = date(2027, 1, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small built site with what only servers read."""
    files = {
        "index.html": "<p>首页</p>",
        "rules/index.html": "<p>规则</p>\n",
        "data/a.json": "{}",
        "empty.txt": "",
        "_headers": "/*\n",
        "sitemap.xml": "<urlset/>",
        "sitemap.xml.gz": "",
        "sw.js": "1",
        "offline/rules.html": "<p>规则</p>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def unpacked(found: dict[str, bytes]) -> dict[str, bytes]:
    """Read the parts as the browser does: a line of [path, size], then the bytes."""
    files = {}
    for name in json.loads(found[offline.NOTE])["packs"]:
        line, _, data = found[f"offline/{name}.txt"].partition(b"\n")
        for path, size in json.loads(line):
            files[path], data = data[:size], data[size:]
        assert b"" == data
    return files


@pytest.mark.parametrize("largest", [1, 30, offline.LARGEST_PART])
def test_the_parts_hold_every_file_that_readers_need(folder: Path, largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a part may be, all bytes come back; what servers and search engines read is left out."""
    monkeypatch.setattr(offline, "LARGEST_PART", largest)
    names = ("index.html", "rules/index.html", "data/a.json", "empty.txt")
    found = offline.files(folder, DAY)
    assert {name: (folder / name).read_bytes() for name in names} == unpacked(found)
    note = json.loads(found[offline.NOTE])
    assert (4, sum((folder / name).stat().st_size for name in names)) == (note["files"], note["bytes"])


def test_a_part_is_named_by_its_bytes_and_the_version_by_all_parts(folder: Path) -> None:
    """The same site gives the same version; one changed byte gives another."""
    first = offline.files(folder, DAY)
    for name in json.loads(first[offline.NOTE])["packs"]:
        assert sha256(first[f"offline/{name}.txt"]).hexdigest().startswith(name)
    assert first == offline.files(folder, DAY)
    (folder / "index.html").write_text("<p>新</p>", "utf-8")
    second = offline.files(folder, DAY)
    assert json.loads(first[offline.NOTE])["version"] != json.loads(second[offline.NOTE])["version"]


def test_a_file_of_an_unknown_kind_stops_the_build(folder: Path) -> None:
    """A browser that is not told what a saved file is would show it as bytes."""
    (folder / "a.woff9").write_text("", "utf-8")
    with pytest.raises(ValueError, match=r"a\.woff9.*TYPES"):
        offline.files(folder, DAY)


def test_under_the_editors_server_nothing_can_be_saved(site: Site, tmp_path: Path) -> None:
    """There is no note to save from, and a worker from before removes itself and its copies."""
    publish.write(replace(site, settings=replace(site.settings, serving=True)), tmp_path, {})
    assert not (tmp_path / "offline").exists()
    worker = (tmp_path / "sw.js").read_text("utf-8")
    assert "unregister" in worker
    assert "fetch" not in worker

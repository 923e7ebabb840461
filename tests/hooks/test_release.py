"""A release: version and day from the change log, the same bytes twice, an offline copy whose links work."""

import gzip
import json
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from hooks import release
from hooks.release import Release

ROOT = Path(__file__).resolve().parents[2]
NOW = Release("1.2.3", date(2027, 1, 15))
PAGE = '<p><a href="../rules/">规则</a> <a href="#a">上面</a></p>' * 20


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a release reads, and a small built site in dist."""
    for name in ("requirements.lock", *release.LICENCES, "docs/_data/mirrors.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    site = tmp_path / "dist/site"
    (site / "rules").mkdir(parents=True)
    (site / "index.html").write_text(PAGE, "utf-8")
    (site / "rules/index.html").write_text("<p>短</p>", "utf-8")
    (site / "_headers").write_text("/*\n", "utf-8")
    (site / "assets/0123456789ab").mkdir(parents=True)
    (site / "assets/0123456789ab/shell.js").write_text("export const one = 1;\n", "utf-8")
    return tmp_path


def pack(root: Path) -> dict[str, bytes]:
    """Pack the site; give the files of the release."""
    list(release.write(root, root / "dist", NOW))
    return {path.name: path.read_bytes() for path in (root / "dist").iterdir() if path.is_file()}


def test_the_newest_version_of_the_change_log_is_released() -> None:
    """What is not yet released is passed over; without any version there is nothing to release."""
    changes = "## 未发布\n\n- 新\n\n## 1.2.3 - 2027-01-15\n\n- 旧\n\n## 1.2.2 - 2026-12-01\n"
    assert NOW == release.newest(changes)
    with pytest.raises(ValueError, match="还没有版本"):
        release.newest("## 未发布\n\n- 新\n")


def test_the_change_log_of_the_project_names_a_version() -> None:
    """`make release` can be typed in a fresh clone, and the version is that of the project."""
    version = release.newest((ROOT / "CHANGELOG.md").read_text("utf-8")).version
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_same_site_is_packed_into_the_same_bytes(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No time, order or machine leaves a trace."""
    first = pack(project)
    for path in (project / "dist/site").rglob("*.br"):
        path.unlink()
    assert first == pack(project)


def test_twins_hold_the_same_words_and_save_something(project: Path) -> None:
    """What a server sends compressed is what it would have sent; small files have no twin."""
    pack(project)
    site = project / "dist/site"
    assert PAGE.encode() == brotli.decompress((site / "index.html.br").read_bytes())
    assert PAGE.encode() == gzip.decompress((site / "index.html.gz").read_bytes())
    assert not (site / "rules/index.html.br").exists()


def test_checksums_cover_every_file(project: Path) -> None:
    """`sha256sum -c` reads them; none is left out but the list itself."""
    files = pack(project)
    lines = files.pop("SHA256SUMS").decode().splitlines()
    assert [f"{sha256(data).hexdigest()}  {name}" for name, data in sorted(files.items())] == lines
    kit = json.loads(files["mirror.json"])
    assert ("1.2.3", "2027-01-15") == (kit["version"], kit["site_date"])
    assert {name: sha256(data).hexdigest() for name, data in files.items() if name.endswith(".zip")} == kit["sha256"]


def test_the_offline_copy_holds_pages_whose_links_end_in_a_file(project: Path) -> None:
    """A double click on index.html is enough; what only servers need stays out."""
    pack(project)
    with zipfile.ZipFile(project / "dist" / f"{release.NAME}-1.2.3-offline.zip") as packed:
        top = f"{release.NAME}-1.2.3-offline"
        names = ["index.html", "rules/index.html", "assets/0123456789ab/all.js"]
        assert [f"{top}/{name}" for name in names] == packed.namelist()
        assert 'href="../rules/index.html"' in packed.read(f"{top}/index.html").decode()


def test_the_bill_of_materials_lists_the_lock(project: Path) -> None:
    """Every locked package with its version, and its licence where it is installed."""
    bill = json.loads(pack(project)["sbom.cdx.json"])
    parts = {one["name"]: one for one in bill["components"]}
    assert "1.6.1" == parts["mkdocs"]["version"]
    assert "pkg:pypi/mkdocs@1.6.1" == parts["mkdocs"]["purl"]
    assert [] == [name for name in ("jinja2", "pydantic", "pyyaml", "markdown") if "licenses" not in parts[name]]
    assert ("CycloneDX", "1.5") == (bill["bomFormat"], bill["specVersion"])

"""Make a release: `python -m hooks.release [FOLDER]` (make release; without one: dist). Same sources, same bytes.

Version and day are those of the newest entry of CHANGELOG.md. Made are the site with its files compressed beforehand,
a ZIP of it, a ZIP to read without a server, what is inside (SBOM, licences), `mirror.json` and SHA256SUMS.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import json
import os
import re
import shutil
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import brotli

from calculators import source
from hooks import build, content, edition, folder_copy, scripts
from hooks.today import fix_clock

NAME = "wangdai-zijiu"
COMPRESSED = frozenset({".html", ".js", ".css", ".json", ".csv", ".svg", ".xml", ".txt"})
#: Below this a compressed twin saves nothing.
SMALLEST = 256
LICENCES = ("LICENSE", "LICENSE-CONTENT", "docs/assets/javascripts/vendor/README.txt")
_ENTRY = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) - (?P<day>\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_LOCKED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Release:
    """The newest entry of the change log."""

    version: str
    day: date


def newest(changes: str) -> Release:
    """Read the newest version and its day; raise ValueError when the change log names none."""
    found = _ENTRY.search(changes)
    if not found:
        raise ValueError("CHANGELOG.md 里还没有版本：把“未发布”的内容移到 ## 1.2.3 - 2027-01-15 这样的标题下面")
    return Release(found["version"], date.fromisoformat(found["day"]))


def compress(folder: Path) -> int:
    """Put a .br and a .gz beside each file that gets smaller by it; return the number of files."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in COMPRESSED and path.stat().st_size >= SMALLEST]
    with ThreadPoolExecutor() as pool:
        list(pool.map(_twins, files))
    return len(files)


def _twins(path: Path) -> None:
    data = path.read_bytes()
    for ending, smaller in ((".br", brotli.compress(data, quality=11)), (".gz", gzip.compress(data, 9, mtime=0))):
        if len(smaller) < len(data):
            path.with_name(path.name + ending).write_bytes(smaller)


def zip_files(files: Iterable[tuple[str, bytes]], target: Path) -> None:
    """Pack files, given by path and bytes, in order and without times."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in files:
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data, zipfile.ZIP_DEFLATED)


def folder_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a folder's files as they are, in order."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def bill_of_materials(lock: str, release: Release) -> dict[str, object]:
    """Give what the site is built with, as CycloneDX, from the lock; licences as the packages state them."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": f"{release.day}T00:00:00Z",
            "component": {"type": "application", "name": NAME, "version": release.version},
        },
        "components": [
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                **({"licenses": [{"license": {"name": licence}}]} if (licence := _licence(name)) else {}),
            }
            for name, version in sorted(set(_LOCKED.findall(lock)))
        ],
    }


def _licence(name: str) -> str | None:
    """Give a package's licence in one line, where it is installed and says so."""
    try:
        said = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    stated = [line for key in ("License-Expression", "License") for line in said.get_all(key, [])]
    return "、".join(classified) or next((line.strip().split("\n")[0] for line in stated), None)


def checksums(folder: Path) -> str:
    """Give one line for each file of the folder, as `sha256sum -c` reads it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def mirrors(root: Path) -> list[dict[str, object]]:
    """Read the list of mirrors; raise ValueError when it is wrong."""
    listed, problems = source.load(root / content.DATA / "mirrors.yaml", content.Mirrors)
    if listed is None:
        raise ValueError(str(problems[0]))
    return [one.model_dump(mode="json") for one in listed.root]


def write(root: Path, folder: Path, release: Release) -> Iterator[str]:
    """Pack the built site in `folder`/site; yield how long each step took."""
    start = time.perf_counter()
    count = compress(folder / "site")
    yield f"压缩 {count} 个文件：{time.perf_counter() - start:.0f} 秒"
    start = time.perf_counter()
    zip_files(folder_files(folder / "site"), folder / f"{NAME}-{release.version}.zip")
    copy = folder_copy.files(folder / "site", root / "docs" / scripts.WRITTEN)
    zip_files(copy, folder / f"{NAME}-{release.version}-offline.zip")
    yield f"打包：{time.perf_counter() - start:.0f} 秒"
    bill = bill_of_materials((root / "requirements.lock").read_text("utf-8"), release)
    (folder / "sbom.cdx.json").write_text(_json(bill), "utf-8")
    texts = [f"== {name} ==\n\n{(root / name).read_text('utf-8').strip()}\n" for name in LICENCES]
    (folder / "LICENSES.txt").write_text("\n\n".join(texts), "utf-8")
    packed = {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.zip"))}
    kit = {
        "version": release.version,
        "site_date": str(release.day),
        "fingerprint": edition.fingerprint(root),
        "sha256": packed,
        "mirrors": mirrors(root),
    }
    (folder / "mirror.json").write_text(_json(kit), "utf-8")
    (folder / "SHA256SUMS").write_text(checksums(folder), "utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main(words: list[str]) -> int:
    """Build and pack; return 0 when done, 1 when the build failed, 2 when there is nothing to release."""
    root, folder = Path.cwd(), Path(words[0] if words else "dist").resolve()
    try:
        release = newest((root / "CHANGELOG.md").read_text("utf-8"))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ |= {"SITE_DATE": str(release.day), "SITE_VERSION": release.version}
    fix_clock(os.environ)
    shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    if build.build(folder / "site") != 0:
        return 1
    print(f"构建：{time.perf_counter() - start:.0f} 秒")
    (folder / "site.lock").unlink(missing_ok=True)
    for line in write(root, folder, release):
        print(line)
    print(f"{release.version} 做好了，在 {folder.name}/ 里；发布前核对 SHA256SUMS。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.canary` (make canary): build the staged copy with the engines that may follow MkDocs, page by page.

The yardstick is the staged copy built by MkDocs with the same settings. It may fail: it shows how far the way is.
"""

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hooks import built, stage

PROGRAMS = Path(sys.executable).parent
#: How each engine is asked to build the project in the current directory into its folder `site`.
ENGINES: Mapping[str, tuple[str, ...]] = {
    "MkDocs": (sys.executable, "-m", "mkdocs", "build", "--quiet"),
    "ProperDocs": (str(PROGRAMS / "properdocs"), "build", "--quiet", "--config-file", "mkdocs.yml"),
    "Zensical": (str(PROGRAMS / "zensical"), "build", "--clean", "--strict"),
}


def build(name: str, project: Path) -> Path | None:
    """Build the staged copy with one engine; give the folder, or None after printing why it failed."""
    start = time.perf_counter()
    try:
        result = subprocess.run(ENGINES[name], cwd=project, capture_output=True, text=True, check=False)
        said, code = result.stdout + result.stderr, result.returncode
    except FileNotFoundError:
        said, code = "没有装", 1
    print(f"{name}：{time.perf_counter() - start:.0f} 秒，退出码 {code}")
    folder = project / "site"
    if code != 0 or not folder.is_dir():
        print("\n".join(said.strip().splitlines()[-8:]))
    if not folder.is_dir():
        return None
    return folder.rename(project / f"site-{name}")


def main() -> int:
    """Stage, build with each engine, compare; return 0 when every engine gave the same pages."""
    with TemporaryDirectory() as name:
        project = Path(name) / "staged"
        if stage.main([str(project)]) != 0:
            return 1
        folders = {engine: build(engine, project) for engine in ENGINES}
        yardstick = folders.pop("MkDocs")
        if yardstick is None:
            return 1
        codes = []
        for engine, folder in folders.items():
            print(f"\n{engine} 和 MkDocs 比：")
            codes.append(built.main([str(yardstick), str(folder)]) if folder else 1)
        return max(codes)


if __name__ == "__main__":
    sys.exit(main())

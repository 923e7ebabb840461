"""The recipe for object stores: what it would do, read from a stand-in for the `aws` command that only writes it down."""

import os
import subprocess
from pathlib import Path

import pytest

from hooks import headers

ROOT = Path(__file__).resolve().parents[1]
MODULES = "assets/0123456789ab"
STAND_IN = '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done >> calls\nprintf "%s\\n" "--end--" >> calls\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A built site, and the stand-in first on the path."""
    for name in ("index.html", f"{MODULES}/shell.js"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).touch()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/aws").write_text(STAND_IN, "utf-8")
    (tmp_path / "bin/aws").chmod(0o755)
    return tmp_path


def upload(project: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """Run the recipe; give what it said and the calls it made."""
    environ = os.environ | {"PATH": f"{project / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    command = ["sh", str(ROOT / "deploy/upload.sh"), *words]
    result = subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, check=False)
    written = (project / "calls").read_text("utf-8") if (project / "calls").exists() else ""
    return result, [call.splitlines() for call in written.split("--end--\n") if call]


def values(call: list[str], option: str) -> list[str]:
    """The values of an option that may be given several times."""
    return [call[at + 1] for at, word in enumerate(call) if word == option]


def test_modules_come_before_pages_and_old_pages_go_last(project: Path) -> None:
    """No reader gets a page whose modules are not there; only what is no page any more is deleted, never modules."""
    result, calls = upload(project, "s3://bucket/")
    assert 0 == result.returncode, result.stderr
    assert [["s3", "sync", "site/", "s3://bucket/"]] * 5 == [call[:4] for call in calls]
    assert [f"{MODULES}/*"] == values(calls[0], "--include")
    assert ["*.html"] == values(calls[3], "--include")
    assert [False] * 4 + [True] == ["--delete" in call for call in calls]
    assert "assets/*" in values(calls[4], "--exclude")


def test_files_carry_the_cache_times_of_the_one_source(project: Path) -> None:
    """The folder that is named by its bytes is kept, everything else is asked for again."""
    _, calls = upload(project, "s3://bucket")
    assert [[headers.LONG], *[[headers.SHORT]] * 4] == [values(call, "--cache-control") for call in calls]
    assert ["text/html; charset=utf-8"] == values(calls[3], "--content-type")


def test_what_only_other_hosts_read_is_not_uploaded(project: Path) -> None:
    """Neither `_headers` nor compressed twins become public files."""
    _, calls = upload(project, "s3://bucket")
    left_out = {"*.br", "*.gz", "_headers", "_redirects"}
    assert [True] * 5 == [left_out <= set(values(call, "--exclude")) for call in calls]


def test_more_options_reach_every_call(project: Path) -> None:
    """--dryrun must not be forgotten in one of them; another store's address neither."""
    _, calls = upload(project, "s3://bucket", "--dryrun", "--endpoint-url", "https://store.invalid")
    assert [["--dryrun", "--endpoint-url", "https://store.invalid"]] * 5 == [
        [word for word in call[-4:] if word != "--delete"][-3:] for call in calls
    ]


@pytest.mark.parametrize(("words", "missing", "said"), [((), "", "写法："), (("s3://bucket",), "site/index.html", "make build")])
def test_a_wrong_call_uploads_nothing(project: Path, words: tuple[str, ...], missing: str, said: str) -> None:
    """Without a bucket or without a site there is one sentence."""
    if missing:
        (project / missing).unlink()
    result, calls = upload(project, *words)
    assert 0 != result.returncode
    assert said in result.stderr
    assert [] == calls

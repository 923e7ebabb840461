"""What a stranger relies on: locks, workflows, documents that agree with the files they speak of."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.browser.find import NAMES

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock", "requirements-weekly.lock")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
DOCUMENTS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "DEPENDENCIES.md", "CHANGELOG.md")
#: What a job may write, by its name.
MAY_WRITE = {"deploy": {"pages", "id-token"}, "review": {"issues"}, "comment": {"pull-requests"}}
#: An absolute path, not the path of an address. Both are written so that they do not find themselves.
MACHINE = re.compile(r"(?<![\w./-])/(?:work|root|home|opt|Users)/")
REGISTRY = re.compile(r"--(?:extra-)?index[-]url|/simple[/]|\b(?:pypi|pythonhosted|npmjs)[.]org")


def read(name: str) -> str:
    """Text of a file, by its path in the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def committed() -> list[Path]:
    """Every text file that git knows, for which the patterns make sense."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()]


def offenders(pattern: re.Pattern[str]) -> list[str]:
    """Lines of committed files that match, as `path:line: text`."""
    return [
        f"{file.relative_to(ROOT)}:{number}: {line[:80]}"
        for file in committed()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def locked(name: str) -> dict[str, list[str]]:
    """Package -> its versions in a lock, the one for the newest Python last."""
    versions: dict[str, list[str]] = {}
    for package, version in re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", read(name), re.MULTILINE):
        versions.setdefault(package, []).append(version)
    return versions


def required(*groups: str) -> list[str]:
    """Names of the direct dependencies in pyproject.toml, those of the site or of the named extras."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    lines = [line for group in groups for line in project["optional-dependencies"][group]]
    return sorted(re.split(r"[^\w-]", line)[0] for line in lines or project["dependencies"])


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    """Between a package and the next one stands at least one SHA-256."""
    entries = re.split(r"^(?=[a-z0-9])", read(name), flags=re.MULTILINE)[1:]
    assert len(entries) > 30
    assert [] == [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_address(name: str) -> None:
    """A lock installs from whatever registry the machine uses."""
    assert "://" not in read(name)


def test_each_lock_holds_the_one_before() -> None:
    """One install of the test lock serves the site too, one of the bench lock the tests; the weekly one changes nothing."""
    site, test, bench, weekly = (locked(name) for name in LOCKS)
    assert site.items() <= test.items() <= bench.items()
    assert site.items() <= weekly.items()
    assert {} == {name: versions for name, versions in weekly.items() if versions != test.get(name, versions)}


def test_the_environment_is_the_locked_one() -> None:
    """What runs these tests is what the lock says, so that a green run means something."""
    versions = locked("requirements.lock")
    installed = {name: importlib.metadata.version(name) for name in required()}
    assert {} == {name: version for name, version in installed.items() if version not in versions[name]}


def vendored() -> dict[str, str]:
    """Name -> version of the files of others that stand in the repository, as their own list says."""
    listed = read("docs/assets/javascripts/vendor/README.txt")
    return dict(re.findall(r"^([a-z]\w*)\.js\n(?:  .*\n)*?  version  (\S+)$", listed, re.MULTILINE))


def test_dependencies_are_all_explained() -> None:
    """DEPENDENCIES.md has a row for each direct dependency, with the locked version, and for what is vendored."""
    versions = locked("requirements-weekly.lock") | locked("requirements-bench.lock")
    rows = dict(re.findall(r"^\| ([a-z][\w-]*) \| (\S+) \|", read("DEPENDENCIES.md"), re.MULTILINE))
    direct = {name: versions[name][-1] for name in [*required(), *required("test", "bench", "weekly")]}
    assert direct | vendored() == rows


@pytest.mark.parametrize(
    "pattern", [pytest.param(MACHINE, id="machine-paths"), pytest.param(REGISTRY, id="registries")]
)
def test_no_file_knows_the_machine_it_was_written_on(pattern: re.Pattern[str]) -> None:
    """No absolute path and no registry stands in any committed file."""
    assert [] == offenders(pattern)


def test_the_search_for_such_paths_would_find_one() -> None:
    """A path of a machine is found, the same words inside an address are not."""
    path = "/".join(["", "root", "x"])
    assert MACHINE.search(f"see {path}")
    assert not MACHINE.search(f"see https://example.invalid{path}")


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_by_hash(file: Path) -> None:
    """Each action is named by a commit, with its version beside it for people."""
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert used
    assert [] == [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", line)]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_run_only_make_targets_that_exist(file: Path) -> None:
    """What fails on GitHub can be repeated here with the same words; each job ends by itself."""
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values()
    commands = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert [] == [line for line in commands if not line.startswith("make ")]
    assert set(" ".join(commands).split()) - {"make"} <= targets()
    assert [] == [job for job in jobs if "timeout-minutes" not in job]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_may_do_no_more_than_they_need(file: Path) -> None:
    """Reading is the default, no checkout keeps its token; to deploy and to open the issue, no more than that is written."""
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for name, job in workflow["jobs"].items():
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes == MAY_WRITE.get(name, set())
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] in ({"persist-credentials": False}, {"persist-credentials": False, "fetch-depth": 2})


def test_strangers_code_runs_without_secrets_and_what_may_write_runs_none_of_it() -> None:
    """Pull requests are checked in two stages: only the second may write, and it checks out nothing but the main branch."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in WORKFLOWS}
    assert [] == [name for name, text in texts.items() if "pull_request_target" in text or "secrets." in text]
    first, second = (yaml.safe_load(texts[name]) for name in ("pull-request", "comment"))
    assert first["name"] in second[True]["workflow_run"]["workflows"]  # YAML reads the key `on` as true
    assert [] == [job for job in first["jobs"].values() if "permissions" in job]
    steps = [step for job in second["jobs"].values() for step in job["steps"]]
    assert [{"persist-credentials": False}] == [step["with"] for step in steps if "checkout" in step.get("uses", "")]
    assert ["make comment"] == [step["run"] for step in steps if "run" in step]
    assert [] == [step for step in steps if "${{" in str(step.get("with", {}).get("script", ""))]


def test_the_workflows_have_no_known_weakness() -> None:
    """zizmor, offline and at its strictest, finds nothing: no injection, no token kept, no action without a hash."""
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert program, "没有 zizmor：先运行 make install-test"
    command = [program, "--offline", "--no-config", "--persona=auditor", "--no-progress", "--color=never", ".github"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 == result.returncode, result.stdout + result.stderr


def targets() -> set[str]:
    """Targets of the Makefile that `make help` lists."""
    return set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_only_targets_that_exist(name: str) -> None:
    """A `make` command in a document can be typed as it stands."""
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", read(name), re.MULTILINE))
    assert named <= targets()


def test_contributing_gives_the_command_behind_each_target() -> None:
    """Without make: every module that a target runs stands in CONTRIBUTING, and exists."""
    modules = set(re.findall(r"-m (hooks\.\w+)", read("Makefile")))
    assert modules == set(re.findall(r"-m (hooks\.\w+)", read("CONTRIBUTING.md")))
    assert [] == [name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").exists()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    """A relative link outside code names a file that is there."""
    linked = re.findall(r"\]\(([^):]+)\)", re.sub(r"`[^`\n]*`", "", read(name)))
    assert [] == [path for path in linked if not (ROOT / path).exists()]


def test_no_hook_bears_a_librarys_name() -> None:
    """MkDocs puts hooks/ first on the path: a file named like an installed module would hide it."""
    taken = {*importlib.metadata.packages_distributions(), *sys.stdlib_module_names}
    assert [] == [file.name for file in (ROOT / "hooks").glob("*.py") if file.stem in taken]


def test_the_ci_script_knows_the_same_browsers_as_the_tests() -> None:
    """Otherwise it would install a browser that is there, or none where the tests find none."""
    names = re.findall(r'for name in "\$\{CHROMIUM:-\}" (.*); do', read(".ci/run"))
    assert [" ".join(NAMES)] == names


def venv_with(tmp_path: Path, *pythons: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    """Ask make for a .venv on a machine whose only programs are sh, touch and these (name, script) Pythons."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "touch", "mkdir"):
        (programs / name).symlink_to(shutil.which(name))
    for name, script in pythons:
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    command = [shutil.which("make"), "-f", str(ROOT / "Makefile"), ".venv/made-stamp"]
    return subprocess.run(
        command, cwd=tmp_path, env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )


def test_make_says_what_is_missing_where_no_python_is_new_enough(tmp_path: Path) -> None:
    """An old Python and a launcher that leads nowhere are passed over; the message comes in two languages."""
    result = venv_with(tmp_path, ("python3", "exit 1"), ("python3.12", "exit 127"))
    assert result.returncode == 2
    assert "没有找到 3.11 或更新的 Python" in result.stderr
    assert "No Python >= 3.11" in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_takes_the_python_that_works(tmp_path: Path) -> None:
    """A launcher that leads nowhere does not hide a good Python behind it."""
    good = 'case "$1" in -m) echo "$0 $*" > made; mkdir .venv;; esac'
    result = venv_with(tmp_path, ("python3.13", "exit 127"), ("python3", good))
    assert result.returncode == 0
    assert (tmp_path / "made").read_text(encoding="utf-8").endswith("python3 -m venv .venv\n")

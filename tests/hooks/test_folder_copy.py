"""The copy for computers: links end in files, one classic script for all modules, data in scripts."""

import json
from base64 import b64encode
from pathlib import Path

import pytest

from hooks import folder_copy

SHELL = '<link rel="modulepreload" fetchpriority="low" href="../assets/0123456789ab/store.js">\n'
MODULES = "".join(
    f'<script type="module" fetchpriority="low" src="../assets/0123456789ab/{name}.js"></script>\n'
    for name in ("shell", "calc/form")
)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../rules/", "../rules/index.html"),
        ("rules/#a", "rules/index.html#a"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("#a", "#a"),
        ("a.json", "a.json"),
        ("https://example.invalid/a/", "https://example.invalid/a/"),
        ("tel:12378", "tel:12378"),
        ("mailto:a@example.invalid", "mailto:a@example.invalid"),
        ("/a/", "/a/"),
    ],
)
def test_only_links_to_folders_are_changed(link: str, expected: str) -> None:
    """Anchors, files, telephone numbers and other sites stay as they are."""
    assert f'<a href="{expected}">' == folder_copy.page(f'<a href="{link}">')


def test_one_script_stands_for_the_modules_of_a_page() -> None:
    """It comes once, from the same folder, and is told which modules the page uses; a page without modules gets none."""
    page = folder_copy.page(f"<head>\n{SHELL}{MODULES}<title>一</title></head>")
    script = '<script defer src="../assets/0123456789ab/all.js" data-modules="shell.js calc/form.js"></script>'
    assert f"<head>\n{script}\n<title>一</title></head>" == page
    assert "<title>一</title>" == folder_copy.page("<title>一</title>")


def test_data_stand_in_scripts(tmp_path: Path) -> None:
    """Text as text, whatever it holds; other bytes as base64; what only servers read stays out."""
    text = '{"a": "</script>\\u2028“"}'
    files = {
        "index.html": b"<p>",
        "search/meta.json": text.encode(),
        "assets/letter.docx": b"PK\x03",
        "letters/a.docx": b"PK\x04",
        "assets/0123456789ab/shell.js": b"",
        "offline/rules.html": b"<p>",
        **dict.fromkeys(("_headers", "sw.js", "404.html", "offline/a.txt", "offline/version.json", "index.html.br"), b""),
    }
    for name, data in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(data)
    written = tmp_path / "written"
    written.mkdir()
    (written / "one.js").write_text("export const one = 1;\n", "utf-8")
    found = dict(folder_copy.files(tmp_path / "site", written))
    assert {
        "index.html",
        "search/meta.json.js",
        "assets/letter.docx",
        "assets/letter.docx.js",
        "letters/a.docx",
        "offline/rules.html",
        "assets/0123456789ab/all.js",
    } == set(found)
    name, words = json.loads(f"[{found['search/meta.json.js'].decode()[len('siteFile('):-3]}]")
    assert ("search/meta.json", text) == (name, words)
    assert b64encode(b"PK\x03") in found["assets/letter.docx.js"]

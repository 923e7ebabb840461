"""Old addresses lead on, and addresses that readers have saved never break."""

from dataclasses import replace
from pathlib import Path

import pytest

from hooks import redirects
from hooks.content import Library, Redirect

ROOT = Path(__file__).resolve().parents[2]
RELEASES = sorted((ROOT / "tests/data").glob("sitemap-*.txt"))


def moved(library: Library, **pairs: str) -> Library:
    """The library with redirects from -> to."""
    listed = [Redirect.model_validate({"from": old, "to": new}) for old, new in pairs.items()]
    return replace(library, redirects=tuple(listed))


@pytest.mark.parametrize("file", RELEASES, ids=lambda file: file.stem)
def test_every_address_of_a_release_still_leads_somewhere(file: Path, built: Path) -> None:
    """A page that moves leaves a redirect (docs/_data/redirects.yaml) behind."""
    addresses = file.read_text("utf-8").split()
    assert addresses
    assert [] == [address for address in addresses if not (built / address.strip("/") / "index.html").is_file()]


def test_the_build_writes_what_hosts_read(built: Path) -> None:
    """`_redirects` and `_headers` stand at the root; the folder that may be kept for ever is there."""
    assert (built / "_redirects").is_file()
    lines = (built / "_headers").read_text("utf-8").splitlines()
    kept = [line.strip("/*") for line in lines if line.startswith("/assets/")]
    assert [True] == [(built / path).is_dir() for path in kept]


def test_an_old_address_becomes_a_page_that_leads_on(small: Library) -> None:
    """Also on a host that knows nothing of redirects, and below a path of a host."""
    found = redirects.files(moved(small, **{"old/place/": "rules/lending/", "gone/": ""}))
    assert b'url=../../rules/lending/"' in found["old/place/index.html"]
    assert small.pages["rules/lending.md"].meta.title.encode() in found["old/place/index.html"]
    assert b'href="../"' in found["gone/index.html"]
    assert b"/old/place/ /rules/lending/ 301\n/gone/ / 301\n" == found["_redirects"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("old/", "nowhere/", "broken-link"), ("rules/lending/", "", "duplicate-id"), ("old/", "rules/lending/", None)],
)
def test_a_redirect_to_nowhere_or_from_a_page_is_refused(small: Library, old: str, new: str, rule: str | None) -> None:
    """It must lead to a page, from an address that no page has."""
    assert [rule] * bool(rule) == [found for _, found, _ in redirects.faults(moved(small, **{old: new}))]


def test_two_redirects_of_one_address_are_refused(small: Library) -> None:
    """Both are named, so that an editor can choose."""
    one = Redirect.model_validate({"from": "old/", "to": ""})
    assert 2 == len(list(redirects.faults(replace(small, redirects=(one, one)))))


@pytest.mark.parametrize("address", ["/rules/", "rules", "../x/", "https://example.invalid/", '"><script>/', "a//"])
def test_an_address_of_another_form_is_refused(address: str) -> None:
    """Only paths below the site's root: nothing of a redirect can lead off the site or carry marks."""
    with pytest.raises(ValueError, match="pattern"):
        Redirect.model_validate({"from": address, "to": ""})

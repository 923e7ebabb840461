"""Are the registered addresses still there? `python -m hooks.links` (make links-out), over the network, once a week.

Asks for each official address of the register and of the channels; nothing of the site is sent along. It never stands
in the way of a change: hosts abroad are often refused, so a person opens what is listed here before changing it.
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from hooks import content
from hooks.content import Library, Place
from hooks.today import today

TRIES = 2
SECONDS = 20
AT_ONCE = 6
AGENT = "Mozilla/5.0 (link check)"


@dataclass(frozen=True)
class Answer:
    """What an address said: an HTTP status and where it led, or why there was no answer."""

    status: int | None
    address: str
    reason: str = ""


def addresses(library: Library) -> dict[str, Place]:
    """Give each official address that readers are led to, with the entry it stands in."""
    found: dict[str, Place] = {}
    for name, one in library.instruments.items():
        if one.official_url:
            found.setdefault(one.official_url, library.places["sources", name])
    for name, rule in library.rules.items():
        if rule.provision.official_url:
            found.setdefault(rule.provision.official_url, library.places["law", name])
    for name, channel in library.channels.items():
        if channel.url:
            found.setdefault(channel.url, library.places["channels", name])
    return found


def ask(address: str) -> Answer:
    """Open an address, at most TRIES times; an answer of its host counts, whatever it says."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})
    answer = Answer(None, address)
    for _ in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                return Answer(reply.status, reply.url)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.url or address)
        except (OSError, HTTPException, ValueError) as error:
            answer = Answer(None, address, str(getattr(error, "reason", error)) or type(error).__name__)
    return answer


def fault(asked: str, answer: Answer) -> str | None:
    """Say what a person should look at; None when the page is where it is registered."""
    if answer.status is None:
        return f"打不开（{answer.reason}）"
    if answer.status in (404, 410):
        return f"页面没有了（{answer.status}）"
    if answer.status >= 400:
        return f"不让看（{answer.status}），请在浏览器里打开核对"
    if answer.status >= 300:
        return f"转来转去，没有到一页（{answer.status}）"
    was, now = urlsplit(asked), urlsplit(answer.address)
    if was.path.strip("/") and not now.path.strip("/"):
        return f"转到了首页 {answer.address}，原来的页面多半没有了"
    if was.hostname != now.hostname:
        return f"转到了 {answer.address}"
    return None


def check(library: Library) -> Iterator[str]:
    """Ask for every address; yield a line for each that a person should look at, in the order of the files."""
    listed = sorted(addresses(library).items(), key=lambda one: (one[1], one[0]))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(ask, [address for address, _ in listed]))
    for (address, place), answer in zip(listed, answers, strict=True):
        said = fault(address, answer)
        if said:
            yield f"{place.path}:{place.line}: {address} {said}"


def main(words: list[str]) -> int:
    """Check the register of the current directory; return 0 when all is there, 1 when not, 2 when called wrongly."""
    if words:
        print("写法：python -m hooks.links", file=sys.stderr)
        return 2
    library, problems = content.collect(Path.cwd(), today(os.environ))
    if problems:
        print("数据有错，先改好（make check）", file=sys.stderr)
        return 1
    found = list(check(library))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"打开了 {len(addresses(library))} 个登记的官方网址，{len(found)} 个要人看一下。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The ranking of search.js once more, in Python, reading the same index files: the two must agree."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from hooks.search import shard_of, squeeze

MOST_TOKENS, MOST_TYPED, MOST_CHARACTERS = 16, 1000, 80


@dataclass
class Token:
    """A token of the query: what it says, and where it stands in which variant of the query."""

    weight: float = 0.0
    spots: list[tuple[int, int]] = field(default_factory=list)

    def stands_in(self, variant: int) -> bool:
        """Say whether the token is in this variant of the query."""
        return any(of == variant for of, _ in self.spots)


@dataclass
class Score:
    """What a page has gathered: the sum, how much of the query, whole aliases, and tokens held per variant."""

    held: list[int]
    total: float = 0.0
    covered: float = 0.0
    extra: float = 0.0
    urgent: bool = False


class Reference:
    """A second implementation of the site's search over the files of one index."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.meta = json.loads(files["search/meta.json"])

    def search(self, query: str, limit: int = 5) -> list[str]:
        """Return the addresses of the pages found, best first."""
        variants = self._variants(query)
        tokens = self._tokens(variants)
        found = self._ranked(variants, tokens)
        read: list[tuple[int, float, str]] = []
        wanted = limit
        while len(read) < len(found) and wanted > 0:
            read += [self._page(variants, *one) for one in found[len(read) : len(read) + wanted]]
            held = sum(one[0] > 0 or found[i][1] == 0 for i, one in enumerate(read))
            more = len(found) > len(read) and found[len(read)][1] > 0 and len(read) < 2 * limit
            wanted = limit - held if more else 0
        return [url for _, _, url in sorted(read, key=lambda one: (-one[0], -one[1]))][:limit]

    def _file(self, kind: str, number: int):
        return json.loads(self.files[f"search/{self.meta['version']}/{kind}/{number}.json"])

    def _variants(self, query: str) -> list[str]:
        typed = squeeze(query[:MOST_TYPED])[:MOST_CHARACTERS]
        meant = typed
        for wrong, right in self.meta["corrections"]:
            meant = meant.replace(wrong, right)
        return [typed] if meant == typed else [meant, typed]

    def _telling(self, text: str) -> list[float]:
        little = self.meta["weights"]["particle"]
        says = [little if character in self.meta["particles"] else 1.0 for character in text]
        for phrase in self.meta["asking"]:
            for at in range(len(text) - len(phrase) + 1):
                if text.startswith(phrase, at):
                    says[at : at + len(phrase)] = [little] * len(phrase)
        return says

    def _pieces(self, text: str) -> list[tuple[str, int]]:
        found = []
        for match in re.finditer(self.meta["piece"], text):
            run, at = match[0], match.start()
            if run.isascii() or len(run) == 1:
                found.append((run, at))
            else:
                found += [(run[i : i + 2], at + i) for i in range(len(run) - 1)]
        return found

    def _tokens(self, variants: list[str]) -> dict[str, Token]:
        known: dict[str, Token] = defaultdict(Token)
        for variant, text in enumerate(variants):
            says = self._telling(text)
            pieces = self._pieces(text)
            pairs = [piece for piece in pieces if len(piece[0]) > 1 or piece[0].isascii()]
            for token, at in pairs or pieces:
                weight = (0.5 if variant else 1.0) * says[at]
                weight *= 1.0 if token.isascii() else says[at + len(token) - 1]
                known[token].weight = max(known[token].weight, weight)
                known[token].spots.append((variant, at))
        return dict(sorted(known.items(), key=lambda entry: -entry[1].weight)[:MOST_TOKENS])

    def _entry(self, token: str) -> tuple[dict[int, int], dict[str, list[int]]]:
        entry = self._file("tokens", shard_of(token, self.meta["shards"])).get(token, "")
        posting, phrases = entry if isinstance(entry, list) else (entry, {})
        pages, fields, page = {}, 0, -1
        for tens, letter in re.findall(r"([0-9]*)([^0-9])", posting):
            if "a" <= letter <= "z":
                page += int(tens or 0) * 26 + ord(letter) - 97 + 1
                pages[page] = fields
            else:
                fields, page = self.meta["fields"].index(letter), -1
        return pages, phrases

    def _ranked(self, variants: list[str], tokens: dict[str, Token]) -> list[tuple[int, int, float]]:
        entries = {token: self._entry(token) for token in tokens}
        worths = {token: tokens[token].weight * self._rarity(len(entries[token][0])) for token in tokens}
        scores: dict[int, Score] = defaultdict(lambda: Score([0 for _ in variants]))
        for token, (pages, phrases) in entries.items():
            for page, fields in pages.items():
                self._add_token(scores[page], tokens[token], worths[token], fields)
            for phrase, holders in phrases.items():
                share = self._likeness(variants, tokens[token], phrase)
                for page in holders if share else []:
                    weight = sum(worths.get(part, 0) for part, _ in self._pieces(phrase))
                    scores[page].extra += share * weight * self.meta["weights"]["phrase"]
                    scores[page].urgent |= share == 1 and self.meta["kinds"][page] == self.meta["urgent"]
        asked = [sum(token.stands_in(i) for token in tokens.values()) for i in range(len(variants))]
        every = sum(worths.values())
        priors = self._priors(variants)
        order = [(-self._tier(s, asked), -self._total(page, s, every, priors), page) for page, s in scores.items()]
        return [(page, -tier, -total) for tier, total, page in sorted(order)]

    def _rarity(self, count: int) -> float:
        rare = math.log(1 + (self.meta["pages"] - count + 0.5) / (count + 0.5))
        return max(0.01, math.floor(rare * 1000 + 0.5) / 1000)

    def _add_token(self, score: Score, token: Token, worth: float, fields: int) -> None:
        weights = self.meta["weights"]
        bits = ((16, "title"), (8, "alias"), (4, "head"))
        impact = sum(weights[name] if fields & bit else 0 for bit, name in bits) + weights["body"][fields & 3]
        if not fields & 31:
            impact = weights["near"] if fields else weights["far"]
        score.total += worth * impact
        score.covered += worth
        for variant, held in enumerate(score.held):
            if fields & 31 and token.stands_in(variant):
                score.held[variant] = held + 1

    @staticmethod
    def _likeness(variants: list[str], token: Token, phrase: str) -> float:
        best = 0.0
        for variant, at in token.spots:
            part = variants[variant][at : at + len(phrase)]
            if part == phrase:
                return 1.0
            unlike = sum(a != b for a, b in zip(part, phrase, strict=False))
            if len(part) == len(phrase) > 2 and unlike == 1:
                best = 0.5
        return best

    @staticmethod
    def _tier(score: Score, asked: list[int]) -> int:
        if score.urgent:
            return 2
        return int(any(count and count == all_ for count, all_ in zip(score.held, asked, strict=True)))

    def _priors(self, variants: list[str]) -> list[float]:
        wish = self.meta["weights"]["wish"]
        asked = [any(word in text for word in words for text in variants) for words in self.meta["wishes"]]
        return [prior * (wish if asks else 1) for prior, asks in zip(self.meta["priors"], asked, strict=True)]

    def _total(self, page: int, score: Score, every: float, priors: list[float]) -> float:
        loose = self.meta["weights"]["loose"]
        share = loose + (1 - loose) * (score.covered / every)
        return (score.total * share + score.extra) * priors[ord(self.meta["kinds"][page]) - 97]

    def _page(self, variants: list[str], page: int, claimed: int, total: float) -> tuple[int, float, str]:
        head = self._file("pages", page)
        if claimed in (0, 2):
            return claimed, total, head["url"]
        named = [head["title"], *head["aliases"], head["description"], *head["headings"]]
        held = _holds(variants, named) or _holds(variants, self._file("texts", page).split("\n"))
        return int(held), total, head["url"]


def _holds(variants: list[str], lines: list[str]) -> bool:
    return any(variant in squeeze(line) for line in lines for variant in variants)

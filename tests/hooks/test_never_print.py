"""What the site never says as its own: what is refused, what may stand, and where a myth may be quoted.

The sentences stand in never_print.yaml, by the id of the myth.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from hooks import check_data, never_print
from hooks.content import Library

SENTENCES = yaml.safe_load((Path(__file__).parent / "never_print.yaml").read_text("utf-8"))
RIGHT = SENTENCES.pop("right")
MYTHS = [myth.id for myth in never_print.MYTHS]


def said(words: str) -> list[str]:
    """The ids of the myths that words say."""
    return [myth.id for myth, _ in never_print.in_words(words)]


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────


def test_every_myth_has_its_sentences() -> None:
    """Each myth has one id, at least three sentences that it refuses and three that it lets pass."""
    assert sorted(MYTHS) == sorted(SENTENCES)
    assert [] == [name for name, one in SENTENCES.items() if min(len(one["refuse"]), len(one["pass"])) < 3]


@pytest.mark.parametrize("name", MYTHS)
def test_a_myth_is_refused_in_any_wording(name: str) -> None:
    """Each sentence that says the myth is found, under the myth's own id."""
    assert [] == [sentence for sentence in SENTENCES[name]["refuse"] if name not in said(sentence)]


@pytest.mark.parametrize("name", MYTHS)
def test_a_correct_sentence_may_stand(name: str) -> None:
    """What turns the myth around, reports it, puts it in the past or gives its scope is not found by any myth."""
    assert [] == [(sentence, said(sentence)) for sentence in SENTENCES[name]["pass"] if said(sentence)]


def test_plain_correct_sentences_may_stand() -> None:
    """Sentences about the same matters, written as the pages write them, are not found."""
    assert [] == [(sentence, said(sentence)) for sentence in RIGHT if said(sentence)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("年化超过 24%，本金也不用还。", ["never-02-principal"]),
        ("年化超过 24%，不等于本金不用还。", []),
        ("这不是小事。年化超过 24%，本金也不用还。", ["never-02-principal"]),
        ("这不是小事，年化超过 24%，本金也不用还。", ["never-02-principal"]),
        ("年化超过 24%，本金也不用还吗？", []),
        ("他们说“年化超过 24%。本金也不用还。”", []),
        ("年化超过 ２４％，本金也不用还。", ["never-02-principal"]),
        ("逾期记录熬满五年就消失；旧账也一样。", ["never-08-five-years"]),
        ("网贷可以停息挂账，平台必须同意延期 6 个月。", ["never-12-interest-stop", "never-12-six-months"]),
    ],
)
def test_a_sentence_is_read_for_itself(words: str, found: list[str]) -> None:
    """A negation counts in its own clause, a question asserts nothing, a quotation belongs to who quotes it."""
    assert found == said(words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("广告里常见“包过”“秒批”，一看就关。", []),
        ("资料交了就包过。", ["unsafe-sure-approval"]),
        ("年化 36% 以内合法。", ["unsafe-36"]),
        ("“年化 36% 以内合法。”", ["unsafe-36"]),
    ],
)
def test_a_slogan_may_be_named_a_myth_may_not(words: str, found: list[str]) -> None:
    """Between quotation marks a slogan is a name; a whole assertion is still an assertion."""
    assert found == said(words)


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────


def in_page(body: str, library: Library) -> list[int]:
    """The lines of a page on which a myth is said."""
    return [finding.line for finding in never_print.in_page(body, library)]


def test_the_fence_for_myths_may_say_them(small: Library) -> None:
    """In ```myth the correction stands beside; an ```example is our own words."""
    myth = "网贷超过 24%，本金不用还。"
    assert [] == in_page(f"字。\n\n```myth claim:no-need-to-pay\n{myth}\n```\n", small)
    assert [5] == in_page(f"字。\n\n```example\n借 100 元。\n{myth}\n```\n", small)


def test_a_figure_counts_with_the_value_that_readers_see(small: Library) -> None:
    """The same words are wrong with one figure and right with another; a figure that is not known says nothing."""
    words = "所有网贷的利率上限都是 [这个数](fig:{})。"
    assert [1] == in_page(words.format("sample-line"), small)
    assert [] == in_page(words.format("sample-rate"), small)
    assert [] == in_page(words.format("no-such-figure"), small)


def test_the_words_of_links_count(small: Library) -> None:
    """A myth that runs through the label of a reference is found."""
    assert [1] == in_page("[本金](term:principal)也**不用还**。", small)


def test_the_line_of_a_text_is_counted(small: Library) -> None:
    """A finding in a text of several lines stands at its line, and says what to write instead."""
    (finding,) = never_print.in_text("第一行。\n\n利率太高，本金不用还。", small)
    assert (3, "never-print") == (finding.line, finding.rule)
    assert "never-02-principal" in finding.message
    assert "到手的本金和线以内的利息照还" in finding.message


def texts(library: Library) -> Iterator[str]:
    """Every text of the data that is read for myths."""
    return (words for _, words in check_data.texts(library, never_print.QUOTING))


def test_quoting_fields_are_left_out(small: Library) -> None:
    """What others say stands in its own fields and is not read; the correction beside it is."""
    claim, card = small.claims["no-need-to-pay"], small.reply_cards["pay-now"]
    read = set(texts(small))
    assert not {claim.claim, card.collector_says, *card.variants} & read
    assert {claim.title, claim.why, claim.right, card.means, card.why, card.reply} <= read


# ── Addresses ────────────────────────────────────────────────────────────────────────────────────────

RELEASED = frozenset({"https://www.gov.test/rules/1", "https://a.court.org.cn"})


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.test/rules/2", "https://www.gov.test", "http://a.court.org.cn/x", "www.loans.com", "loans.com",
        "//evil.example.com", "court.com.cn", "https://A.COURT.org.cn.evil.com/",
    ],
)  # fmt: skip
def test_an_address_that_nobody_released_is_found(address: str) -> None:
    """Another page of an official site, another site, and a site named without https:// are all refused."""
    assert [2] == [finding.line for finding in never_print.links(f"字。\n看 {address} 。", RELEASED)]


@pytest.mark.parametrize(
    "words",
    [
        "[原文](https://www.gov.test/rules/1)", "看 https://www.gov.test/rules/1/ 。", "官网 a.court.org.cn",
        "官网 www.court.org.cn", "写信到 someone@example.com", "见 page.md 和 data.yaml",
    ],
)  # fmt: skip
def test_what_is_released_may_stand(words: str) -> None:
    """Released addresses, the name of a site that has one, mail and file names pass."""
    assert [] == [finding.message for finding in never_print.links(words, RELEASED)]


def test_the_register_releases_its_addresses(real: Library) -> None:
    """Channels and official texts are released, as they are written or with a slash more."""
    addresses = never_print.released(real)
    assert "https://zxfw.court.gov.cn" in addresses
    assert all(one.startswith("http") or "://" not in one for one in addresses)
    assert not any(one.endswith("/") for one in addresses)

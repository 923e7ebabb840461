"""Blocks: what stands in the place of a fence."""

import re
from dataclasses import replace
from html import unescape

import pytest

from hooks import assemble, blocks
from hooks.assemble import Settings, Site
from hooks.content import Evidence, Library
from hooks.extension import Request
from hooks.render import Context


@pytest.fixture
def page(site: Site) -> Context:
    """A page that is being rendered."""
    return site.begin("rules/lending.md")


def asked(page: Context, kind: str, words: str = "", body: str = "") -> str:
    """Ask for a block on line 3 of the page."""
    return str(blocks.render(Request(kind, tuple(words.split()), body, 3), page))


GOOD = {
    "rate-table": ("rates", "", "样例利率表"),
    "checklist": ("before", "", "要你先交钱吗？"),
    "channels": ("crisis", "", "有危险马上打。"),
    "myth": ("claim:no-need-to-pay", "不用还。", "超出的利息可以不付，本金照还。"),
    "example": ("", "借 100 元。", "<p>借 100 元。</p>"),
    "claims": ("no-need-to-pay", "", "利率太高就不用还，不对"),
    "provision": ("civil-code-670", "", "利息不得预先扣掉"),
    "verdict": ("no-need-to-pay", "", "不实"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_block_shows_its_data(kind: str, page: Context) -> None:
    """Each kind prints what the data say, without a problem."""
    words, body, expected = GOOD[kind]
    assert expected in asked(page, kind, words, body)
    assert [] == page.problems


@pytest.mark.parametrize("kind", sorted(set(GOOD) - {"example"}))
def test_a_block_without_its_name_says_what_to_write(kind: str, page: Context) -> None:
    """The fence alone is a mistake on its line, and nothing is printed."""
    assert "" == asked(page, kind)
    assert [("docs/rules/lending.md", page.place.line + 2, "bad-block")] == [
        (one.path, one.line, one.rule) for one in page.problems
    ]
    assert "后面要写" in page.problems[0].message


@pytest.mark.parametrize(
    ("kind", "words", "hint"),
    [
        ("rate-table", "rate", "你是不是要写 rates"),
        ("checklist", "befor", "你是不是要写 before"),
        ("channels", "1237", "你是不是要写 12378"),
        ("myth", "claim:no-need-to-pa", "你是不是要写 no-need-to-pay"),
        ("myth", "law:civil-code-67", "你是不是要写 civil-code-67"),
        ("claims", "zzz", "已有的说法核查：no-need-to-pay"),
        ("provision", "zzz", "已有的规则："),
    ],
)
def test_an_unknown_name_gets_a_proposal(kind: str, words: str, hint: str, page: Context) -> None:
    """The nearest name, or the names there are."""
    assert "" == asked(page, kind, words)
    assert "unknown-block" == page.problems[0].rule
    assert hint in page.problems[0].message


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("form: 2026-10-01", 4, "你是不是要写 “from”"),
        ("\nfrom: 十月", 5, "应是日期"),
        ("from: a: b", 4, "多了一个冒号"),
        ("- 1", 4, "类型不对"),
    ],
)
def test_a_wrong_option_is_shown_on_its_own_line(body: str, line: int, words: str, page: Context) -> None:
    """The line is that of the option, not that of the fence."""
    assert "" == asked(page, "rate-table", "rates", body)
    assert page.place.line + line - 1 == page.problems[0].line
    assert words in page.problems[0].message


def test_blocks_without_options_take_none(page: Context) -> None:
    """Words inside a checklist fence would be lost: they are refused."""
    assert "" == asked(page, "checklist", "before", "from: 2026-01-01")
    assert "bad-block" == page.problems[0].rule


def test_a_table_can_begin_later(page: Context) -> None:
    """`from` keeps the rows of the day and later."""
    assert "2026-02-01" in asked(page, "rate-table", "rates")
    assert "2026-02-01 至" not in asked(page, "rate-table", "rates", "from: 2026-10-20")


def test_channels_by_name_and_by_group(page: Context) -> None:
    """Names keep their order; a group brings its title and its guidance."""
    listed = asked(page, "channels", "12378 110")
    assert listed.index("样例热线") < listed.index("报警电话")
    assert 'aria-label="撑不住的时候"' in asked(page, "channels", "crisis")


def test_a_myth_may_be_answered_by_a_rule(page: Context) -> None:
    """The rule's own words are the truth, and its card is on the page."""
    html = asked(page, "myth", "law:civil-code-670", "先扣掉的利息也要还。")
    assert "按实际到手的数额还" in html
    assert "card-law-civil-code-670" in page.cards


def test_what_circulates_is_never_html(page: Context) -> None:
    """The words of a myth are words."""
    assert "<b>" not in asked(page, "myth", "claim:no-need-to-pay", "<b>不用还</b>")


def test_an_example_knows_tables_and_references(page: Context) -> None:
    """A worked example may cite; a mistake in it is reported on the page."""
    html = asked(
        page, "example", "", "| 项 | 钱 |\n| --- | --- |\n| [利率值](fig:sample-rate) | 100 |\n\n<b>字</b>"
    )
    assert "3.1%" in html
    assert "<b>" not in html
    asked(page, "example", "", "见 [规则](law:none)。\n\n[字](javascript:x)")
    assert ["unknown-reference", "unsafe-link"] == [one.rule for one in page.problems]
    assert page.place.line + 2 + 3 == page.problems[1].line


def test_a_rule_is_cited_and_shown_with_its_state(page: Context) -> None:
    """The word behind a rule that is not in force comes from its dates, not from the page."""
    written = str(page.link("law", "old-rules-26", "旧规定", "历史"))
    assert '<span class="was">（已被取代）</span>' in written
    assert "历史" not in written
    assert "was" not in str(page.link("law", "civil-code-670", "民法典"))


def test_a_reference_that_cannot_stand_prints_its_words_only(page: Context) -> None:
    """No link into the void: the label stays, the problem is noted."""
    assert "<span>旧规定</span>" == page.link("law", "old-rules-26", "旧规定")
    assert "<span>&lt;b&gt;</span>" == page.link("law", "none", "<b>")
    assert ["not-in-force", "unknown-reference"] == [one.rule for one in page.problems]


def test_a_card_is_made_once(page: Context) -> None:
    """Ten mentions of a rule are one card at the end of the page."""
    for _ in range(3):
        page.link("law", "civil-code-670", "民法典")
        page.link("channel", "12378", "12378")
    assert ["card-law-civil-code-670", "card-channel-12378"] == list(page.cards)


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (Evidence(url="https://www.example.invalid/a/b?c=d"), "www.example.invalid"),
        (Evidence(mirrors=3), "另见 3 处转载（不作外链）"),
        (Evidence(source="全文"), "全文"),
        (Evidence(note="说明"), "说明"),
    ],
)
def test_evidence_is_named_not_linked(piece: Evidence, words: str) -> None:
    """Where a fact was read is said in words: a host, a count, a text."""
    assert words == piece.named


def test_fact_checks_of_a_topic_come_worst_first(real: Library) -> None:
    """A guide may ask for a topic; the most harmful come first, and no more than can be read."""
    site = assemble.site(real, Settings())
    page = site.begin("rules/collection.md")
    html = blocks.render(Request("claims", ("topic:collection",), "", 1), page)
    titles = re.findall(r'<li><a href="[^"]*">([^<]+)</a>', html)
    by_title = {claim.title: claim for claim in real.claims.values()}
    severities = [blocks.SEVERITY.index(by_title[unescape(title)].severity) for title in titles]
    assert blocks.MOST_CLAIMS == len(titles)
    assert sorted(severities) == severities
    assert {"collection"} == {by_title[unescape(title)].topic for title in titles}
    assert [] == page.problems


def test_a_topic_that_is_none_gets_a_proposal(real: Library) -> None:
    """A misspelt topic is an error with the nearest one."""
    page = assemble.site(real, Settings()).begin("rules/collection.md")
    blocks.render(Request("claims", ("topic:colection",), "", 3), page)
    assert "你是不是要写 collection ？" in page.problems[0].message


def test_a_provision_says_once_what_its_page_says(page: Context) -> None:
    """The first day of the whole text is on top of its page; a source is named once, and the only one needs no 另见."""
    rule = page.library.rules["civil-code-670"]
    twice = (Evidence(mirrors=3), Evidence(mirrors=3))
    provision = rule.provision.model_copy(update={"evidence": twice, "lenders": ("any",)})
    page.library = replace(page.library, rules={rule.id: replace(rule, provision=provision)})
    html = asked(page, "provision", rule.id)
    assert "看过：3 处转载（不作外链）</dd>" in html
    assert "施行" not in html
    assert "放款人" not in html

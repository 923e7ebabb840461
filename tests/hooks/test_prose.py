"""The words of a page, read as prose."""

import pytest

from hooks import prose


def lines(findings) -> list[int]:
    """The lines of findings."""
    return [one.line for one in findings]


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def test_headings_have_level_words_and_id() -> None:
    """Headings outside fences, with the id and without the braces."""
    body = "# 一\n\n## 二 {#two}\n\n```text\n## 不是\n```\n\n### 三 {#three .rows}\n### 四 {.rows}"
    assert [
        (1, 1, "一", None), (3, 2, "二", "two"), (9, 3, "三", "three"), (10, 3, "四", None),
    ] == [(one.line, one.level, one.text, one.id) for one in prose.headings(body)]  # fmt: skip


def test_paragraphs_end_where_readers_see_them_end() -> None:
    """Blank lines, list items, headings, quotations and table rows divide; wrapped lines belong together."""
    body = '一句\n还是一句\n- 甲\n- 乙\n  还是乙\n## 部分\n段落\n> 引用\n\n| 表 | 格 |\n\n!!! note "题"\n    里面'
    assert [
        "一句 还是一句", "甲", "乙 还是乙", "部分", "段落", "引用", "表  格", "题", "里面",
    ] == [one.words for one in prose.paragraphs(body)]  # fmt: skip


def test_a_paragraph_knows_its_part() -> None:
    """The part is the H2 above; an H3 does not end it."""
    parts = {
        one.words: one.part
        for one in prose.paragraphs("前\n\n## 甲\n\n一\n\n### 细\n\n二\n\n## 乙 {#b}\n\n三")
    }
    assert {"前": "", "甲": "甲", "一": "甲", "细": "甲", "二": "甲", "乙": "乙", "三": "乙"} == parts


def test_words_are_what_readers_see() -> None:
    """Labels instead of links; marks, braces and pictures' addresses go."""
    assert "看 民法典 和 图，粗" == prose.readable("- 看 [民法典](law:a) 和 ![图](a.png){.wide}，**粗**")


def test_sentences_end_with_their_marks() -> None:
    """。！？； end a sentence, a comma does not."""
    assert ["一，二。", "三！", "四；", "五"] == prose.sentences("一，二。三！四；五")


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        "年利率 24%", "２４％", "千分之 5‰", "百分之二十四", "四倍以上是 4 倍", "第 670 条", "第六百七十条", "第八十二条之一",
        "22:00 以后", "晚上 9 点以后", "早上 8 点前", "15 日内", "3 个工作日", "十五日内", "三个工作日", "五年内",
        "3 年", "12 个月内", "30 天内", "24 小时内", "每天 3 次", "不得超过三次", "2020 年 8 月 20 日", "2020-08-20", "5 万元",
    ],
)  # fmt: skip
def test_a_legal_figure_is_found_in_prose(words: str) -> None:
    """Rates, multiples, articles, hours, terms, counts, days and amounts, in digits or in Chinese numerals."""
    assert [1] == lines(prose.bare_figures(f"这里写着{words}，请看。"))[:1]


@pytest.mark.parametrize(
    "words",
    [
        "四倍 LPR", "打 12378", "三件事", "第一步", "一次还清", "每天看两次", "百分之一", "2026 版指引", "GB/T 45251-2025",
        "[民法典第670条](law:civil-code-670)", "[四倍值](fig:private-lending-cap)", "`24%`", "前三天", "一年期",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(words: str) -> None:
    """Phone numbers, steps, names of rules, code and references are not figures of the law."""
    assert [] == lines(prose.bare_figures(f"这里写着{words}，请看。"))


def test_examples_may_hold_figures() -> None:
    """What stands in a fence is made up or shown, and the line after it is looked at again."""
    assert [5] == lines(prose.bare_figures("```example\n24%\n```\n\n36%"))


def test_the_label_of_an_ordinary_link_is_prose() -> None:
    """A figure does not become right by being clickable."""
    assert [1] == lines(prose.bare_figures("[24% 是什么](../rules/a.md)"))


# ── Duties ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("你有权拒绝。", True),
        ("机构不得泄露。", True),
        ("你有权拒绝（[民法典第1033条](law:a)）。", False),
        ("每天不得超过 [次数](fig:b)。", False),
        ("有人说这样违法（[核查](claim:c)）。", False),
        ("看 [词](term:d)，不得泄露。", True),
        ("先备好材料。", False),
        ("## 不得做的事", False),
    ],
)
def test_a_duty_needs_a_rule(words: str, found: bool) -> None:
    """Whoever says 应当, 不得, 有权 names the rule, the figure or the fact-check; headings need not."""
    assert found == bool(list(prose.unreferenced(words)))


# ── Form ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "html", ["<b>字</b>", "<br>", "<br/>", '<a href="x">', "</div>", "<!-- 注 -->", "<my-tag>"]
)
def test_html_is_found(html: str) -> None:
    """Tags and comments would be printed as they are: they are a mistake."""
    assert [2] == lines(prose.raw_html(f"字\n{html}"))


@pytest.mark.parametrize(
    "words", ["3 < 5", "a<b", "`<b>`", "```text\n<b>\n```", "<https://example.invalid/>", "->"]
)
def test_what_is_no_html_is_left_alone(words: str) -> None:
    """Comparisons, code and addresses in brackets are fine."""
    assert [] == lines(prose.raw_html(words))


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\u200b", "看不见"), ("\ufeff", "看不见"), ("\u00ad", "看不见"), ("\ue000", "私用区"), ("\x07", "控制"),
        ("\u2f00", "形近"), ("\uf900", "形近"), ("\u0430", "形近"), ("\u03b1", "形近"),
        ("\u00a0", "空白"), ("\u2009", "空白"), ("\u3164", "空白"), ("\u2028", "换行"), ("\ufe0f", "叠加"), ("\u0301", "叠加"),
        ("\U0001d7cf", "形近"), ("\u2215", "形近"),
    ],
)  # fmt: skip
def test_odd_characters_are_found(character: str, words: str) -> None:
    """Characters that nobody sees, or that look like others, break search and reading aloud; fences included."""
    findings = list(prose.odd_characters(f"字\n```text\n{character}\n```"))
    assert [3] == lines(findings)
    assert words in findings[0].message


def test_ordinary_characters_are_not_odd() -> None:
    """Han characters, full-width marks, arrows and boxes are what pages are made of."""
    assert [] == list(prose.odd_characters("汉字，Ａ １ → □ ✓ “引” — … · 〔2020〕\n"))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("打12378电话", "打 12378 电话"), ("年利率 24 %", "4%"), ("先看合同,再签", "先看合同，再签")],
)
def test_typography_says_how_to_write(written: str, wanted: str) -> None:
    """Spaces between Chinese and digits, none before %, full-width marks."""
    assert wanted in next(prose.typography(written)).message


@pytest.mark.parametrize(
    "words",
    [
        "民法典第670条",
        "法释〔2020〕17号",
        "GB/T 45251-2025",
        "[LPR四倍](fig:a)",
        "`a,b`",
        "先看 12378，再打。",
    ],
)
def test_names_of_rules_keep_their_own_writing(words: str) -> None:
    """Articles, document numbers, references and code stay as they are."""
    assert [] == list(prose.typography(words))


def test_a_long_paragraph_is_counted_without_blanks_and_links() -> None:
    """120 characters pass, 121 do not; addresses and blanks are not read."""
    exact = "一" * 59 + "。 " + "二" * 58 + "[三三](../rules/a-long-address.md)"
    assert [] == [one for one in prose.reading(exact) if one.rule == "long-paragraph"]
    assert [1] == [one.line for one in prose.reading(exact + "四") if one.rule == "long-paragraph"]


def test_the_average_sentence_is_that_of_the_page() -> None:
    """One long sentence among short ones passes; a page of them does not. Headings and tables do not count."""
    long, short = "字" * 40 + "。", "字" * 10 + "。"
    assert [] == list(prose.reading(f"{long}\n\n{short}\n\n{short}"))
    assert ["long-sentences"] == [
        one.rule for one in prose.reading(f"{long}\n\n{long}\n\n## 短\n\n| 短 | 短 |")
    ]


def test_the_title_of_another_page_states_nothing() -> None:
    """期限 in a link's title needs no rule; beside the link it does; who has 权限 has no right."""
    assert [] == list(prose.unreferenced("看 [期限表](../tools/deadlines.md)。给有权限的人。"))
    assert [1] == [one.line for one in prose.unreferenced("看 [期限表](../tools/deadlines.md)，过了期限就晚了。")]
    assert [[1]] * 3 == [
        [one.line for one in prose.unreferenced(words)] for words in ("你有权拒绝。", "他无权冻结。", "合同无效。")
    ]

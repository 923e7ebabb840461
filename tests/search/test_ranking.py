"""What a reader gets for a query: the site's own search.js over small invented sites."""

import random
from dataclasses import replace

import brotli
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hooks.search import Document, build, squeeze, tokens
from tests.search.corpus import corpus
from tests.search.engine import Engine

WORD = "蓝鲸账本"  # stands nowhere else


def found(query: str, *documents: Document, limit: int = 5, **options: object) -> list[str]:
    """Return the addresses found in a site of `documents` and twenty pages about other things."""
    engine = Engine(build([*documents, *corpus(20)], **options))
    return [result["url"] for result in engine.search(query, limit)]


def page(url: str, **fields: object) -> Document:
    """Return a guide with the given fields and something else in all others."""
    return Document(url, **{"title": "别的事", "kind": "step", "text": "这一页讲别的事。", **fields})


def test_names_come_before_headings_before_text():
    """The same words count by where they stand: first where an editor wrote what readers say, then in a title."""
    documents = [
        page("text/", text=f"先说别的。再说{WORD}是什么。{WORD}不是书。"),
        page("heading/", headings=("怎么准备", f"拿出{WORD}来")),
        page("alias/", aliases=(f"旧的{WORD}",)),
        page("title/", title=f"拿到{WORD}以后"),
    ]
    assert ["/alias/", "/title/", "/heading/", "/text/"] == found(WORD, *documents)


def test_a_description_counts_like_a_heading():
    """The short answer of a page is read with its headings."""
    documents = [page("text/", text=f"{WORD}，{WORD}，{WORD}。"), page("answer/", description=f"先找到{WORD}。")]
    assert ["/answer/", "/text/"] == found(WORD, *documents)


def test_a_whole_alias_comes_first():
    """An editor who writes a word as alias means: whoever types just this wants this page."""
    documents = [page("title/", title=f"法院怎样看{WORD}", kind="law"), page("alias/", aliases=(WORD,))]
    assert ["/alias/", "/title/"] == found(WORD, *documents)


def test_a_page_with_the_exact_words_comes_before_one_with_its_pairs():
    """Pairs that stand apart are not the phrase."""
    documents = [page("pairs/", title="先还款，款项表", text="还款和款项表，还款和款项表。"), page("exact/", text="看还款项目。")]
    assert "/exact/" == found("还款项", *documents)[0]


def test_a_page_that_only_seemed_to_hold_the_query_stands_by_its_score():
    """It holds all pairs of the query, but apart: it does not come before the page whose alias is in the query."""
    documents = [page("pairs/", text="蓝鲸，鲸账，账本，本还，还款。"), page("alias/", aliases=(WORD,))]
    assert ["/alias/", "/pairs/"] == found(f"{WORD}还款", *documents)[:2]


@pytest.mark.parametrize("query", ["蓝鲸帐本", "藍鯨账本", "蓝 鲸 账 本", "《蓝鲸账本》", "请问蓝鲸账本怎么办呢？"])
def test_other_ways_of_writing_find_the_page(query: str):
    """Old forms, spaces, punctuation and the words of asking do not hide a page."""
    assert "/a/" == found(query, page("a/", text=f"这里有{WORD}。"))[0]


@pytest.mark.parametrize("query", ["iou 2025", "ＩＯＵ", "IOU２０２５"])
def test_words_and_numbers_are_found_in_any_width_and_case(query: str):
    """Latin words and digits are whole tokens."""
    assert ["/a/"] == found(query, page("a/", text="借条（IOU）2025 年起"))[:1]


def test_a_known_slip_finds_what_was_meant():
    """预期 is typed for 逾期; the page that really says 预期 is still found."""
    documents = [page("meant/", text="已经逾期三天。"), page("typed/", text="写明预期三天到账。")]
    assert {"/meant/", "/typed/"} == set(found("预期三天", *documents, corrections=[("预期", "逾期")])[:2])


def test_one_wrong_character_in_an_alias_is_forgiven():
    """蓝鲸帐薄 is near enough to an alias; the page comes first."""
    assert "/a/" == found("我的蓝鲸账薄", page("a/", aliases=(WORD,)))[0]


def test_a_page_is_found_by_the_other_words_for_the_same_thing():
    """Colloquial and formal words lead to each other, both ways."""
    synonyms = [("海豚来电", WORD)]
    assert ["/a/"] == found("海豚来电", page("a/", title=f"收到{WORD}"), synonyms=synonyms)[:1]
    assert ["/a/"] == found(WORD, page("a/", text="这叫海豚来电。"), synonyms=synonyms)[:1]


def test_one_character_finds_titles():
    """The first character typed already shows something."""
    assert ["/a/"] == found("鲸", page("a/", title="蓝鲸"))


def test_the_guide_comes_before_the_register_when_all_else_is_equal():
    """A reader looks for what to do, the law stands behind it."""
    documents = [page(f"{kind}/", kind=kind, title=f"关于{WORD}") for kind in ("law", "index", "situation")]
    assert ["/situation/", "/index/", "/law/"] == found(WORD, *documents)


def test_a_word_for_a_letter_brings_the_letter_first():
    """模板 asks for something to fill in; without such a word the guide comes first."""
    documents = [page(f"{kind}/", kind=kind, title=f"{WORD}的申请") for kind in ("letter", "situation")]
    assert ["/situation/", "/letter/"] == found(WORD, *documents)
    assert ["/letter/", "/situation/"] == found(f"{WORD}模板", *documents)


def test_the_page_for_despair_comes_before_any_other_with_the_same_words():
    """Whoever types that they want to die sees who listens, not a guide to family talks."""
    documents = [
        page("guide/", kind="step", title="活不下去时怎么说", aliases=("活不下去", "活不下去了")),
        page("crisis/", kind="crisis", aliases=("活不下去",)),
    ]
    assert "/crisis/" == found("我真的活不下去了", *documents)[0]


def test_result_is_text_with_places_to_mark():
    """Marks are pairs of places in the text, so that nothing has to be parsed as HTML."""
    filler = "别的话，" * 40
    engine = Engine(build([page("a/", text=f"{filler}这里有蓝鲸，账本。{filler}")]))
    [result] = engine.search(WORD)
    assert {"title", "url", "kind", "text", "marks"} == set(result)
    assert ["蓝鲸，账本"] == [result["text"][start:end] for start, end in result["marks"]]
    assert result["text"].startswith("…")
    assert len(result["text"]) <= 66


def test_a_fact_check_shows_its_answer_and_not_the_myth():
    """Whoever types the myth reads the truth, though the page quotes the myth word for word."""
    check = page("a/", kind="fact-check", description="这不对。", text=f"有人说{WORD}会飞。")
    [result] = Engine(build([check])).search(f"{WORD}会飞")
    assert "这不对。" == result["text"]


def test_markup_in_a_page_stays_text_in_the_result():
    """A page that shows code gives its code as characters."""
    [result] = Engine(build([page("a/", text=f"{WORD} <img src=x onerror=alert(1)>")])).search(WORD)
    assert f"{WORD} <img src=x onerror=alert(1)>" == result["text"]


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>", "逾期" * 100_000, "\u202eهل أنت\u202c", "。，！？——…", "", "   \n", "\0\ud800",
        "__proto__ constructor toString", "😀😀", "${alert(1)}", "'; DROP TABLE", "%00%ff", "a" * 5000,
    ],
    ids=range(13),
)  # fmt: skip
def test_a_hostile_query_is_answered_cleanly(query: str):
    """Whatever is typed, the answer is a list of pages of this site."""
    documents = corpus(20)
    results = Engine(build(documents)).search(query)
    assert {"/" + document.url for document in documents} >= {result["url"] for result in results}


def test_names_of_the_language_itself_are_only_words():
    """A query for `constructor` must not reach into JavaScript's own objects."""
    assert ["/a/"] == found("constructor", page("a/", text="the constructor of a loan"))


@pytest.fixture(scope="module")
def site() -> tuple[list[Document], Engine]:
    """A site of 120 pages of few sentences: many pages hold the same words in other orders."""
    documents = corpus(80)
    return documents, Engine(build(documents))


@pytest.fixture(scope="module")
def lines(site: tuple[list[Document], Engine]) -> dict[str, list[str]]:
    """The squeezed lines of each page of that site, by address."""
    return {
        "/" + document.url: [
            squeeze(line)
            for line in (
                document.title, document.description, *document.aliases, *document.headings,
                *document.text.split("\n"),
            )
        ]
        for document in site[0]
    }  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(number=st.integers(0, 79), row=st.integers(0, 9), start=st.integers(0, 30), length=st.integers(2, 24))
def test_no_page_with_the_exact_phrase_is_missing(
    site: tuple[list[Document], Engine], lines: dict[str, list[str]], number: int, row: int, start: int, length: int
):
    """Any phrase of a page, as typed with or without its punctuation, finds all pages that hold it, before others."""
    documents, engine = site
    rows = documents[number].text.split("\n")
    line = rows[row % len(rows)]
    phrase = line[start : start + length]
    found = [token for token in tokens(phrase) if len(token) > 1 or token.isascii()]
    assume(found and set(found) <= set(tokens(line)))  # half a word or a lone character is no phrase
    held = {url for url in lines if any(squeeze(phrase) in one for one in lines[url])}
    results = [result["url"] for result in engine.search(phrase, len(documents))]
    assert held == set(results[: len(held)])


def test_a_phrase_of_one_page_among_five_hundred_comes_first():
    """Planted once, deep in a text whose parts are everywhere."""
    documents = corpus(500)
    documents[250] = page("planted/", text="先别慌，先把律师的电话记在纸上，再去银行请求结清。" + documents[250].text)
    engine = Engine(build(documents))
    for query in ("律师的电话记在纸上", "记在纸上，再去银行", "去银行请求结清"):
        assert "/planted/" == engine.search(query)[0]["url"]


def test_nothing_is_read_before_the_first_query_and_nothing_twice():
    """A reader who never searches pays nothing; typing on costs only what is new."""
    engine = Engine(build(corpus(50)))
    assert [] == engine.fetched
    engine.search("催收电话")
    first = len(engine.fetched)
    engine.search("催收电话")
    assert first == len(engine.fetched)
    assert engine.fetched == engine.stats()["paths"]
    assert len(engine.fetched) == engine.stats()["requests"]


def test_stats_count_bytes():
    """The figure is what the files hold, uncompressed."""
    files = build(corpus(20))
    engine = Engine(files)
    engine.search("结清证明")
    assert sum(len(files[path]) for path in engine.fetched) == engine.stats()["bytes"]


def test_a_site_published_anew_while_reading_is_searched_anew():
    """The old postings are gone: the new meta.json is fetched and the query answered from it."""
    files = dict(build(corpus(20)))
    engine = Engine(files)
    engine.search("结清证明")
    files.clear()
    files.update(build([page("new/", title=WORD)]))
    assert ["/new/"] == [result["url"] for result in engine.search(WORD)]


def test_without_a_network_the_search_says_so():
    """It rejects, once, and works again when the files can be read."""
    files: dict[str, bytes] = {}
    engine = Engine(files)
    with pytest.raises(AssertionError, match="404 search"):
        engine.search(WORD)
    files.update(build([page("a/", title=WORD)]))
    assert 1 == len(engine.search(WORD))


def test_the_first_query_with_five_results_costs_less_than_60_kilobytes():
    """Compressed as a host would send it, on 300 pages of about 1,500 characters made of 150 words."""
    dice = random.Random(3)
    words = ["".join(chr(dice.randrange(0x4E00, 0x5400)) for _ in range(2)) for _ in range(150)]
    documents = [replace(d, text=f"{d.text}\n{''.join(dice.choices(words, k=700))}") for d in corpus(300)]
    files = build(documents)
    for query in ("停息挂账", "催收打电话到家里，银行卡被冻结了怎么办", "综合融资成本 IRR 15.4%"):
        engine = Engine(files)
        assert 5 == len(engine.search(query))
        assert 60_000 >= sum(len(brotli.compress(files[path], quality=5)) for path in engine.fetched)

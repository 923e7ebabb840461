"""The search index as Python builds it, and that search.js reads and ranks it the same way."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks import search
from hooks.search import Document, build, fold, shard_of, squeeze, text_of, tokens
from tests.search.corpus import SENTENCES, corpus
from tests.search.engine import Engine
from tests.search.reference import Reference

CORRECTIONS = [("预期", "逾期"), ("挂帐", "挂账")]
SYNONYMS = [("爆通讯录", "轰炸亲友", "向无关第三人催收"), ("砍头息", "预先扣除利息")]

pieces = st.sampled_from([sentence[i : i + 7] for sentence in SENTENCES for i in range(0, len(sentence), 3)])
noise = st.text(max_size=4)
texts = st.lists(st.one_of(pieces, noise), max_size=8).map("".join)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """An index of 60 invented pages, two of them for people in despair."""
    crisis, ordinary = corpus(2, seed=8), corpus(60)[2:]
    return build([*(replace(page, kind="crisis") for page in crisis), *ordinary], SYNONYMS, CORRECTIONS)


@pytest.fixture(scope="module")
def engine(files: dict[str, bytes]) -> Engine:
    """search.js over that index."""
    return Engine(files)


def test_same_documents_in_any_order_give_the_same_bytes():
    """Nothing of the run (order, hash seed) enters the index."""
    documents = corpus(30)
    assert build(documents, SYNONYMS, CORRECTIONS) == build(documents[::-1], SYNONYMS, CORRECTIONS)


def test_every_file_is_json_under_search_and_meta_names_the_folder():
    """Any static host can serve it, and what is fetched belongs to one version."""
    made = build(corpus(5))
    version = json.loads(made.pop("search/meta.json"))["version"]
    assert [] == [path for path in made if not path.startswith(f"search/{version}/") or not path.endswith(".json")]
    for content in made.values():
        json.loads(content)


def test_other_content_is_another_version():
    """A phone with an old meta.json never mixes it with new postings."""
    old, new = (json.loads(build(corpus(n))["search/meta.json"])["version"] for n in (5, 6))
    assert old != new


def test_two_pages_with_one_address_are_refused():
    """The message names the address."""
    twin = Document("rules/", "规则", "index")
    with pytest.raises(ValueError, match="rules/"):
        build([twin, twin])


def test_an_empty_site_has_an_index_that_finds_nothing():
    """No page, no crash."""
    assert [] == Engine(build([])).search("停息挂账")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>先核实，<strong>再</strong>回电。</p><p>别慌</p>", "先核实，再回电。\n别慌"),
        ("<ul><li>一</li><li>二<br>三</li></ul>", "一\n二\n三"),
        ("<table><tr><th>利率</th><td>3.45%</td></tr></table>", "利率\n3.45%"),
        ("<h2 id='x'>依据<a class='headerlink' href='#x'>¶</a></h2>", "依据"),
        ("<p>a &lt;b&gt; &amp;&nbsp;c</p>", "a <b> & c"),
        ("<script>alert(1)</script><svg><path/><svg></svg><title>x</title></svg><p>字\n 和空格</p>", "字 和空格"),
        ("<p>没有关上", "没有关上"),
    ],
)
def test_text_of_html_keeps_what_people_read(html: str, expected: str):
    """Blocks become lines; scripts, drawings and heading anchors are not text."""
    assert expected == text_of(html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停 息，挂-账", "停息挂账"),
        ("ＧＢ／Ｔ　４５２５１—2025", "gb t 45251 2025"),
        ("４倍LPR 是１５．４%", "4倍lpr是15.4"),
        ("律師函與債務", "律师函与债务"),
        ("M3", "m 3"),
        ("😀\u202eabc", "abc"),
    ],
)
def test_width_case_space_punctuation_and_old_forms_do_not_count(text: str, expected: str):
    """What is left of a text is the same however it was typed."""
    assert expected == squeeze(text)


def test_tokens_are_pairs_of_han_characters_and_whole_words():
    """A Han character alone between words stays as it is."""
    assert ["4", "倍", "lpr", "利率", "率上", "上限"] == tokens("4倍 LPR 利率上限")


@given(st.text(max_size=40))
def test_folding_keeps_the_length(text: str):
    """Snippets are cut from the original by places found in the folded text."""
    assert len(text) == len(fold(text))


@settings(deadline=None)
@given(text=texts)
def test_words_are_the_same_in_both_languages(engine: Engine, text: str):
    """Folding, tokens and the file that holds them agree between Python and JavaScript."""
    squeezed = squeeze(text)
    found = tokens(text)
    assert squeezed == engine.ask("squeezed(meta, input).out", text)
    assert found == engine.ask("tokensOf(meta, input).map(([token]) => token)", squeezed)
    assert [shard_of(token, 64) for token in found] == engine.ask("input.map((token) => shardOf(token, 64))", found)


@settings(deadline=None)
@given(query=texts, limit=st.sampled_from([1, 5, 100]))
def test_ranking_is_the_same_in_both_languages(engine: Engine, files: dict[str, bytes], query: str, limit: int):
    """A second implementation, in Python, gives the same pages in the same order."""
    expected = ["/" + url for url in Reference(files).search(query, limit)]
    assert expected == [result["url"] for result in engine.search(query, limit)]


def test_an_index_of_a_thousand_pages_stays_small_per_page():
    """Postings grow with the pages, not faster: twice the pages cost at most 2.2 times the bytes."""
    small, large = (sum(map(len, build(corpus(n)).values())) for n in (500, 1000))
    assert large <= 2.2 * small


def test_the_table_of_old_forms_is_sound():
    """Each traditional form is listed once and never leads to another one."""
    pairs = search._PAIRS
    assert len(search._TRADITIONAL) == 2 * len(pairs)
    assert set() == set(pairs) & set(pairs.values())

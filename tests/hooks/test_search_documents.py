"""What the search sees: whole pages, and single questions and glossary entries."""

from dataclasses import replace

from hooks import assemble, search_documents
from hooks.assemble import Settings
from hooks.content import Library
from hooks.search import Document

HTML = (
    '<p>先看这里。</p><h2 id="one">一问<a class="headerlink" href="#one">¶</a></h2><p>一答。</p>'
    '<h3>细说</h3><p>多说。</p><h2 id="two">二问</h2><p>二答。</p>'
)


def found(library: Library, path: str, html: str, **meta: object) -> list[Document]:
    """Return what the search sees of one page of the library that has `html`."""
    site = assemble.site(library, Settings())
    page = site.library.pages[path]
    changed = replace(page, meta=page.meta.model_copy(update=meta))
    site = replace(site, library=replace(site.library, pages={path: changed}))
    return list(search_documents.documents(site, {path: html}))


def test_each_question_of_a_page_of_answers_is_found_by_itself(small: Library) -> None:
    """The question is the title, the first paragraph the short answer, and the address leads to it."""
    page, one, two = found(small, "rules/lending.md", HTML, kind="answer")
    assert ("先看这里。", "rules/lending/") == (page.text, page.url)
    assert ("rules/lending/#one", "一问", "一答。") == (one.url, one.title, one.description)
    assert "一答。\n细说\n多说。" == one.text
    assert ("rules/lending/#two", "二问") == (two.url, two.title)


def test_each_word_of_the_glossary_is_found_by_itself(small: Library) -> None:
    """What people say for it is what they search for."""
    name, term = next(iter(small.terms.items()))
    html = f'<h2 id="group">一组</h2><h3 id="{name}">{term.term}</h3><p>{term.meaning}</p><h2 id="next">下一组</h2>'
    _, entry = found(small, "glossary/index.md", html)
    assert (f"glossary/#{name}", term.term, "term") == (entry.url, entry.title, entry.kind)
    assert set(term.colloquial) <= set(entry.aliases)
    assert term.meaning == entry.text


def test_headings_that_every_page_of_the_kind_has_are_no_names(small: Library) -> None:
    """依据 stands on every rule: it tells one page from another as little as a particle."""
    part = small.kinds["rule"].parts[0].title
    [page] = found(small, "rules/lending.md", f"<h2>{part}</h2><p>甲。</p><h3>银行</h3><p>乙。</p>")
    assert ("银行",) == page.headings
    assert part in page.text

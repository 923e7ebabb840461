"""Pages made from data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from posixpath import dirname, join, normpath

import pytest

from hooks import assemble, check_pages, content, law_pages, pages
from hooks.assemble import Settings, Site
from hooks.content import Library
from tests.hooks.conftest import BASE, DAY

_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


def made(library: Library) -> Mapping[str, pages.Made]:
    """The generated pages by path."""
    return {one.page.path: one for one in pages.made(library)}


def links(site: Site) -> Iterator[tuple[str, str, str]]:
    """Each link of a generated page: the page, the path it leads to, and the heading."""
    for path, one in site.made.items():
        for found in _LINK.finditer(one.page.body):
            target, _, anchor = found["target"].partition("#")
            if ":" not in target:
                yield path, normpath(join(dirname(path), target)) if target else path, anchor


@pytest.mark.parametrize("which", ["small", "real"])
def test_generated_pages_link_to_what_exists(which: str, request: pytest.FixtureRequest) -> None:
    """Every link of a page made from data leads to a page of the site, and to a heading on it."""
    site = assemble.site(request.getfixturevalue(which), Settings())
    wanted = {target for _, target, _ in links(site)}
    assert set() == wanted - set(site.library.pages)
    ids = {path: set(re.findall(r'\sid="([^"]+)"', check_pages.rendered_page(site, path))) for path in wanted}
    assert [] == [one for one in links(site) if one[2] and one[2] not in ids[one[1]]]


def test_where_a_reference_leads_exists(site: Site) -> None:
    """The address behind each kind of reference is a page of the site with the heading that it names."""
    context = site.begin("rules/lending.md")
    names = {
        "law": "civil-code-670",
        "fig": "sample-rate",
        "term": "principal",
        "channel": "12378",
        "claim": "no-need-to-pay",
    }
    by_url = {page.url: path for path, page in site.library.pages.items()}
    for scheme, name in names.items():
        url, _, anchor = context.address(scheme, name).removeprefix("../../").partition("#")
        html = check_pages.rendered_page(site, by_url[url])
        assert not anchor or f'id="{anchor}"' in html, scheme


def test_every_kind_of_data_has_its_pages(small: Library) -> None:
    """Register, figures, glossary, fact-checks, checklists, channels and contents."""
    assert {
        "law/index.md", "law/figures.md", "law/civil-code.md", "law/old-rules.md", "law/draft-rules.md",
        "law/coming-rules.md", "glossary/index.md", "fact-check/index.md", "fact-check/no-need-to-pay.md",
        "checklists/index.md", "checklists/before.md", "help/channels.md", "contents.md",
    } <= set(made(small))  # fmt: skip


def test_without_data_only_the_contents_are_made(small: Library) -> None:
    """An empty project has no empty lists."""
    empty = Library(BASE, DAY, small.law)
    assert ["contents.md"] == list(made(empty))


def test_each_generated_page_names_the_file_to_edit(small: Library) -> None:
    """The edit link and the messages of the check lead to the data."""
    for path, one in made(small).items():
        assert (small.root / one.source).exists(), path


def test_an_unverified_number_is_not_printed(small: Library) -> None:
    """Without doc_no the register shows no brackets and no gap where a number would stand."""
    without = made(small)["law/civil-code.md"].page.body
    assert "- 全称：中华人民共和国民法典\n" in without
    instrument = small.instruments["civil-code"].model_copy(update={"doc_no": "主席令第四十五号"})
    instruments = {**small.instruments, "civil-code": instrument}
    with_number = made(replace(small, instruments=instruments))["law/civil-code.md"].page.body
    assert "- 全称：中华人民共和国民法典（主席令第四十五号）\n" in with_number


@pytest.mark.parametrize(
    ("name", "day", "word"),
    [
        ("old-rules", "2026-11-22", "已被取代"),
        ("old-rules", "2020-08-19", "现行有效"),
        ("old-rules", "2015-08-31", "尚未施行"),
        ("coming-rules", "2026-12-31", "尚未施行"),
        ("coming-rules", "2027-01-01", "现行有效"),
        ("draft-rules", "2030-01-01", "草案，未生效"),
    ],
)
def test_the_register_says_what_a_text_is_on_the_day(name: str, day: str, word: str, small: Library) -> None:
    """The state follows from the dates, not from what was true when the file was written."""
    body = made(replace(small, today=date.fromisoformat(day)))[f"law/{name}.md"].page.body
    assert re.search(rf"- 效力：.*，{word}\n", body)


@pytest.mark.parametrize(
    ("day", "of_old", "of_new"),
    [("2020-08-19", "到时取代它的", "到时它取代"), ("2020-08-20", "取代它的", "它取代了")],
)
def test_what_is_to_be_replaced_is_not_called_replaced(day: str, of_old: str, of_new: str, small: Library) -> None:
    """Until its last day the old text is in force, on its own page and on that of the new one."""
    pages = made(replace(small, today=date.fromisoformat(day)))
    assert f"\n- {of_old}：[" in pages["law/old-rules.md"].page.body
    assert f"\n- {of_new}：[" in pages["law/civil-code.md"].page.body


def test_a_month_is_shown_as_a_month(small: Library) -> None:
    """Where only the month of an event is known, no first day is made up."""
    assert "- 发布：2015-08，" in made(small)["law/old-rules.md"].page.body
    instrument = small.instruments["civil-code"].model_copy(update={"effective": "2021-01"})
    rules = {key: replace(rule, instrument=instrument) for key, rule in small.rules.items() if "civil" in key}
    library = replace(small, instruments={"civil-code": instrument}, rules=rules)
    site = assemble.site(library, Settings())
    assert "2021-01 起" in check_pages.rendered_page(site, "law/civil-code.md")
    assert "2021-01-01" not in check_pages.rendered_page(site, "law/civil-code.md")


def test_a_list_of_rules_begins_with_the_guide(real: Library) -> None:
    """Each topic, lender and force has a guide that exists; the first line of its list leads there."""
    bodies = {path: one.page.body for path, one in made(real).items()}
    for way, guides in law_pages.GUIDES.items():
        for key, guide in guides.items():
            assert f"](../{guide})" in bodies[f"law/{way}-{key}.md"].split("\n")[0], (way, key)


def test_articles_stand_in_the_order_of_the_text(real: Library) -> None:
    """What was added to the end of a file is where a reader who knows the number looks; the rest keeps its place."""
    bodies = {path: one.page.body for path, one in made(real).items()}
    numbers = [int(one) for one in re.findall(r"^## 第(\d+)条", bodies["law/civil-code.md"], re.MULTILINE)]
    assert sorted(numbers) == numbers
    mixed = re.findall(r"^## (\S+)：", bodies["law/complaint-measures-2020.md"], re.MULTILINE)
    assert ["办理期限", "第8条", "第13条", "第14条"] == mixed[:4]


def test_a_draft_is_not_said_to_have_been_replaced(real: Library) -> None:
    """It was never in force: its page and that of the final text say which is which."""
    bodies = {path: one.page.body for path, one in made(real).items()}
    assert "\n- 正式文件：[" in bodies["law/credit-card-notice-draft-2021.md"]
    assert "\n- 它的征求意见稿：[" in bodies["law/credit-card-notice-2022.md"]


def test_what_binds_stands_first_and_what_is_not_in_force_last(real: Library) -> None:
    """Laws before what stands below them; a rule that was replaced is under a heading of its own."""
    body = made(real)["law/topic-interest-cap.md"].page.body
    headings = re.findall(r"^## .*\{#(\S+)", body, re.MULTILINE)
    assert ("binding", "not-now") == (headings[0], headings[-1])
    assert body.index("private-lending-25") < body.index("#not-now") < body.index("usury-old-24-36-repealed")


def test_figures_of_all_times_are_listed(project, small: Library) -> None:
    """A figure that has ended, and one that begins later, are shown with their day instead of breaking the page."""
    path = project / "calculators/parameters/sample-line.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("value: 24,", "value: 24, until: 2026-03-01,"), "utf-8")
    later = text.replace("2026-02-01", "2027-02-01").replace("sample-line", "later-line")
    (project / "calculators/parameters/later-line.yaml").write_text(later, "utf-8")
    site = assemble.site(content.collect(project, DAY)[0], Settings())
    html = check_pages.rendered_page(site, "law/figures.md")
    assert "只用到 2026-03-01" in html
    assert "2027-02-01" in html
    assert [] == site.contexts["law/figures.md"].problems


def test_a_link_in_a_fact_check_leads_from_its_own_folder(site: Site) -> None:
    """Data write page addresses from docs on; the page made from them stands one folder deeper."""
    assert "](../rules/lending.md)" in site.made["fact-check/no-need-to-pay.md"].page.body


def test_a_hand_written_page_takes_the_place_of_a_generated_one(project) -> None:
    """An editor who writes law/index.md has it; the generated one steps back."""
    (project / "docs/law").mkdir()
    own = "---\ntitle: 我的法规库\ndescription: 自己写的。\nkind: index\nreviewed: 2026-11-21\n---\n\n自己写的一页。\n"
    (project / "docs/law/index.md").write_text(own, "utf-8")
    site = assemble.site(content.collect(project, DAY)[0], Settings())
    assert "我的法规库" == site.library.pages["law/index.md"].meta.title
    assert "law/index.md" not in site.made


def test_the_contents_list_every_page_of_a_section_once(small: Library) -> None:
    """In the order of the sections; the pages of a section by their order, then by title."""
    body = made(small)["contents.md"].page.body
    assert 1 == body.count("](rules/lending.md)")
    assert body.index("## 规则") < body.index("## 法规库")


def test_fact_checks_are_listed_by_topic_and_by_verdict(real: Library) -> None:
    """Whoever looks for what is false finds it without knowing the topic; every fact-check stands in both lists once."""
    found = made(real)
    index = found["fact-check/index.md"].page.body
    listed = [path for path in found if path.startswith("fact-check/verdict-")]
    verdicts = {claim.verdict for claim in real.claims.values()}
    assert {f"fact-check/verdict-{verdict}.md" for verdict in verdicts} == set(listed)
    bodies = "".join(found[path].page.body for path in listed)
    for claim in real.claims.values():
        assert 1 == index.count(f"]({claim.id}.md)"), claim.id
        assert 1 == bodies.count(f"]({claim.id}.md)"), claim.id
    assert all(f"(verdict-{verdict}.md)" in index for verdict in verdicts)


def test_a_verdict_in_a_list_names_the_saying_it_judges(real: Library) -> None:
    """Under a title that is the truth a bare 不实 reads as if the truth were denied."""
    found = made(real)
    index = found["fact-check/index.md"].page.body
    rows = [line for line in index.splitlines() if line.startswith("- [") and "(verdict-" not in line]
    assert len(real.claims) == len(rows)
    assert [] == [row for row in rows if ") 流传的说法 " not in row]
    listed = [one.page for path, one in found.items() if path.startswith("fact-check/verdict-")]
    assert [] == [page.meta.title for page in listed if "## 正确的说法 {#claims .rows}" not in page.body]


def test_a_basis_is_listed_once(real: Library) -> None:
    """Two provisions of one article bear one name: the list says it once, the cards below keep both."""
    found = made(real)
    for claim in real.claims.values():
        body = found[f"fact-check/{claim.id}.md"].page.body
        basis = body[body.index("## 依据") : body.index("## 核对日期")]
        labels = [line.partition("](")[0] for line in basis.splitlines() if line.startswith("- [")]
        assert sorted(set(labels)) == sorted(labels), claim.id


def test_a_fact_check_says_what_was_looked_for_in_vain(real: Library) -> None:
    """Where nothing can be cited the reader is told so, and not left with a bare verdict."""
    bodies = {path: one.page.body for path, one in made(real).items()}
    notes = [(f"fact-check/{one.id}.md", piece.note) for one in real.claims.values() for piece in one.evidence if piece.note]
    assert notes
    assert [] == [path for path, note in notes if f"- {note}" not in bodies[path]]


def test_each_fact_check_leads_on_to_guides(real: Library) -> None:
    """Nobody is left alone with a verdict: at least one page says what to do."""
    pages_of = {path: one.page for path, one in made(real).items()}
    assert [] == [claim.id for claim in real.claims.values() if not pages_of[f"fact-check/{claim.id}.md"].meta.related]


def test_checklists_are_listed_in_their_own_order(real: Library) -> None:
    """What is needed first stands first, not what comes first in the alphabet."""
    body = made(real)["checklists/index.md"].page.body
    listed = re.findall(r"^- \[[^\]]*\]\(([a-z0-9-]+)\.md\)", body, re.MULTILINE)
    wanted = sorted(real.checklists.values(), key=lambda one: one.order)
    assert [one.id for one in wanted] == listed
    assert "first-72-hours" == listed[0]

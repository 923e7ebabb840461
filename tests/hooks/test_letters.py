"""Letters and reply cards: how blanks and passages are read, what goes on paper, and that files are the same each time."""

import io
import re
import zipfile

import docx
import openpyxl
import pytest

from hooks import assemble, blocks, documents, letter_pages, letters, pages, tool_data
from hooks.assemble import Settings, Site
from hooks.content import Library
from hooks.extension import Request
from hooks.letters import Letter


def letter(body: str, **more: object) -> Letter:
    """Give a letter with two required fields, an optional one and these words."""
    return Letter.model_validate(
        {
            "id": "ask",
            "title": "索取",
            "group": "information",
            "summary": "一句话。",
            "use_when": "要用时。",
            "not_when": ["不用时。"],
            "send_to": "寄给谁。",
            "next": "等。",
            "basis": ["civil-code-670"],
            "fields": [
                {"id": "name", "label": "姓名", "type": "text", "required": True},
                {
                    "id": "kind",
                    "label": "哪一种",
                    "type": "choice",
                    "required": True,
                    "choices": ["甲", "乙"],
                },
                {"id": "phone", "label": "电话", "type": "phone", "required": False},
            ],
            "body": body,
            **more,
        }
    )


def shape(body: str) -> list[list[tuple[str, str | None, tuple[str, ...]]]]:
    """Give the runs of each line."""
    return [[(run.words, run.field, run.needs) for run in line.runs] for line in letters.lines(letter(body))]


def test_words_and_blanks_are_told_apart() -> None:
    """A line is cut at its blanks; empty lines are left out; a required blank stands in any case."""
    assert [
        [("", "name", ()), ("：", None, ())],
        [("请给我", None, ()), ("", "kind", ()), ("。", None, ())],
    ] == shape("{name}：\n\n请给我{kind}。")


def test_an_optional_blank_needs_itself() -> None:
    """What may be left empty leaves no line on the filled letter, with or without a passage around it."""
    assert [[("电话 ", None, ()), ("", "phone", ("phone",))]] == shape("电话 {phone}")
    assert [[("电话 ", None, ("phone",)), ("", "phone", ("phone",))]] == shape("{?phone}电话 {phone}{/phone}")


def test_passages_reach_over_lines_and_into_each_other() -> None:
    """A passage opened on one line holds on the next ones; an inner one needs both fields; lone marks are no line."""
    assert [
        [("一", None, ("phone",))],
        [("二", None, ("phone", "name"))],
        [("三", None, ("phone",))],
        [("四", None, ())],
    ] == shape("{?phone}\n一\n{?name}二{/name}\n三\n{/phone}\n四")


def test_the_first_mark_makes_a_heading() -> None:
    """`# ` begins the heading and is not printed."""
    first, second = letters.lines(letter("# 索取\n# 不是标题"))
    assert (True, "索取") == (first.heading, first.runs[0].words)
    assert second.heading


@pytest.mark.parametrize(
    ("written", "number"),
    [("670", 670), ("十", 10), ("二十三", 23), ("一百零二", 102), ("一千一百九十三", 1193)],
)
def test_article_numbers_are_read_both_ways(written: str, number: int) -> None:
    """Digits and Chinese numerals name the same article."""
    assert number == letters.article_number(written)


def test_articles_of_a_register_entry() -> None:
    """Several articles, a range and a paragraph in one label; a label without an article has none."""
    assert {85, 86} == letters.articles_in("民事诉讼法第85条、第86条")
    assert {570, 571, 572, 573, 574} == letters.articles_in("第570条至第574条")
    assert {692} == letters.articles_in("第692条第2款")
    assert set() == letters.articles_in("适用范围")


def test_a_letter_without_mistakes_has_no_fault() -> None:
    """Blanks, passages, Chinese numerals and choices that the basis covers pass."""
    good = letter("{name}按第六百七十条要{kind}。{?phone}打 {phone}{/phone}")
    assert [] == list(letters.faults(good, frozenset({670})))


def test_blank_paper_says_what_belongs_where() -> None:
    """On paper each blank is a line with its label or its choices, and what may be left out stands in 【】."""
    word = docx.Document(
        io.BytesIO(documents.blank_letter(letter("{name}：\n要{kind}。{?phone}打 {phone}。{/phone}")))
    )
    assert [
        documents.HINT,
        "＿＿＿＿（姓名）：",
        "要（甲／乙，选一）。【打 ＿＿＿＿（电话）。】",
    ] == [paragraph.text for paragraph in word.paragraphs]


def test_files_are_the_same_each_time() -> None:
    """The same letter gives the same bytes, whatever the clock; no picture of a page is packed in."""
    one = letter("{name}{kind}{phone}")
    assert documents.blank_letter(one) == documents.blank_letter(one)
    assert documents.template() == documents.template()
    assert documents.workbook() == documents.workbook()
    with zipfile.ZipFile(io.BytesIO(documents.template())) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in archive.infolist()}
        assert [] == [name for name in archive.namelist() if "thumbnail" in name]


def test_templates_hold_what_the_browser_looks_for() -> None:
    """Two sample paragraphs, the first one centred and bold; one bold cell in the first sheet."""
    heading, text = docx.Document(io.BytesIO(documents.template())).paragraphs
    assert (True, None) == (heading.runs[0].bold, text.runs[0].bold)
    with zipfile.ZipFile(io.BytesIO(documents.template())) as archive:
        assert 2 == archive.read("word/document.xml").count(b"<w:p>")
    sheet = openpyxl.load_workbook(io.BytesIO(documents.workbook())).worksheets[0]
    assert sheet["A1"].font.b


def test_each_letter_has_a_page_in_the_fixed_order(small: Library) -> None:
    """When to use it, its words, what comes after, the basis; the index lists it under its purpose."""
    made = {one.page.path: one for one in letter_pages.made(small)}
    headings = [line for line in made["letters/ask.md"].page.body.split("\n") if line.startswith("## ")]
    assert ["什么时候用", "正文", "寄出以后", "依据"] == [line[3:].split(" {")[0] for line in headings]
    assert "docs/_data/letters/ask.md" == made["letters/ask.md"].source
    assert "- [索取明细](ask.md) 请放款人列清每一笔钱。" in made["letters/index.md"].page.body
    assert "tools/reply-cards.md" in made


def test_without_data_there_are_no_pages(small: Library) -> None:
    """A project without letters and cards has neither index nor card page."""
    empty = Library(root=small.root, today=small.today, law=small.law)
    assert [] == list(letter_pages.made(empty))


def test_form_and_words_are_escaped(site: Site) -> None:
    """What editors write in labels and words is text in the page, and each run says what it needs."""
    hostile = letter("<b>{name}</b>{?phone}&{phone}{/phone}{kind}")
    html = letter_pages.form_html(hostile, site.begin("index.md"))
    assert "&lt;b&gt;" in html
    assert 'data-needs="phone"' in html
    assert "<b>" not in html


def test_a_fence_links_to_a_letter(site: Site) -> None:
    """```letter ID shows the title and when to use it; a wrong name gets a proposal."""
    page = site.begin("index.md")
    html = blocks.render(Request("letter", ("ask",), "", 1), page)
    assert 'href="letters/ask/">索取明细</a>' in html
    assert "不知道欠多少。" in html
    assert "" == blocks.render(Request("letter", ("aks",), "", 3), page)
    assert ["没有叫 aks 的文书。你是不是要写 ask ？"] == [problem.message for problem in page.problems]


def test_data_in_a_page_cannot_end_its_element() -> None:
    """A text that would close the script element is written otherwise, and still reads the same."""
    block = str(tool_data.data_block("x", {"a": "</script><script>"}))
    assert 1 == block.count("</script>")
    assert "\\u003c/script>" in block


def test_the_log_knows_the_rules_that_python_applies(real: Library) -> None:
    """Every provision that the log can name is registered, and every kind of lender has somebody to write to."""
    data = tool_data.log_data(assemble.site(real, Settings()).begin("index.md"))
    cited = {one["provision"] for key in ("hours", "counts") for one in data[key]}
    cited |= {rule[1] for rules in data["conduct"].values() for rule in rules}
    assert cited == set(data["rules"])
    assert [] == [lender for lender, bodies in data["bodies"].items() if not bodies]
    assert len(data["letters"]) == len(tool_data.LETTERS)


#: What readers were promised, each under its name.
PROMISED = {
    "negotiation-request", "hardship-statement", "repayment-proposal", "card-instalment-request",
    "agreement-review", "fee-breakdown-request", "cost-disclosure-request", "contract-copy-request",
    "settlement-proof-request", "stop-third-party-contact", "stop-contacting-me", "withdraw-consent",
    "complaint-to-lender", "complaint-12378", "complaint-local-finance", "complaint-12363",
    "report-to-police", "fee-objection", "stop-auto-debit", "identity-misuse-statement",
    "credit-dispute", "defence-financial-loan", "defence-credit-card", "defence-microloan",
    "defence-private-loan", "jurisdiction-objection", "payment-order-objection", "living-cost-request",
    "enforcement-settlement", "extension-request", "legal-aid-statement", "heir-notice", "defence-arbitration",
}
#: Points that an answer to a claim for money goes through one by one.
POINTS = {"facts", "paid", "limitation", "offer", "proofs"}


def filled(one: Letter, *, all_fields: bool) -> list[str]:
    """Give the lines of a letter with its own examples in the blanks, or in the required ones alone."""
    given = {blank.id: blank.example or "" for blank in one.fields if all_fields or blank.required}
    found = []
    for line in letters.lines(one):
        runs = [run for run in line.runs if all(given.get(name) for name in run.needs)]
        found.append("".join(given.get(run.field, "") if run.field else run.words for run in runs))
    return [line for line in found if line]


def test_every_promised_letter_is_there(real: Library) -> None:
    """None of the letters that the site speaks of has been renamed or lost."""
    assert set() == PROMISED - set(real.letters)


def test_every_defence_goes_through_the_points_of_its_claim(real: Library) -> None:
    """Each of the four asks for facts, payments, limitation, an offer and exhibits, one field each."""
    for name in ("financial-loan", "credit-card", "microloan", "private-loan"):
        fields = {blank.id for blank in real.letters[f"defence-{name}"].fields}
        assert fields >= POINTS, name
        assert fields & {"principal", "delivery"}, name
        assert fields & {"reduce", "refer", "over_cap"}, name


def test_a_defence_in_arbitration_speaks_of_the_agreement_first(real: Library) -> None:
    """Before the points of the claim comes whether there is an agreement; unless chosen, nothing is said of it."""
    one = real.letters["defence-arbitration"]
    assert {blank.id for blank in one.fields} >= POINTS | {"objection", "principal"}
    everything = "\n".join(filled(one, all_fields=True))
    assert everything.index("仲裁协议") < everything.index("答辩请求")
    assert "仲裁协议" not in "\n".join(filled(one, all_fields=False))


def test_an_heir_confirms_no_sum_and_promises_nothing(real: Library) -> None:
    """The notice that the borrower died says so whatever is filled in; it never offers to pay."""
    for all_fields in (True, False):
        words = "\n".join(filled(real.letters["heir-notice"], all_fields=all_fields))
        assert "不表示本人确认任何金额，也不表示本人愿意用自己的财产偿还" in words


def test_only_who_tells_of_hardship_is_warned_not_to_make_it_up(real: Library) -> None:
    """A bereaved family that only gives notice of a death is not told about made-up hardship."""
    context = assemble.site(real, Settings()).begin("letters/heir-notice.md")
    warned = {name for name, one in real.letters.items() if "编造困难" in letter_pages.form_html(one, context)}
    telling = {name for name, one in real.letters.items() if {"hardship", "living"} & {field.id for field in one.fields}}
    assert telling | {"hardship-statement", "card-instalment-request", "extension-request"} == warned
    assert "heir-notice" not in warned
    assert "只写真的，拿不准的空着" in letter_pages.form_html(real.letters["heir-notice"], context)


def test_the_checklist_and_the_sum_come_before_the_form(real: Library) -> None:
    """What is to be looked at before writing stands above the fields, not under what happens afterwards."""
    made = {one.page.path: one.page.body for one in letter_pages.made(real)}
    body = made["letters/defence-financial-loan.md"]
    before = body[: body.index("```letter-form")]
    assert "写以前，先看清单 [应诉](../checklists/court-response.md)，" in before
    assert "，再到 [利息费用超出多少](../tools/excess-interest.md) 算一算。" in before
    assert "写以前" not in made["letters/heir-notice.md"]


@pytest.mark.parametrize("all_fields", [True, False], ids=["all fields", "required fields"])
def test_letters_read_well_with_their_own_examples(all_fields: bool, real: Library) -> None:
    """Filled with the examples beside its fields, no letter has an empty bracket, a doubled stop or a mark left over."""
    odd = re.compile(r"[。；，：、]{2}|（）|[{}]|＿|：[。；，]")
    found = {
        one.id: [line for line in filled(one, all_fields=all_fields) if odd.search(line)]
        for one in real.letters.values()
    }
    assert {} == {name: lines for name, lines in found.items() if lines}


def test_the_real_letters_are_enough(real: Library) -> None:
    """At least twenty-four letters and forty cards, every purpose with one of them."""
    assert len(real.letters) >= 24
    assert len(real.reply_cards) >= 40
    assert set(letters.GROUPS) == {one.group for one in real.letters.values()}
    assert set(letters.REPLY_GROUPS) == {one.group for one in real.reply_cards.values()}


def test_all_generated_paths_differ(real: Library) -> None:
    """No letter or card page takes the place of another generated page."""
    paths = [one.page.path for one in pages.made(real)]
    assert len(paths) == len(set(paths))

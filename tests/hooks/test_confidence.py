"""What could not be verified fully says so: in the text, on the card and in the register."""

from dataclasses import replace

import pytest

from hooks import assemble, check_pages
from hooks.assemble import Settings, Site
from hooks.content import Confidence, Library, Rule


def site_with(confidence: Confidence, library: Library) -> Site:
    """The small project with 第670条 known this well."""
    instrument = library.instruments["civil-code"]
    provisions = tuple(
        one.model_copy(update={"confidence": confidence}) if one.id == "civil-code-670" else one
        for one in instrument.provisions
    )
    changed = instrument.model_copy(update={"provisions": provisions})
    rules = {one.id: Rule(changed, one) for one in provisions}
    instruments = {**library.instruments, changed.id: changed}
    return assemble.site(
        replace(library, instruments=instruments, rules={**library.rules, **rules}), Settings()
    )


@pytest.mark.parametrize(
    ("confidence", "in_text", "on_card"),
    [("high", "", None), ("medium", "", "部分核实"), ("low", "（未完全核实）", "未完全核实")],
)
def test_a_doubt_is_said_where_the_rule_is_cited(
    confidence: Confidence, in_text: str, on_card: str | None, small: Library
) -> None:
    """Low confidence stands in the text itself, not only behind a tap; medium stands on the card."""
    page = site_with(confidence, small).begin("rules/lending.md")
    html = page.link("law", "civil-code-670", "民法典第670条")
    assert html.endswith(f"{in_text}</span>" if in_text else "</a>")
    assert on_card == page.cards["card-law-civil-code-670"].confidence_word


@pytest.mark.parametrize(
    ("confidence", "word"), [("high", "已核实"), ("medium", "部分核实"), ("low", "未完全核实")]
)
def test_the_register_says_how_well_a_rule_is_known(
    confidence: Confidence, word: str, small: Library
) -> None:
    """In words, for every rule, the good news included."""
    html = check_pages.rendered_page(site_with(confidence, small), "law/civil-code.md")
    first = html[html.index('id="civil-code-670"') : html.index('id="civil-code-676"')]
    assert word in first

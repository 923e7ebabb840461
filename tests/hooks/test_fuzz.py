"""Whatever stands in a file: a problem with its line or a page, never a traceback, and nothing that runs.

The budget is small here (seconds). For longer: FUZZ=20000 make pytest ARGS=tests/hooks/test_fuzz.py. Led by coverage, for
hours: install atheris beside the locked packages, then in a file of your own wrap a reader and run it,

    import atheris, sys
    with atheris.instrument_imports():
        from calculators import source
        from hooks import content
    def one(data):
        source.load(atheris.FuzzedDataProvider(data).ConsumeUnicode(4000), content.Claim, "x.yaml")
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
"""

import os
import re
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from calculators import source
from calculators.parameters import Parameter
from calculators.source import Problem
from hooks import assemble, blocks, content, extension, prose, references, text
from hooks.assemble import Settings, Site
from hooks.content import Library

TRIES = int(os.environ.get("FUZZ", "300"))
fuzz = settings(
    max_examples=TRIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
#: Pieces that mean something to one of the readers, and pieces that should not.
PIECES = (
    "---\n", "\n", "\n\n", "  ", "    ", "\t", ": ", "- ", "? ", "&a ", "*a", "!!python/object:os.system ", "|-\n",
    ">\n", "{", "}", "[", "]", "'", '"', "#", "# ", "## ", "> ", "1. ", "| a | b |\n| --- | --- |\n", "```", "~~~",
    "````", "```rate-table rates\n", "```checklist nothing\n", "```example\n", "```myth claim:x\n", '!!! note "标题"\n',
    "??? note\n", '=== "一"\n', "{#id}", "{: onclick=a }", "[a](law:civil-code-670)", "[](fig:sample-rate)",
    "[利率](fig:sample-rate)", '[x](law:nothing "历史")', "[a](term:", "](claim:", "[a](channel:12378)",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
    "[a]: javascript:alert(1)\n", "![a](data:text/html,x)", "<a href='javascript:x'>", "{{ 7*7 }}", "{% include 'x' %}",
    "<!--", "]]>", "&lt;script&gt;", "\\", "\u200b", "\ufeff", "\x00", "\u202e", "：", "，", "title: ", "kind: rule\n",
    "reviewed: 2026-11-22\n", "2026-02-30", "00012", "1e9", "0x1F", ".inf", "~", "yes", "第670条", "24%", "四倍",
)  # fmt: skip
words = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join)
HEAD = "---\ntitle: 一页\ndescription: 一句话。\nkind: about\nreviewed: 2026-11-22\n---\n"
#: What a browser would run or load from elsewhere, in HTML that we wrote ourselves.
RUNS = re.compile(
    r"<(?:script(?! type=\"application/json\")|iframe|object|embed|base|meta|link|style|form(?! class))\b"
    r"|<[^>]*\son[a-z]+\s*=|(?:href|src)=\"\s*(?:javascript|data|vbscript):",
    re.IGNORECASE,
)


def placed(problems: list[Problem], path: str, written: str) -> bool:
    """Say whether each problem names the file and one of its lines, in words and with its rule."""
    last = written.count("\n") + 1
    return all(one.path == path and 1 <= one.line <= last and one.message and one.rule for one in problems)


@fuzz
@given(words)
@example("---\n\x85")
@example("---\n\ufeff")
@example("---\n  ")
@example("id: a\rid: b")
def test_yaml_is_read_or_refused_with_its_line(written: str) -> None:
    """The strict reader and the models behind it."""
    for model in (Parameter, content.Claim, content.Channels, content.AnyTable):
        loaded, problems = source.load(written, model, "x.yaml")
        assert (loaded is None) == bool(problems)
        assert placed(problems, "x.yaml", written)


@fuzz
@given(words, words)
def test_front_matter_is_read_or_refused_with_its_line(head: str, body: str) -> None:
    """A page is a page or a list of problems."""
    written = f"---\n{head}\n---\n{body}"
    page, problems = content.read_page("x.md", written)
    assert (page is None) == bool(problems)
    assert placed(problems, "docs/x.md", written)


@fuzz
@given(words)
def test_fences_and_references_stand_within_the_text(written: str) -> None:
    """Fences follow each other, references and paragraphs name lines that exist."""
    last = written.count("\n") + 1
    ends = [-1]
    for fence in references.fences(written.split("\n")):
        assert ends[-1] < fence.start <= fence.end < last
        ends.append(fence.end)
    assert all(1 <= found.line <= last for found in references.scan(written))
    assert all(1 <= paragraph.line <= last for paragraph in prose.paragraphs(written))


@pytest.fixture(scope="module")
def render(small: Library) -> Callable[[str], tuple[str, list[Problem]]]:
    """Render the body of a page as the build does; give the HTML and the problems."""
    site: Site = assemble.site(small, Settings())

    def rendered(body: str) -> tuple[str, list[Problem]]:
        context = site.begin("index.md")
        answer = partial(lambda context, request: blocks.render(request, context), context)
        requests = extension.RequestExtension(frozenset(blocks.KINDS), answer, context.link, context.report)
        options = extension.options(small.part_ids)
        html = Markdown(extensions=[*extension.EXTENSIONS, requests], extension_configs=options).convert(body)
        return html, context.problems

    return rendered


@fuzz
@given(words)
def test_a_page_becomes_text_or_problems(render: Callable[[str], tuple[str, list[Problem]]], body: str) -> None:
    """Nothing of a page's text runs in a browser, and every problem names a line of the file."""
    html, problems = render(body)
    assert not RUNS.search(html)
    assert all(one.path == "docs/index.md" and one.line >= 1 for one in problems)


@fuzz
@given(words)
def test_the_texts_of_data_become_text(small: Library, written: str) -> None:
    """Prose fields of YAML carry links and nothing else."""
    for make in (text.inline, text.block):
        html = str(make(written, lambda scheme, name, label, title=None: text.plain(label)))
        assert not RUNS.search(html)


@fuzz
@given(words)
def test_the_words_of_a_page_are_judged_in_place(body: str) -> None:
    """Each finding of the wording rules stands on a line of the text."""
    last = body.count("\n") + 1
    for search in (prose.bare_figures, prose.raw_html, prose.odd_characters, prose.typography, prose.reading):
        assert all(1 <= found.line <= last for found in search(body))


@pytest.mark.parametrize(
    "body",
    [
        "[" * 3000,
        "```\n" * 2000,
        "> " * 2000 + "a",
        "[a](law:" * 1500,
        "- " * 1500,
        "*" * 4000,
        "a" * 50_000,
        "![" * 1500 + "](" * 1500,
        "!!! note\n\n    " * 400,
        "`" * 3001 + "a",
        "| " * 3000,
        "- " * 100_000,
        "{a: " * 50_000,
        "\\[" * 3000,
    ],
    ids=lambda body: f"{body[:10]!r}",
)
def test_a_text_made_to_hang_a_reader_ends(body: str) -> None:
    """The readers come back from what grows without sense; a pattern that runs away would stop the whole run."""
    content.read_page("x.md", HEAD + body)
    assert isinstance(list(references.scan(body)), list)
    assert isinstance(list(prose.paragraphs(body)), list)
    assert isinstance(list(prose.bare_figures(body)), list)
    assert isinstance(source.load(body, content.Claim, "x.yaml")[1], list)

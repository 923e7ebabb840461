"""Word and Excel files made at build time: blank letters, and the templates that a browser fills in. Same inputs, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import xlsxwriter
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from hooks import letters
from hooks.letters import Letter, Line

HINT = "提示：【】里的内容用得上才写，用不上就划掉；横线上照实填。"
TEMPLATE_MARK = "本段由浏览器换成正文"
_NEVER = (1980, 1, 1, 0, 0, 0)
_CREATED = datetime(2026, 1, 1)
_THUMBNAIL = "docProps/thumbnail.jpeg"


@lru_cache(maxsize=64)
def blank_letter(letter: Letter) -> bytes:
    """Make the letter as a Word file with lines to write on; what may be left out stands in 【】.

    Remembered: under `make serve` most letters are the same at the next save.
    """
    word = _empty(letter.title)
    if any(run.needs for line in letters.lines(letter) for run in line.runs):
        word.add_paragraph(HINT, style="Quote")
    for line in letters.lines(letter):
        _add(word, blank_line(letter, line), line.heading)
    return _bytes(word)


def blank_line(letter: Letter, line: Line) -> str:
    """Give a line as it is printed before anything is filled in."""
    blanks = {blank.id: letters.blank_words(blank) for blank in letter.fields}
    out = ""
    before: tuple[str, ...] = ()
    for run in line.runs:
        if run.needs != before:
            out += "】" * bool(before) + "【" * bool(run.needs)
        out += blanks.get(run.field, "") if run.field else run.words
        before = run.needs
    return out + "】" * bool(before)


def template() -> bytes:
    """Make the empty Word file whose two sample paragraphs (heading, text) a browser copies for each line."""
    word = _empty("")
    _add(word, TEMPLATE_MARK, heading=True)
    _add(word, TEMPLATE_MARK, heading=False)
    return _bytes(word)




def workbook() -> bytes:
    """Make the Excel file whose first sheet a browser fills: one bold header cell, columns wide enough."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet("清单")
        sheet.write_string(0, 0, TEMPLATE_MARK, book.add_format({"bold": True, "text_wrap": True}))
        sheet.set_column(0, 1, 22)
        sheet.set_column(2, 9, 14)
        sheet.freeze_panes(1, 1)
    return same_bytes(out)


def same_bytes(written: io.BytesIO) -> bytes:
    """Zip the parts of a written file again, so that the same parts give the same bytes."""
    with zipfile.ZipFile(written) as archive:
        return zipped([(name, archive.read(name)) for name in archive.namelist()])


def _empty(title: str) -> Word:
    word = Document()
    properties = word.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = title
    properties.created = properties.modified = _CREATED
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(2.5)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "SimSun", Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(0)
    return word


def _add(word: Word, words: str, heading: bool) -> None:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(words)
    if heading:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(12)
        run.bold, run.font.size = True, Pt(16)


def _bytes(word: Word) -> bytes:
    written = io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != _THUMBNAIL}
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts["_rels/.rels"])
    return zipped(parts.items())


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Zip parts in the order given, with one fixed time, so that the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, _NEVER), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()

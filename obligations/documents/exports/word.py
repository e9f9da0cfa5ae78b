"""A rendition as a Word document, laid out as the form: a section, then field and answer.

Each answer stands in a content control named by its item, so that the file can be read again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

from obligations.documents.controls import ITEM, SECRET
from obligations.documents.exports import word_parts as parts

WIDTHS = (Cm(5.2), Cm(11.8))
INNER_WIDTH = Cm(11.3)
# A row with more than this may go on over the page; a shorter one stays whole.
SPLIT_FROM, ROWS_SPLIT_FROM = 1_500, 12
# What XML 1.0 cannot hold (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx(plain: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Write the document; its properties name the provider and the day of the version alone."""
    document = Document()
    _properties(document, plain, made_at)
    _page(document, plain)
    document.add_heading(_text(plain["title"]), level=0)
    _cover(document, plain["cover"])
    for part in plain["parts"]:
        document.add_heading(_text(part["title"]), level=1)
        if part["cite"]:
            document.add_paragraph(_text(part["cite"]), style="Caption")
        table = _table(document)
        for item in part["items"]:
            _item(table, item)
    parts.drop_thumbnail(document)
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def _properties(document: Any, plain: Mapping[str, Any], made_at: datetime) -> None:
    core = document.core_properties
    core.title, core.author = _text(plain["title"])[:255], _text(plain["author"])[:255]
    core.last_modified_by, core.comments, core.version = core.author, "", plain["version"]
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    core.language = "en-GB"


def _page(document: Any, plain: Mapping[str, Any]) -> None:
    """Set A4, the type, and on every page for whom it is, whose it is, and which page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    styles = document.styles
    styles["Normal"].font.size = Pt(10)
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].paragraph_format.space_after = Pt(2)
    styles["Normal"].paragraph_format.space_before = Pt(2)
    # The template's own stops would put the number of the page in the middle of the words.
    styles["Footer"].paragraph_format.tab_stops.clear_all()
    for name, size in (("Title", 20), ("Heading 1", 13), ("Caption", 8.5)):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x1F, 0x2A, 0x37)
    styles["Caption"].font.bold = False
    _line(section.header.paragraphs[0], _text(plain["marking"]), bold=True)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    _line(foot, f"{_text(plain['author'])}, version {plain['version']}\tPage ")
    parts.field(foot, "PAGE")
    _line(foot, " of ")
    parts.field(foot, "NUMPAGES")


def _line(paragraph: Any, words: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.bold = Pt(8.5), bold


def _table(document: Any) -> Any:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    parts.columns(table, WIDTHS)
    header = table.rows[0]
    for cell, words in zip(header.cells, ("Item", "Answer"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    parts.repeat_as_heading(header)
    _widths(header)
    return table


def _widths(row: Any) -> None:
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = width


def _item(table: Any, item: Mapping[str, Any]) -> None:
    row = table.add_row()
    _widths(row)
    if sum(map(len, item["lines"])) < SPLIT_FROM and len(item["rows"]) < ROWS_SPLIT_FROM:
        parts.keep_whole(row)
    label, answer = row.cells
    label.paragraphs[0].add_run(_text(item["label"])).bold = True
    if item["secret"]:
        label.add_paragraph().add_run(item["secret"]).italic = True
        parts.control(label, f"{SECRET}{item['key']}", item["secret"], first=1)
    if item["options"]:
        parts.boxes(answer, [(key, _text(words), on) for key, words, on in item["options"]])
    else:
        for number, words in enumerate(item["lines"]):
            paragraph = answer.paragraphs[0] if number == 0 else answer.add_paragraph()
            paragraph.add_run(_text(words)).italic = item["state"] != "filled"
    if item["rows"]:
        _inner(answer, item["header"], item["rows"])
    parts.control(
        answer, f"{ITEM}{item['key']}", _text(item["label"]), is_empty=item["state"] == "missing"
    )


def _inner(cell: Any, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    inner = cell.add_table(rows=0, cols=len(header))
    inner.style = "Table Grid"
    width = int(INNER_WIDTH / len(header))
    parts.columns(inner, [width] * len(header))
    for values in (header, *rows):
        for place, words in zip(inner.add_row().cells, values, strict=True):
            place.width, place.text = width, _text(words)
    parts.repeat_as_heading(inner.rows[0])
    for place in inner.rows[0].cells:
        for run in place.paragraphs[0].runs:
            run.bold = True
    # A cell begins with a paragraph; an empty one above a table is only a gap.
    first = cell.paragraphs[0]._p
    if not cell.paragraphs[0].text:
        first.getparent().remove(first)


def _cover(document: Any, lines: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    parts.columns(table, WIDTHS)
    for term, value in lines:
        row = table.add_row()
        _widths(row)
        row.cells[0].text, row.cells[1].text = _text(term), _text(value)


def _text(words: str) -> str:
    return _UNWRITABLE.sub("\ufffd", words)

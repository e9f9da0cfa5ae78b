"""A rendition as a Word document, laid out as the form: a section, then field and answer."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

# What XML 1.0 cannot hold (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def docx(plain: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Write the document; its properties name the provider and the day of the version alone."""
    document = Document()
    _properties(document, plain, made_at)
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(_text(plain["title"]), level=0)
    _rows(document, plain["cover"])
    for part in plain["parts"]:
        document.add_heading(_text(part["title"]), level=1)
        if part["cite"]:
            document.add_paragraph(_text(part["cite"]), style="Caption")
        table = _table(document)
        for item in part["items"]:
            _item(table, item)
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def _properties(document: Any, plain: Mapping[str, Any], made_at: datetime) -> None:
    core = document.core_properties
    core.title, core.author = _text(plain["title"])[:255], _text(plain["author"])[:255]
    core.last_modified_by, core.comments, core.version = core.author, "", plain["version"]
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    core.language = "en-GB"


def _table(document: Any) -> Any:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    header = table.rows[0]
    for cell, words in zip(header.cells, ("Item", "Answer"), strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(words).bold = True
    # Screen readers and later pages repeat it as the heading of the columns.
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    header._tr.get_or_add_trPr().append(mark)
    _widths(header)
    return table


def _widths(row: Any) -> None:
    for cell, width in zip(row.cells, (Cm(5), Cm(11)), strict=True):
        cell.width = width


def _item(table: Any, item: Mapping[str, Any]) -> None:
    row = table.add_row()
    _widths(row)
    label, answer = row.cells
    label.paragraphs[0].add_run(_text(item["label"])).bold = True
    if item["secret"]:
        label.add_paragraph().add_run(item["secret"]).italic = True
    for number, words in enumerate(item["paragraphs"]):
        paragraph = answer.paragraphs[0] if number == 0 else answer.add_paragraph()
        paragraph.add_run(_text(words)).italic = item["state"] != "filled"
    if item["rows"]:
        _inner(answer, item["header"], item["rows"])


def _inner(cell: Any, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    inner = cell.add_table(rows=0, cols=len(header))
    for values in (header, *rows):
        for place, words in zip(inner.add_row().cells, values, strict=True):
            place.text = _text(words)
    for place in inner.rows[0].cells:
        for run in place.paragraphs[0].runs:
            run.bold = True
    cell.add_paragraph()


def _rows(document: Any, lines: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for term, value in lines:
        row = table.add_row()
        _widths(row)
        row.cells[0].text, row.cells[1].text = _text(term), _text(value)


def _text(words: str) -> str:
    return _UNWRITABLE.sub("\ufffd", words)

"""A report as PDF, DOCX and JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import translation
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from obligations.exports import typeset
from obligations.incidents.exports import content as contents
from obligations.incidents.exports.content import Content
from obligations.incidents.models import IncidentReport
from obligations.law.incident_reports import FIELDS
from providers.written import ENGLISH

FORMATS = ("pdf", "docx", "json")


@translation.override(ENGLISH)
def make(
    report: IncidentReport, particulars: Mapping[str, Any], file_format: str, *, is_draft: bool
) -> bytes:
    """Make one file of a report; a draft's is marked as one on every page."""
    content = contents.of(report, particulars, is_draft=is_draft)
    if file_format == "pdf":
        return typeset.pdf("incident-report", asdict(content))
    if file_format == "docx":
        return _docx(content)
    return _json(report, particulars, content)


def _docx(content: Content) -> bytes:
    document = Document()
    document.core_properties.title = content.title
    document.core_properties.author = content.provider
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.size = Pt(10)
    _page(document, content)
    document.add_heading(content.title, level=0)
    _table(document, content.head)
    for field in content.fields:
        document.add_heading(f"{field.number}. {field.title}", level=1)
        if field.item:
            document.add_paragraph(
                field.item, style="Caption"
            ).paragraph_format.keep_with_next = True
        for words in field.paragraphs:
            document.add_paragraph(_clean(words))
        if field.pairs:
            _table(document, field.pairs)
    document.add_heading("Redactions for other Union law", level=1)
    if content.redactions:
        _table(document, content.redactions)
    else:
        document.add_paragraph("None.")
    document.add_page_break()  # type: ignore[no-untyped-call] # the library has no types here
    document.add_heading("Record of this report", level=1)
    _table(document, content.facts)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: WordDocument, content: Content) -> None:
    """Set A4 with the mark of a draft above, and the numbered pages below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(22)
    section.header.paragraphs[0].text = content.mark
    below = section.footer.paragraphs[0]
    below.text = f"{content.provider}. {content.title}. Page "
    _count(below, "PAGE")
    below.add_run(" of ")
    _count(below, "NUMPAGES")


def _count(paragraph: Paragraph, name: str) -> None:
    """Add a number that the word processor counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


TERM, VALUE = Mm(42), Mm(124)


def _table(document: WordDocument, pairs: Any) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for term, value in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = term, _clean(value)
        cells[0].width, cells[1].width = TERM, VALUE


def _clean(words: str) -> str:
    # XML 1.0 has no place for these; people's text was freed of control characters before.
    return "".join(one for one in words if one not in "\ufffe\uffff")


def _json(report: IncidentReport, particulars: Mapping[str, Any], content: Content) -> bytes:
    body = {
        "title": content.title,
        "provider": content.provider,
        "is_draft": bool(content.mark),
        "template": content.cite,
        "fields": [
            {
                "number": field.number,
                "title": field.title,
                "item": field.item,
                "lines": [
                    {"key": line.key, "label": line.label, **_answer(report, line.key)}
                    for line in field.lines
                ],
            }
            for field in FIELDS
        ],
        "record": dict(particulars),
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def _answer(report: IncidentReport, key: str) -> dict[str, Any]:
    answer = report.answers.get(key, {})
    return {
        "state": "filled" if answer.get("text") else "missing",
        "text": answer.get("text", ""),
        "missing_because": answer.get("missing_because", ""),
        "redacted": answer.get("redacted", ""),
    }

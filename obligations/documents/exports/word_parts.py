"""Parts of a Word document that python-docx has no words for: controls, check boxes, fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from obligations.documents.controls import OPTION

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def control(cell: Any, tag: str, name: str, *, first: int = 0, is_empty: bool = False) -> None:
    """Put what stands in a cell, from a paragraph on, into a content control with a tag.

    ``is_empty`` marks the words as an invitation to write, which Word replaces when somebody does.
    """
    found = OxmlElement("w:sdt")
    properties, content = OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    for kind, value in (("w:alias", name[:60]), ("w:tag", tag)):
        properties.append(_valued(kind, value))
    if is_empty:
        properties.append(OxmlElement("w:showingPlcHdr"))
    blocks = [one for one in cell._tc if one.tag in (qn("w:p"), qn("w:tbl"), qn("w:sdt"))][first:]
    blocks[0].addprevious(found)
    content.extend(blocks)
    found.extend([properties, content])


def boxes(cell: Any, options: Sequence[tuple[str, str, bool]]) -> None:
    """Write a check box for each option, ticked where it is chosen."""
    for number, (key, words, is_on) in enumerate(options):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph._p.append(_box(key, is_on=is_on))
        paragraph.add_run(f" {words}")


def field(paragraph: Any, code: str) -> None:
    """Write a field that Word computes, such as PAGE."""
    element = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"/>')
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(_valued("w:sz", "17"))
    text = OxmlElement("w:t")
    text.text = "1"
    run.extend([properties, text])
    element.append(run)
    paragraph._p.append(element)


def columns(table: Any, widths: Sequence[int]) -> None:
    """Set the widths of columns, which programs read from different places."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def drop_thumbnail(document: Any) -> None:
    """Leave out the picture of its own first page that the template brings along."""
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(key)


def keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_valued("w:cantSplit", "true"))


def repeat_as_heading(row: Any) -> None:
    """Name a row the heading of its columns: screen readers say it, later pages repeat it."""
    row._tr.get_or_add_trPr().append(_valued("w:tblHeader", "true"))


def _box(key: str, *, is_on: bool) -> Any:
    sign = "☒" if is_on else "☐"
    return parse_xml(
        f'<w:sdt {nsdecls("w")} {_W14}><w:sdtPr><w:tag w:val="{OPTION}{key}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(is_on)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" '
        f'w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent>'
        "</w:sdt>"
    )


def _valued(kind: str, value: str) -> Any:
    element = OxmlElement(kind)
    element.set(qn("w:val"), value)
    return element

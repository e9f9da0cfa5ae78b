"""What stands in the tables of a Word file: rows of cells as text, each check box as ☒ or ☐.

A check box may be a content control, a field of old forms, or a sign somebody typed; a power of ten
may be a raised number. Text that was struck out as a change, or hidden, is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

CHECKED, UNCHECKED = "☒", "☐"
BOXES = CHECKED + UNCHECKED
_SIGNS = str.maketrans(dict.fromkeys("☑✓✔✗✘🗹🗷⮽", CHECKED) | dict.fromkeys("□▢🗆⬜◻", UNCHECKED))
# Check boxes as signs of the fonts Wingdings and Wingdings 2, by their codes.
_CODES = {
    **dict.fromkeys(("F0FE", "F0FD", "F0FC", "F0FB", "F052", "F053", "F054"), CHECKED),
    **dict.fromkeys(("F0A8", "F06F", "F071", "F0A3"), UNCHECKED),
}
_UNREAD = {"del", "moveFrom", "instrText", "delText", "Fallback", "sdtPr", "tcPr", "pPr", "rPr"}
_SIGNS_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that stands in no other: its cells, and how many tables came before."""

    table: int
    cells: tuple[str, ...]


def rows(root: etree._Element) -> Iterator[Row]:
    """Give the rows of every table, in the order of the document."""
    seen = -1
    for table in root.iter("{*}tbl"):
        if _inside(table, "tc"):
            continue
        seen += 1
        for row in table.iter("{*}tr"):
            if not _inside(row, "tc"):
                yield Row(seen, tuple(words(one) for one in cells(row)))


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """Give the cells of a row, or the control that holds one."""
    for one in row:
        kind = local(one)
        if kind == "tc" or (kind == "sdt" and is_box(one)):
            yield one
        elif kind in ("sdt", "sdtContent", "customXml", "ins"):
            yield from cells(one)


def words(element: etree._Element) -> str:
    """Give what stands in an element: a line for each paragraph, without spaces around it."""
    found = text(element).translate(_SIGNS).replace("\xa0", " ")
    return "\n".join(line.strip(" ") for line in found.split("\n")).strip()


def text(element: etree._Element) -> str:
    """Give what stands in an element to the letter, a line for each paragraph."""
    return "".join(_read(element))


def local(element: etree._Element) -> str:
    """Name an element without its namespace, of which Word has two."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def tag(control: etree._Element) -> str:
    """Give the tag of a content control."""
    found = control.find("{*}sdtPr/{*}tag")
    return "" if found is None else attribute(found, "val")


def attribute(element: etree._Element, name: str) -> str:
    """Give an attribute whatever its namespace, or nothing."""
    found = (value for key, value in element.items() if etree.QName(key).localname == name)
    return str(next(found, ""))


def is_box(control: etree._Element) -> bool:
    """Say whether a content control is a check box."""
    return control.find("{*}sdtPr/{*}checkbox") is not None


def is_checked(control: etree._Element) -> bool:
    """Say whether a check box is ticked, as a reader sees it.

    Some programs write another state than they show; what is shown is what somebody looked at.
    """
    content = control.find("{*}sdtContent")
    signs = "" if content is None else "".join(one for each in content for one in _read(each))
    shown = [one for one in signs.translate(_SIGNS) if one in BOXES]
    if shown:
        return shown[0] == CHECKED
    found = control.find("{*}sdtPr/{*}checkbox/{*}checked")
    return found is not None and attribute(found, "val") not in ("", *_OFF)


def is_placeholder(control: etree._Element) -> bool:
    """Say whether what a control shows is Word's own invitation to write something."""
    found = control.find("{*}sdtPr/{*}showingPlcHdr")
    return found is not None and attribute(found, "val") not in _OFF


def _inside(element: etree._Element, kind: str) -> bool:
    return any(True for _ in element.iterancestors(f"{{*}}{kind}"))


def _read(element: etree._Element) -> Iterator[str]:
    kind = local(element)
    if kind in _UNREAD or not kind:
        return
    if kind == "sdt":
        yield from _control(element)
    elif kind == "r":
        yield from _run(element)
    else:
        for one in element:
            yield from _read(one)
        if kind in ("p", "tc"):
            yield "\n"


def _control(control: etree._Element) -> Iterator[str]:
    if is_placeholder(control):
        return
    date = control.find("{*}sdtPr/{*}date")
    if date is not None and attribute(date, "fullDate"):
        # What is shown depends on the country of whoever filled it in; this does not.
        yield attribute(date, "fullDate")[:10] + "\n"
        return
    content = control.find("{*}sdtContent")
    inside = [] if content is None else [one for each in content for one in _read(each)]
    if is_box(control):
        yield CHECKED if is_checked(control) else UNCHECKED
        inside = ["".join(inside).translate(_SIGNS).translate(dict.fromkeys(map(ord, BOXES)))]
    yield from inside


def _run(run: etree._Element) -> Iterator[str]:
    properties = run.find("{*}rPr")
    raised = False
    if properties is not None:
        hidden = properties.find("{*}vanish")
        if hidden is not None and attribute(hidden, "val") not in _OFF:
            return
        place = properties.find("{*}vertAlign")
        raised = place is not None and attribute(place, "val") == "superscript"
    said = "".join(_piece(one) for one in run)
    yield f"^{said}" if raised and said.strip().lstrip("+-−").isdecimal() else said


def _piece(one: etree._Element) -> str:
    kind = local(one)
    if kind in _SIGNS_OF:
        return _SIGNS_OF[kind]
    match kind:
        case "t":
            return one.text or ""
        case "sym":
            return _CODES.get(attribute(one, "char").upper(), "")
        case "fldChar":
            return _field(one)
        case _:
            return "" if kind in _UNREAD else "".join(_read(one))


def _field(begin: etree._Element) -> str:
    """Read a check box of an old form; one that was never touched shows its default."""
    box = begin.find("{*}ffData/{*}checkBox")
    if box is None:
        return ""
    state = box.find("{*}checked")
    state = box.find("{*}default") if state is None else state
    if state is None or attribute(state, "val") in _OFF:
        return UNCHECKED
    return CHECKED

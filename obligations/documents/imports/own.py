"""Reads a Word file that was made here: each answer stands in a content control named by its item.

People may have written in it since, so the words that are shown are read, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext, gettext_noop
from lxml import etree

from obligations.documents import answers
from obligations.documents.controls import ITEM, MISSING, OPTION, SECRET
from obligations.documents.imports import cells, values
from obligations.documents.imports.archive import NotTheForm
from obligations.documents.imports.reading import Found, Reading, State, settled
from obligations.documents.imports.values import Unclear
from obligations.documents.outlines import Item, Kind, Outline
from obligations.phrasebook.shown import phrase

NAME = gettext_noop("File made here")
# How an answer without a value begins, by its state.
WITHOUT = {
    state: answers.reason_said({"state": state, "reason": ""}).strip()
    for state in (answers.State.NOT_APPLICABLE.value, answers.State.UNAVAILABLE.value)
}


def is_own(root: etree._Element) -> bool:
    """Say whether a document was made here."""
    return any(cells.tag(one).startswith(ITEM) for one in root.iter("{*}sdt"))


def read(root: etree._Element, outline: Outline) -> Reading:
    """Read every item; one that the file's recipient was not to see is simply not found."""
    controls = [one for one in root.iter("{*}sdt") if cells.tag(one)]
    named = {cells.tag(one): one for one in controls}
    twice = [tag for tag, count in Counter(map(cells.tag, controls)).items() if count > 1]
    if any(one.startswith(ITEM) for one in twice):
        raise NotTheForm(
            gettext("This document holds two forms. Import each from a file of its own.")
        )
    items = [settled(one, _item(one, named)) for one in outline.items()]
    if all(one.state is State.NOT_FOUND for one in items):
        raise NotTheForm(
            gettext("This file was made here, but it is not “{form}”.").format(
                form=phrase(outline.title)
            )
        )
    if all(one.state in (State.NOT_FOUND, State.EMPTY) for one in items):
        raise NotTheForm(
            gettext("This form is empty: nothing in it is filled in, so nothing is taken.")
        )
    return Reading(form=NAME, items=tuple(items))


def _item(item: Item, named: dict[str, etree._Element]) -> Found:
    control = named.get(f"{ITEM}{item.key}")
    if control is None:
        told = gettext_noop("The file does not hold it.")
        return Found(key=item.key, state=State.NOT_FOUND, because=told)
    words = _words(control)
    if not words or words == MISSING or cells.is_placeholder(control):
        return Found(key=item.key, state=State.EMPTY)
    for state, said in WITHOUT.items():
        if words.startswith(said):
            reason = words.removeprefix(said).strip()
            return Found(
                key=item.key,
                state=State.READ,
                words=words,
                answer={"state": state, "reason": reason},
            )
    try:
        value = _value(item, control, words)
    except Unclear as why:
        return Found(key=item.key, state=State.UNCLEAR, words=words, because=str(why))
    if value in ([], ""):
        return Found(key=item.key, state=State.EMPTY)
    answer: dict[str, Any] = {"state": "filled", "value": value}
    if f"{SECRET}{item.key}" in named:
        answer["secret"] = True
    return Found(key=item.key, state=State.READ, words=words, answer=answer)


def _value(item: Item, control: etree._Element, words: str) -> Any:
    if item.kind is Kind.TABLE:
        return _table(item, control)
    if item.kind in (Kind.CHOICE, Kind.CHOICES):
        return _chosen(item, control)
    if item.kind is Kind.LIST:
        return [line for line in words.split("\n") if line.strip()]
    if item.kind is Kind.NUMBER:
        return _number(item, words)
    return values.READ[item.kind](item, words)


def _chosen(item: Item, control: etree._Element) -> Any:
    ticked = [
        cells.tag(one).removeprefix(OPTION)
        for one in control.iter("{*}sdt")
        if cells.tag(one).startswith(OPTION) and cells.is_checked(one)
    ]
    if item.kind is Kind.CHOICES:
        return ticked
    if len(ticked) > 1:
        raise Unclear(gettext_noop("More than one is ticked where one is asked for."))
    return ticked[0] if ticked else ""


def _number(item: Item, words: str) -> str:
    plain = words.removesuffix(item.unit).strip()
    return values.number(plain)


def _table(item: Item, control: etree._Element) -> list[dict[str, Any]]:
    table = next(control.iter("{*}tbl"), None)
    if table is None:
        raise Unclear(gettext_noop("The table of this item is not there any more."))
    header, *rows = [[_words(one) for one in cells.cells(row)] for row in table.iter("{*}tr")]
    columns = {one.label.casefold(): one for one in item.columns}
    named = [columns.get(one.casefold()) for one in header]
    if None in named:
        raise Unclear(gettext_noop("A column of its table has another name."))
    pairs = [[(one, cell) for one, cell in zip(named, row, strict=False) if one] for row in rows]
    return [
        {one.key: _cell(one, cell) for one, cell in row if cell}
        for row in pairs
        if any(cell for _, cell in row)
    ]


def _cell(column: Item, words: str) -> str:
    if column.kind is Kind.CHOICE:
        labels = {label.casefold(): key for key, label in column.options.items()}
        if words.casefold() not in labels:
            raise Unclear(f"{column.label}: {words} is not among the choices.")
        return labels[words.casefold()]
    if column.kind is Kind.NUMBER:
        return _number(column, words)
    return words


def _words(element: etree._Element) -> str:
    """Give the words as they stand; a text that was exported comes back to the letter."""
    return cells.text(element).strip()

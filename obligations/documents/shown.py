"""What a document says, in words for a reader: the same for pages, PDF and other files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from obligations.documents import answers
from obligations.documents.answers import Answer, Content, State
from obligations.documents.outlines import Item, Kind, Outline
from obligations.law.wording import long_date
from obligations.phrasebook.shown import phrase


@dataclass(frozen=True, slots=True)
class Shown:
    """One item with its answer: paragraphs, or the rows of a table under its column names."""

    item: Item
    state: State
    paragraphs: Sequence[str]
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    reason: str
    reason_said: str
    is_secret: bool
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One section with what stands at its items."""

    key: str
    title: str
    cite: str
    help: str
    items: Sequence[Shown]


def parts(outline: Outline, content: Content, *, recipient: str | None = None) -> Iterator[Part]:
    """Show every section; for a recipient, only the items they may read.

    An optional item without an answer is left out; any other one is shown as missing.
    """
    for section in outline.sections:
        items = [
            show(one, content.get(one.key))
            for one in section.items
            if (recipient is None or recipient in one.recipients)
            and not (one.is_optional and one.key not in content)
        ]
        if items:
            yield Part(section.key, section.title, section.cite, section.help, items)


def show(item: Item, answer: Answer | None) -> Shown:
    """Say in words what stands at one item."""
    state = State.MISSING if answer is None else State(answer["state"])
    paragraphs: Sequence[str] = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    if answer is not None and state is State.FILLED:
        if item.kind is Kind.TABLE:
            header = [column.label for column in item.columns]
            rows = [_cells(item, row) for row in answer["value"]]
        else:
            paragraphs = words(item, answer["value"])
    return Shown(
        item=item,
        state=state,
        paragraphs=paragraphs,
        header=header,
        rows=rows,
        reason=answer.get("reason", "") if answer else "",
        reason_said=answers.reason_said(answer) if answer else "",
        is_secret=bool(answer and answer.get("secret")),
        remarks=answers.remarks(item, answer),
    )


def words(item: Item, value: Any) -> list[str]:
    """Say the value of one answer in paragraphs."""
    return _WORDS[item.kind](item, value)


def _cells(item: Item, row: dict[str, Any]) -> list[str]:
    return [_cell(column, row[column.key]) if column.key in row else "" for column in item.columns]


def _cell(column: Item, value: Any) -> str:
    return str(value) if column.kind is Kind.TEXT else "\n".join(words(column, value))


def _chosen(item: Item, option: str) -> str:
    return phrase(item.options[option]) if option in item.options else option


_WORDS: Mapping[Kind, Callable[[Item, Any], list[str]]] = {
    Kind.TEXT: lambda _, value: [line for line in value.split("\n") if line.strip()],
    Kind.NUMBER: lambda item, value: [f"{value} {item.unit}".strip()],
    Kind.DAY: lambda _, value: [long_date(date.fromisoformat(value))],
    Kind.MONTH: lambda _, value: [value],
    Kind.WHEN: lambda _, value: [value["written"]],
    Kind.CHOICE: lambda item, value: [_chosen(item, value)],
    Kind.CHOICES: lambda item, value: [", ".join(_chosen(item, one) for one in value)],
    Kind.YES_NO: lambda _, value: [gettext("Yes") if value else gettext("No")],
    Kind.LINK: lambda _, value: [value],
    Kind.LIST: lambda _, value: list(value),
}

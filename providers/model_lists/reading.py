"""From the bytes of an uploaded list to rows of text, or one clear sentence why not."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from providers.errors import InvalidInput

MOST_BYTES = 20_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200


class UnreadableFile(InvalidInput):
    """The file is no list that could be imported."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


class BinaryFile(Protocol):
    """What is needed of an upload: an open file, or Django's uploaded file."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Row:
    """One row; ``number`` is what a spreadsheet shows, with the header in row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A list as it stands in the file; ``sha256`` names its bytes."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    sha256: str


def read(upload: BinaryFile) -> Table:
    """Read a CSV file: UTF-8, or UTF-16 with its mark; commas, semicolons or tabs.

    Cells may hold line breaks inside quotes. Raises UnreadableFile.
    """
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            _("The file is too large: at most {megabytes} MB.").format(
                megabytes=MOST_BYTES // 1_000_000
            )
        )
    records = _records(_decoded(content))
    if not records:
        raise UnreadableFile(_("The file is empty."))
    header = tuple(" ".join(name.split()) for name in records[0])
    _check_header(header)
    rows = tuple(
        Row(number, tuple(cells))
        for number, cells in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in cells)
    )
    if not rows:
        raise UnreadableFile(_("The file has a header and no rows."))
    return Table(header, rows, hashlib.sha256(content).hexdigest())


def _decoded(content: bytes) -> str:
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise UnreadableFile(
            _(
                "The file is not UTF-8 (see line {line}). Save it as “CSV UTF-8” and try again."
            ).format(line=line)
        ) from wrong
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise UnreadableFile(
            _("The file holds a NUL byte (see line {line}); it is no CSV file.").format(line=line)
        )
    return text


def _records(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[list[str]] = []
    try:
        for cells in reader:
            records.append(cells)
            if len(records) > MOST_ROWS + 1:
                raise UnreadableFile(
                    _("The file has too many rows: at most {most_rows}.").format(
                        most_rows=f"{MOST_ROWS:,}"
                    )
                )
    except csv.Error as wrong:
        raise UnreadableFile(
            _("The file is no CSV file (see line {line_num}): {wrong}.").format(
                line_num=reader.line_num, wrong=wrong
            )
        ) from wrong
    return records


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _check_header(header: tuple[str, ...]) -> None:
    if len(header) > MOST_COLUMNS:
        raise UnreadableFile(
            _("The file has too many columns: at most {most_columns}.").format(
                most_columns=MOST_COLUMNS
            )
        )
    named = [name.casefold() for name in header if name]
    if not named:
        raise UnreadableFile(_("The first row is empty; it should name the columns."))
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise UnreadableFile(
            _("The column “{twice}” stands in the header twice.").format(twice=twice[0][:80])
        )

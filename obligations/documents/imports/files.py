"""Reads a file of either kind: the official form as filled in, or one that was made here."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _

from obligations.documents.imports import archive, cells, filled, own
from obligations.documents.imports.archive import NotTheForm
from obligations.documents.imports.reading import Reading
from obligations.documents.outlines import Outline

# The kinds of documents that can be read from a file.
KINDS = ("model-documentation",)
ROWS_LIMIT = 5_000


def read(file: IO[bytes], outline: Outline) -> Reading:
    """Read a filled form; raise NotTheForm, saying what the file is instead."""
    if outline.kind not in KINDS:
        raise NotTheForm(_("{title} cannot be imported from a file.").format(title=outline.title))
    root = archive.text_of(file)
    if own.is_own(root):
        return own.read(root, outline)
    rows = []
    for row in cells.rows(root):
        rows.append(row)
        if len(rows) > ROWS_LIMIT:
            raise NotTheForm(
                _("Its tables have more than {rows_limit} rows; a form has fewer.").format(
                    rows_limit=f"{ROWS_LIMIT:,}"
                )
            )
    return filled.read(rows, outline)

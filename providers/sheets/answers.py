"""A list's own address with ``export=csv`` or ``export=xlsx``: the same rows, all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from providers.errors import Conflict, InvalidInput
from providers.sheets import files
from providers.sheets.columns import Sheet
from providers.sheets.files import Written
from providers.written import ENGLISH

PARAMETER = "export"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Incomplete(Conflict):
    """A file does not hold what the list holds."""


def wanted(request: HttpRequest) -> bool:
    """Say whether a list is asked for as a file."""
    return PARAMETER in request.GET


def answer(
    request: HttpRequest, sheet: Sheet, rows: QuerySet[Any] | Sequence[Any], *, now: datetime
) -> FileResponse:
    """Answer every row of a list as a file.

    CSV where no format is named. Count and rows are read in one snapshot, and the file is finished
    before the answer begins: a list that cannot be written whole is refused, never cut short.
    Raises InvalidInput for another format, Incomplete where the count differs.
    """
    form = request.GET.get(PARAMETER, "csv")
    if form not in TYPES:
        raise InvalidInput(
            _("A list is exported as one of: {types}.").format(types=", ".join(TYPES))
        )
    with _snapshot():
        count = rows.count() if isinstance(rows, QuerySet) else len(rows)
        if form == "xlsx" and count > files.MOST_ROWS:
            raise InvalidInput(
                _("A workbook holds about a million rows: narrow the list, or take CSV.")
            )
        # Programs read these files: headings and words are English whoever asks.
        with translation.override(ENGLISH):
            written = _write(request, sheet, rows, form, now)
    if written.count != count:
        written.file.close()
        raise Incomplete(_("The list could not be written whole. Nothing was exported; try again."))
    name = f"{sheet.name}-{now:%Y-%m-%d}.{form}"
    response = FileResponse(
        written.file, as_attachment=True, filename=name, content_type=TYPES[form]
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Row-Count"] = str(count)
    return response


def _write(
    request: HttpRequest,
    sheet: Sheet,
    rows: QuerySet[Any] | Sequence[Any],
    form: str,
    now: datetime,
) -> Written:
    if form == "csv":
        return files.as_csv(sheet, rows)
    asked = request.GET.copy()
    asked.pop(PARAMETER, None)
    about = [
        f"List: {sheet.name}",
        f"Address: {request.build_absolute_uri(request.path)}?{asked.urlencode()}".rstrip("?"),
        f"Made: {now.astimezone(files.BRUSSELS):%Y-%m-%d %H:%M}",
    ]
    return files.as_xlsx(sheet, rows, about=about)


@contextmanager
def _snapshot() -> Iterator[None]:
    """Read everything as it is at one instant, unless a transaction is open already."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield

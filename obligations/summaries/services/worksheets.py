"""Record sizes of datasets and domains, from which follows what a summary must name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from obligations.documents.models import Document
from obligations.documents.outlines import outline
from obligations.documents.permissions import check_write
from obligations.summaries.models import Worksheet
from obligations.summaries.models.worksheets import Measured
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit

NAMES_LIMIT = 200_000
NAME_LIMIT = 300
LARGEST = Decimal("1e30")


def record(
    *,
    document: Document,
    kind: str,
    sizes: Mapping[str, str],
    unit: str,
    modality: str = "",
    by: Actor,
    now: datetime,
) -> Worksheet:
    """Record one list of sizes; a later one of the same kind and modality replaces it.

    ``sizes`` maps each name to a decimal string. Raises InvalidInput naming the first bad line.
    """
    check_write(by, document.provider)
    if kind not in Measured.values:
        raise InvalidInput(_("Write datasets or domains."), field="kind")
    item = outline(document.kind).item("modalities")
    known = item.options if item else {}
    if (kind == Measured.DATASETS) != (modality in known):
        raise InvalidInput(
            _("Name the modality of the datasets, and none for domains."), field="modality"
        )
    row = Worksheet(
        provider=document.provider,
        document=document,
        kind=kind,
        modality=modality,
        unit=text.name(unit, field="unit", limit=40),
        sizes=_checked(sizes),
        recorded_at=now,
        recorded_by_name=by.name,
    )
    with audit.change(action="summary.sizes-recorded", about=row, by=by, at=now) as event:
        row.save(force_insert=True)
        event.detail = {"kind": kind, "modality": modality, "names": len(row.sizes)}
    return row


def read_lines(lines: str) -> dict[str, str]:
    """Read one name and its size from each line, parted by the last comma, semicolon or tab.

    Raises InvalidInput naming the line at fault; a name given twice is one.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        place = max(line.rfind(mark) for mark in ",;\t")
        name, size = line[:place].strip().strip('"'), line[place + 1 :].strip()
        if place < 1 or not name:
            told = _("Line {number}: write a name, a comma and a size.")
            raise InvalidInput(told.format(number=number), field="lines")
        if name in found:
            told = _("Line {number}: {name} stands twice.")
            raise InvalidInput(told.format(number=number, name=name[:80]), field="lines")
        found[name] = size
        if len(found) > NAMES_LIMIT:
            told = _("At most {names_limit} names.")
            raise InvalidInput(told.format(names_limit=f"{NAMES_LIMIT:,}"), field="lines")
    return found


def _checked(sizes: Mapping[str, str]) -> dict[str, str]:
    if not sizes:
        raise InvalidInput(_("Give at least one name with its size."), field="lines")
    if len(sizes) > NAMES_LIMIT:
        raise InvalidInput(
            _("At most {names_limit} names.").format(names_limit=f"{NAMES_LIMIT:,}"), field="lines"
        )
    return {
        text.name(name, field="lines", limit=NAME_LIMIT): _size(name, size)
        for name, size in sizes.items()
    }


def _size(name: str, size: str) -> str:
    try:
        value = Decimal(str(size)) if len(str(size)) <= 40 else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or not 0 < value <= LARGEST:
        raise InvalidInput(
            _("{name}: its size is not a number above zero.").format(name=name[:80]), field="lines"
        )
    return f"{value:f}"

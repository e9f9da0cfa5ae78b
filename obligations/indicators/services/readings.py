"""Record readings, one by one or from a list, and correct them with a reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from obligations.indicators.models import Definition, Indicator, Reading
from obligations.indicators.permissions import check_measure
from obligations.indicators.services import numbers
from obligations.law.deadlines import brussels_day
from obligations.models import Evidence
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit

EARLIEST = date(2015, 1, 1)
LINES_LIMIT = 5_000
COLUMNS = ("taken_on", "value", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One value as it comes."""

    taken_on: date
    value: str
    note: str = ""


def record(
    *,
    indicator: Indicator,
    taken: Sequence[Read],
    evidence: Evidence | None = None,
    by: Actor,
    now: datetime,
) -> list[Reading]:
    """Record readings by the definition that holds now, all of them or none.

    Raises InvalidInput naming the line at fault, NotAllowedNow where the indicator has ended or a
    day was read already: a reading is corrected, not overwritten.
    """
    check_measure(by, indicator.provider)
    if evidence is not None and evidence.provider_id != indicator.provider_id:
        raise InvalidInput(_("There is no such evidence."), field="evidence")
    values = [_checked(one, number, len(taken), now) for number, one in enumerate(taken, start=1)]
    if not values:
        raise InvalidInput(_("Give at least one reading."), field="value")
    with audit.change(action="indicator.read", about=indicator, by=by, at=now) as event:
        definition = _definition(indicator)
        rows = [
            Reading(
                provider=indicator.provider,
                indicator=indicator,
                definition=definition,
                taken_on=one.taken_on,
                value=numbers.read(one.value, field="value"),
                note=one.note,
                evidence=evidence,
                recorded_at=now,
                recorded_by_id=by.user_id,
                recorded_by_name=by.name,
            )
            for one in values
        ]
        _write(rows)
        event.detail = {"readings": len(rows), "last": max(one.taken_on for one in values)}
    return rows


def correct(
    *, reading: Reading, value: str | None, reason: str, by: Actor, now: datetime
) -> Reading:
    """Put another value in the place of a reading, or None to take it back; both stay.

    Raises InvalidInput, and NotAllowedNow where it was corrected already.
    """
    check_measure(by, reading.provider)
    said = text.prose(reason, field="reason")
    if not said:
        raise InvalidInput(_("Say why it is corrected."), field="reason")
    wanted = numbers.read(value, field="value") if value not in (None, "") else None
    with audit.change(action="indicator.corrected", about=reading, by=by, at=now) as event:
        row = Reading(
            provider=reading.provider,
            indicator=reading.indicator,
            definition=reading.definition,
            taken_on=reading.taken_on,
            value=wanted,
            evidence=reading.evidence,
            supersedes=reading,
            reason=said,
            recorded_at=now,
            recorded_by_id=by.user_id,
            recorded_by_name=by.name,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise NotAllowedNow(_("This reading was corrected already.")) from None
        event.detail = {"reason": said, "taken_on": reading.taken_on}
    return row


def parse(content: str) -> list[Read]:
    """Read a list with the columns taken_on, value and note, parted by commas or semicolons.

    Raises InvalidInput naming every line at fault, the first twenty of them.
    """
    head = content.lstrip("\ufeff").splitlines()[:1]
    mark = ";" if head and ";" in head[0] else ","
    rows = csv.DictReader(io.StringIO(content.lstrip("\ufeff")), delimiter=mark)
    if list(rows.fieldnames or ())[:2] != list(COLUMNS[:2]):
        raise InvalidInput(
            _("The first line names the columns: {names}.").format(names=", ".join(COLUMNS)),
            field="file",
        )
    found, problems = [], []
    try:
        for number, row in enumerate(rows, start=2):
            if number > LINES_LIMIT + 1:
                raise InvalidInput(
                    _("At most {lines_limit} lines.").format(lines_limit=f"{LINES_LIMIT:,}"),
                    field="file",
                )
            try:
                found.append(_line(row))
            except (InvalidInput, ValueError, TypeError):
                problems.append(_("line {number}").format(number=number))
    except csv.Error as error:
        raise InvalidInput(
            _("This is not a list of values: {error}.").format(error=error), field="file"
        ) from error
    if problems:
        shown = ", ".join(problems[:20])
        raise InvalidInput(
            _(
                "A day as YYYY-MM-DD and a number with a decimal point are needed: {shown}. "
                "Nothing was recorded."
            ).format(shown=shown),
            field="file",
        )
    return found


def _line(row: dict[str, str]) -> Read:
    taken_on = date.fromisoformat(row["taken_on"].strip())
    numbers.read(row["value"], field="value")
    return Read(taken_on=taken_on, value=row["value"].strip(), note=row.get("note") or "")


def _checked(one: Read, number: int, count: int, now: datetime) -> Read:
    where = _("Reading {number}:").format(number=number) + " " if count > 1 else ""
    if not EARLIEST <= one.taken_on <= brussels_day(now):
        told = _("{where}{taken_on} has not come yet, or lies before {earliest}.").format(
            where=where, taken_on=one.taken_on, earliest=EARLIEST
        )
        raise InvalidInput(told, field="taken_on")
    try:
        numbers.read(one.value, field="value")
        note = text.prose(one.note, field="note")
    except InvalidInput as problem:
        raise InvalidInput(f"{where}{problem.message}", field=problem.field) from problem
    return Read(taken_on=one.taken_on, value=one.value, note=note)


def _definition(indicator: Indicator) -> Definition:
    indicator.refresh_from_db(fields=["ended_on"])
    if indicator.ended_on is not None:
        raise NotAllowedNow(
            _("This indicator ended on {ended_on}.").format(ended_on=indicator.ended_on)
        )
    return Definition.objects.filter(indicator=indicator).latest("number")


def _write(rows: Sequence[Reading]) -> None:
    try:
        with transaction.atomic():
            Reading.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        raise NotAllowedNow(
            _(
                "One of these days was read already. Correct that reading instead; nothing was "
                "recorded."
            ),
            field="taken_on",
        ) from None

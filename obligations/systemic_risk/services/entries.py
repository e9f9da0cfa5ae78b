"""Keep the compute ledger: add, correct, strike; nothing is edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from obligations.law import figures, ledger
from obligations.law.compute import ComponentKind
from obligations.law.deadlines import brussels_day
from obligations.law.figures import ImpossibleValue
from obligations.services.steps import NotAllowedNow
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.services import inputs as stored
from obligations.systemic_risk.services import watching
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.models import AIModel
from providers.services import audit

EARLIEST = date(2010, 1, 1)
LATEST = figures.LATEST_DATE
MOST_ENTRIES = 300
LARGEST_PERCENT = Decimal(1000)


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """What an entry says; ``inputs`` are named as in ``law.ledger.amount``.

    ``known_on`` is the day on which a done amount was known, or a plan was approved.
    """

    name: str
    kind: str
    method: str
    inputs: Mapping[str, Any]
    begins_on: date
    ends_on: date
    is_planned: bool
    known_on: date
    is_public: bool | None = None
    uncertainty_percent: Decimal | None = None
    assumptions: str = field(default="")


def add(*, ai_model: AIModel, entry: NewEntry, by: Actor, now: datetime) -> ComputeEntry:
    """Append an entry. Raises InvalidInput with every field at fault."""
    check_write(by, ai_model.provider)
    row = _row(ai_model, entry, by, now)
    with audit.change(action="compute-entry.added", about=row, by=by, at=now) as event:
        if ComputeEntry.objects.filter(ai_model=ai_model).standing().count() >= MOST_ENTRIES:
            raise NotAllowedNow(
                _("A ledger has at most {most} entries; join small ones.").format(most=MOST_ENTRIES)
            )
        watching.keep(row, now=now)
        event.detail = _detail(row)
    return row


def correct(
    *, entry: ComputeEntry, new: NewEntry, because: str, by: Actor, now: datetime
) -> ComputeEntry:
    """Put a later entry in the place of one that stands, with the reason.

    Raises NotAllowedNow where another correction was faster, or the entry was struck.
    """
    check_write(by, entry.provider)
    row = _row(entry.ai_model, new, by, now)
    _supersede(row, entry, because)
    with audit.change(action="compute-entry.corrected", about=row, by=by, at=now) as event:
        _check_stands(entry)
        watching.keep(row, now=now)
        event.detail = {**_detail(row), "supersedes": entry.pk, "because": row.because}
    return row


def strike(*, entry: ComputeEntry, because: str, by: Actor, now: datetime) -> ComputeEntry:
    """Take an entry out that should never have been; it stays on record, with the reason."""
    check_write(by, entry.provider)
    row = ComputeEntry(
        provider_id=entry.provider_id,
        ai_model=entry.ai_model,
        known_on=brussels_day(now),
        is_struck=True,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **{name: getattr(entry, name) for name in _CARRIED},
    )
    _supersede(row, entry, because)
    with audit.change(action="compute-entry.struck", about=row, by=by, at=now) as event:
        _check_stands(entry)
        row.save(force_insert=True)
        event.detail = {"supersedes": entry.pk, "because": row.because}
    return row


_CARRIED = (
    "name",
    "kind",
    "is_public",
    "method",
    "inputs",
    "flop",
    "uncertainty_percent",
    "assumptions",
    "begins_on",
    "ends_on",
    "is_planned",
)


def _supersede(row: ComputeEntry, entry: ComputeEntry, because: str) -> None:
    row.supersedes = entry
    row.because = text.prose(because, field="because")
    if not row.because:
        raise InvalidInput(
            _("Say why the entry is corrected; both stay on record."), field="because"
        )


def _check_stands(entry: ComputeEntry) -> None:
    if entry.is_struck or ComputeEntry.objects.filter(supersedes=entry).exists():
        raise NotAllowedNow(
            _("This entry was corrected or struck already. Look at what stands now.")
        )


def _row(ai_model: AIModel, new: NewEntry, by: Actor, now: datetime) -> ComputeEntry:
    problems = Problems()
    given: dict[str, Any] = {}
    with problems.gathered():
        given["name"] = text.name(new.name, field="name")
    with problems.gathered():
        given["assumptions"] = text.prose(new.assumptions, field="assumptions")
    with problems.gathered():
        given["inputs"], given["flop"] = _amount(new)
    for check in (_check_kind, _check_share):
        with problems.gathered():
            check(new)
    with problems.gathered():
        _check_days(new, brussels_day(now))
    problems.raise_any()
    return ComputeEntry(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind=new.kind,
        is_public=new.is_public if new.kind == ComponentKind.SYNTHETIC_DATA else None,
        method=new.method,
        uncertainty_percent=new.uncertainty_percent,
        begins_on=new.begins_on,
        ends_on=new.ends_on,
        is_planned=new.is_planned,
        known_on=new.known_on,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **given,
    )


def _amount(new: NewEntry) -> tuple[dict[str, Any], Decimal]:
    cleaned = stored.clean(new.method, new.inputs)
    try:
        flop, _because = ledger.amount(new.method, stored.decimals(cleaned))
    except ImpossibleValue as error:
        raise InvalidInput(error.message, field=error.field) from error
    return cleaned, flop


def _check_kind(new: NewEntry) -> None:
    if new.kind not in list(ComponentKind):
        raise InvalidInput(
            _("Choose from: {kinds}.").format(kinds=", ".join(ComponentKind)),
            field="kind",
        )


def _check_share(new: NewEntry) -> None:
    share = new.uncertainty_percent
    if share is None:
        return
    if not share.is_finite() or not 0 <= share <= LARGEST_PERCENT:
        raise InvalidInput(_("Give a percentage from 0 to 1000."), field="uncertainty_percent")
    if share != round(share, 2):
        raise InvalidInput(_("Give at most two decimals."), field="uncertainty_percent")


def _check_days(new: NewEntry, today: date) -> None:
    problems = Problems()
    for name in ("begins_on", "ends_on"):
        if not EARLIEST <= getattr(new, name) <= LATEST:
            problems.found.append(
                InvalidInput(
                    _("Give a day from {earliest} to {latest}.").format(
                        earliest=EARLIEST, latest=LATEST
                    ),
                    field=name,
                )
            )
    if new.ends_on < new.begins_on:
        problems.found.append(InvalidInput(_("It cannot end before it begins."), field="ends_on"))
    elif not new.is_planned and new.ends_on > today:
        told = _("What is done ended by today; what goes on after today is planned.")
        problems.found.append(InvalidInput(told, field="ends_on"))
    if not EARLIEST <= new.known_on <= today:
        told = _("Give the day on which this became known or was approved, not after today.")
        problems.found.append(InvalidInput(told, field="known_on"))
    problems.raise_any()


def _detail(row: ComputeEntry) -> dict[str, Any]:
    return {
        "model": row.ai_model_id,
        "kind": row.kind,
        "method": row.method,
        "inputs": row.inputs,
        "flop": row.flop,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "is_planned": row.is_planned,
        "known_on": row.known_on,
    }

"""Taking an edition into use or back out of it: one decision, then a step for each provider."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from obligations.editions.queries.amendments import Amendment
from obligations.editions.services import steps
from obligations.law.deadlines import brussels_day
from obligations.law.wording import long_date
from obligations.models import Direction, Edition, EditionChange, EditionStep
from obligations.services import catalogue as catalogue_rows
from obligations.services.counting import counted
from obligations.services.jobs import Clock
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.models.providers import Origin
from providers.permissions import check_operator
from providers.services import audit
from providers.text import prose

LONGEST_REASON = 2000

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Report:
    """How far a change has come; ``failed`` names the providers whose step could not be taken."""

    change: EditionChange
    taken: int = 0
    waiting: int = 0
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        verb = "applied to" if self.change.direction == Direction.APPLY else "undone for"
        told = f"{self.change.edition} {verb} {counted(self.taken, 'provider')} in this run."
        if self.failed:
            return f"{told} Failed, and still on the text before: {', '.join(self.failed)}."
        return told if self.waiting else f"{told} Finished."


def apply(*, amendment: Amendment, reason: str, by: Actor, now: datetime, clock: Clock) -> Report:
    """Let duties follow an edition that was held back; go on where an earlier run stopped.

    Raises NotAllowedNow where it is in use already, not in force yet, or a later one is in use.
    """
    return _run(_begin(amendment, Direction.APPLY, reason, by, now), by, clock)


def undo(*, amendment: Amendment, reason: str, by: Actor, now: datetime, clock: Clock) -> Report:
    """Let duties follow the edition before again; go on where an earlier run stopped.

    An application that is not finished ends where it is, and is taken back. Raises NotAllowedNow
    where the edition is held already, or a later one is in use.
    """
    return _run(_begin(amendment, Direction.UNDO, reason, by, now), by, clock)


def _begin(
    amendment: Amendment, direction: Direction, reason: str, by: Actor, now: datetime
) -> EditionChange:
    """Decide, for the whole installation and in one transaction; or find the decision to go on."""
    check_operator(by, what="change which edition of a text is in use")
    with audit.turn(None):
        catalogue_rows.add_missing(now=now, by=by)
        edition = _locked(amendment.after.place)
        replaces = _locked(amendment.before.place)
        open_one = edition.changes.filter(finished_at=None).first()
        if open_one is not None and open_one.direction == direction:
            return open_one
        _check(edition, replaces, direction, now)
        told = prose(reason, field="reason", limit=LONGEST_REASON)
        if not told:
            raise InvalidInput(_("Say why: it stays beside the change."), field="reason")
        change = EditionChange(
            edition=edition,
            replaces=replaces,
            direction=direction,
            undoes=_undone(edition) if direction == Direction.UNDO else None,
            reason=told,
            by_name=by.name,
            started_at=now,
        )
        _write(change, open_one, by, now)
    return change


def _locked(place: tuple[str, date]) -> Edition:
    found: Edition = Edition.objects.select_for_update().get(
        instrument=place[0], in_force_from=place[1]
    )
    return found


def _check(edition: Edition, replaces: Edition, direction: Direction, now: datetime) -> None:
    later = Edition.objects.filter(
        instrument=edition.instrument, in_force_from__gt=edition.in_force_from, held_at=None
    ).first()
    if later is not None:
        raise NotAllowedNow(
            _("A later edition is in use: {later}. Undo that one first.").format(later=later)
        )
    if direction == Direction.UNDO and edition.held_at is not None:
        raise NotAllowedNow(
            _("{edition} is held back already; there is nothing to undo.").format(edition=edition)
        )
    if direction == Direction.APPLY and edition.held_at is None:
        raise NotAllowedNow(
            _("{edition} is in use already; there is nothing to apply.").format(edition=edition)
        )
    if replaces.held_at is not None:
        raise NotAllowedNow(
            _("The edition before is held back: {replaces}. Apply that one first.").format(
                replaces=replaces
            )
        )
    if direction == Direction.APPLY and edition.in_force_from > brussels_day(now):
        raise NotAllowedNow(
            _("It is the text to read from {day}; apply it on that day or later.").format(
                day=long_date(edition.in_force_from)
            )
        )


def _undone(edition: Edition) -> EditionChange | None:
    last = edition.changes.order_by("-started_at", "-pk").first()
    return last if last is not None and last.direction == Direction.APPLY else None


def _write(change: EditionChange, open_one: EditionChange | None, by: Actor, now: datetime) -> None:
    """Write the decision with the steps it asks for; what it cuts short is closed first."""
    edition, reached = change.edition, None
    if open_one is not None:
        # First close what waits, then ask who was reached: a step that somebody takes meanwhile
        # is either waited for and counted, or finds itself skipped.
        open_one.steps.filter(done_at=None).update(
            done_at=now, was_skipped=True, is_counted=True, error=""
        )
        taken = open_one.steps.filter(was_skipped=False)
        reached = set(taken.values_list("provider_id", flat=True))
        open_one.finished_at, open_one.is_cut_short = now, True
        open_one.save(update_fields=["finished_at", "is_cut_short"])
    verb = "applied" if change.direction == Direction.APPLY else "undone"
    event = audit.change(action=f"edition.{verb}", about=edition, by=by, at=now, provider=None)
    with event as told:
        edition.held_at = None if change.direction == Direction.APPLY else now
        edition.save(update_fields=["held_at"])
        change.save(force_insert=True)
        owners = Provider.objects.exclude(origin=Origin.PUBLIC_DATA).order_by("pk")
        if reached is not None:
            owners = owners.filter(pk__in=reached)
        made = [EditionStep(change=change, provider=owner) for owner in owners]
        EditionStep.objects.bulk_create(made, batch_size=500)
        told.detail |= {"change": change.pk, "reason": change.reason, "providers": len(made)}


def _run(change: EditionChange, by: Actor, clock: Clock) -> Report:
    """Take the steps that wait, each in a transaction of its own; close the change behind them."""
    report = Report(change)
    waiting = change.steps.filter(done_at=None).order_by("provider_id")
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            report.taken += steps.take(step_id=pk, by=by, now=clock())
        except Exception as error:
            log.exception("Step %s of a change of edition could not be taken.", pk)
            report.failed.append(steps.note_failure(pk, error))
    report.waiting = waiting.count()
    if not report.waiting:
        _finish(change, by, clock())
    return report


def _finish(change: EditionChange, by: Actor, now: datetime) -> None:
    """Close the change, once: of two runs that come to the end together, one writes it."""
    with audit.turn(None):
        open_still = EditionChange.objects.filter(pk=change.pk, finished_at=None)
        if open_still.update(finished_at=max(now, change.started_at)):
            audit.tell(
                action="edition.change-finished",
                about=change.edition,
                by=by,
                at=now,
                detail={"change": change.pk},
            )
    change.refresh_from_db()

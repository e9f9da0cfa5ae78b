"""Duties: opened, changed and ended as the law rules on the facts recorded."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from obligations.law.terms import Ruling
from obligations.law.workflow import WorkStatus
from obligations.models import Duty
from obligations.services import (
    deadlines,
    differences,
    digests,
    events,
    nearest,
    predecessors,
    rulings,
    standing,
)
from obligations.services.care import assign, check_route, choose_route
from obligations.services.changes import Change, Changes
from obligations.services.counting import counted
from obligations.services.deadlines import Moves
from obligations.services.differences import NOT_YET, Difference, said
from obligations.services.rulings import Text
from obligations.services.standing import restate
from providers.actors import TIMETABLE, Actor
from providers.models import AIModel, Provider
from providers.models.providers import Origin
from providers.services import audit

__all__ = [
    "Change",
    "Changes",
    "RefreshReport",
    "assign",
    "check_route",
    "choose_route",
    "refresh",
    "refresh_all",
    "restate",
]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class RefreshReport:
    """What one refresh of everything did; ``failed`` names the providers it could not refresh."""

    providers: int = 0
    newly_owed: int = 0
    changed: int = 0
    ended: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, changes: Changes) -> None:
        """Count what the refresh of one provider did."""
        self.providers += 1
        self.newly_owed += len(changes.newly_owed)
        self.changed += len(changes.changed)
        self.ended += len(changes.ended)

    def __str__(self) -> str:
        told = (
            f"{counted(self.providers, 'provider')} refreshed: "
            f"{counted(self.newly_owed, 'duty', 'duties')} newly owed, "
            f"{self.changed} changed, {self.ended} ended."
        )
        return f"{told} Failed: {', '.join(self.failed)}." if self.failed else told


def refresh(
    *,
    provider: Provider,
    ai_model: AIModel | None,
    by: Actor,
    now: datetime,
    revivable: Collection[UUID] = (),
    is_told: bool = True,
) -> Changes:
    """Make the duties of a model (None: of all models), and the provider's own, what the law asks.

    Opens, changes and ends duties and their deadlines, tells the provider's people, and writes one
    audit event, all in one transaction. Where nothing differs, nothing is written. Public data
    makes no duties: what the law would ask of it is worked out where it is shown.

    ``revivable`` names ended duties that go on as the same rows if they are owed again, however
    long ago they ended. Whoever says ``is_told`` is False tells people in words of its own.
    """
    if provider.origin == Origin.PUBLIC_DATA:
        return Changes()
    with audit.turn(provider):
        text = rulings.text(now, provider)
        answers = rulings.gather(provider, ai_model, text)
        held = _in_force(provider, ai_model)
        found = differences.compare(held, answers, text.obligations, provider.pk, now)
        opened = predecessors.open_all(
            found.opened, on=text.on, by=by, now=now, revivable=revivable
        )
        found.opened = opened.pairs
        _write_altered(found, now)
        _write_ended(found, text, now)
        moves = deadlines.follow(list(_followed(found)), now=now)
        changes = _changes(found, moves)
        if not (changes or found.altered or moves):
            return changes
        _show(found, moves, opened.returned, now)
        reworded = Counter(one.duty.ai_model_id for one in found.altered if not one.is_told)
        events.write(changes, reworded, provider=provider, ai_model=ai_model, by=by, now=now)
        if is_told:
            digests.tell(changes, provider=provider, ai_model=ai_model, now=now)
    return changes


def refresh_all(*, now: datetime) -> RefreshReport:
    """Refresh every provider, for what changes with the calendar or the catalogue alone.

    Each provider has a transaction of its own: one that fails is logged and named, and the others
    are refreshed all the same.
    """
    report = RefreshReport()
    for provider in list(Provider.objects.exclude(origin=Origin.PUBLIC_DATA).order_by("pk")):
        try:
            report.add(refresh(provider=provider, ai_model=None, by=TIMETABLE, now=now))
        except Exception:
            log.exception("The duties of provider %s could not be refreshed.", provider.pk)
            report.failed.append(str(provider.pk))
    return report


def _in_force(provider: Provider, ai_model: AIModel | None) -> Sequence[Duty]:
    subjects = Q() if ai_model is None else Q(ai_model=None) | Q(ai_model=ai_model)
    held = Duty.objects.in_force().filter(subjects, provider=provider).order_by("pk")
    # A scan of deadlines writes the same rows; it leaves alone those that are held.
    return list(held.select_for_update(no_key=True))


def _write_altered(found: Difference, now: datetime) -> None:
    for one in found.altered:
        if one.is_told:
            one.duty.changed_at = now
    Duty.objects.bulk_update(
        [one.duty for one in found.altered],
        [*predecessors.COLUMNS, "changed_at"],
        batch_size=500,
    )


def _write_ended(found: Difference, text: Text, now: datetime) -> None:
    for duty, ruling in found.ended:
        duty.ended_on, duty.ended_because = text.on, ruling.because
        duty.work_status, duty.changed_at = WorkStatus.ENDED.value, now
    Duty.objects.bulk_update(
        [duty for duty, _ in found.ended],
        ["ended_on", "ended_because", "work_status", "changed_at"],
        batch_size=500,
    )


def _followed(found: Difference) -> Iterator[tuple[Duty, Ruling | None]]:
    yield from found.opened
    yield from found.kept
    yield from ((one.duty, one.ruling) for one in found.altered)
    yield from ((duty, None) for duty, _ in found.ended)


def _changes(found: Difference, moves: Moves) -> Changes:
    newly_owed = [Change.of(duty, ruling, NOT_YET) for duty, ruling in found.opened if ruling.owed]
    changed = [Change.of(duty, ruling, NOT_YET) for duty, ruling in found.opened if not ruling.owed]
    for one in found.altered:
        change = Change.of(one.duty, one.ruling, one.before)
        if one.ruling.owed and not one.was_owed:
            newly_owed.append(change)
        elif one.is_told or one.duty.pk in moves.duties:
            changed.append(change)
    changed += [
        Change.of(duty, ruling, said(duty))
        for duty, ruling in found.kept
        if duty.pk in moves.duties
    ]
    ended = [Change.of(duty, ruling, said(duty)) for duty, ruling in found.ended]
    return Changes(tuple(newly_owed), tuple(changed), tuple(ended))


def _show(found: Difference, moves: Moves, returned: frozenset[UUID], now: datetime) -> None:
    """Bring the derived columns of the touched duties up to date."""
    standing.restate_all(returned, now=now)
    moved = {duty.pk for duty, _ in found.kept} | {one.duty.pk for one in found.altered}
    Duty.objects.filter(pk__in=moved & moves.duties).update(changed_at=now)
    nearest.show(moves.duties - returned)

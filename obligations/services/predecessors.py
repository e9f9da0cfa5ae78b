"""Duties that were owed before: what was done for them is not lost when they are owed again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from obligations.law.terms import Ruling
from obligations.models import Duty, EvidenceLink
from obligations.services.differences import RULED, Key
from providers.actors import Actor

# What people had settled about the duty, and what still holds when it returns.
CARRIED = ("route", "route_explanation", "assignee_id", "team_id", "target_on")
REVIVED = ("ended_on", "ended_because", "changed_at")
COLUMNS = tuple("obligation" if name == "obligation_id" else name for name in RULED)

Pair = tuple[Duty, Ruling]


@dataclass(frozen=True, slots=True)
class Opened:
    """Duties that begin today with their rulings; ``returned`` names those owed before."""

    pairs: list[Pair]
    returned: frozenset[UUID]


def open_all(
    pairs: Sequence[Pair],
    *,
    on: date,
    by: Actor,
    now: datetime,
    revivable: Collection[UUID] = (),
) -> Opened:
    """Write duties that begin today, and return them.

    A duty that ended today goes on as if it never had: days are the grain of the law, and a fact
    mistyped and corrected must not cost a submission. One that ended earlier stays ended, and the
    new one takes over who works on it, how it is demonstrated, and its evidence; its assessments
    spoke of another time and stay behind, unless the duty is named in ``revivable``: it ended with
    a change of the text that is being taken back.
    """
    before = _ended([duty for duty, _ in pairs])
    opened: list[Pair] = []
    new: list[Duty] = []
    revived: list[Duty] = []
    successors: dict[Duty, Duty] = {}
    for duty, ruling in pairs:
        old = before.get((duty.ai_model_id, duty.key))
        if old is not None and (old.ended_on == on or old.pk in revivable):
            revived.append(_revive(old, duty, now))
            opened.append((old, ruling))
            continue
        if old is not None:
            _carry(old, duty)
            successors[old] = duty
        new.append(duty)
        opened.append((duty, ruling))
    Duty.objects.bulk_create(new, batch_size=500)
    Duty.objects.bulk_update(revived, [*COLUMNS, *REVIVED], batch_size=500)
    _carry_evidence(successors, by, now)
    returned = (*revived, *successors.values())
    return Opened(opened, frozenset(duty.pk for duty in returned))


def _ended(opened: Sequence[Duty]) -> Mapping[Key, Duty]:
    """Find the last predecessor of each duty, in one query."""
    if not opened:
        return {}
    same = Q(ai_model=None) | Q(ai_model__in={duty.ai_model_id for duty in opened})
    rows = Duty.objects.filter(
        same,
        provider=opened[0].provider_id,
        key__in={duty.key for duty in opened},
        ended_on__isnull=False,
    )
    return {(row.ai_model_id, row.key): row for row in rows.order_by("ended_on", "opened_at", "pk")}


def _revive(old: Duty, again: Duty, now: datetime) -> Duty:
    for name in RULED:
        setattr(old, name, getattr(again, name))
    old.ended_on, old.ended_because, old.changed_at = None, "", now
    return old


def _carry(old: Duty, duty: Duty) -> None:
    for name in CARRIED:
        setattr(duty, name, getattr(old, name))


def _carry_evidence(successors: Mapping[Duty, Duty], by: Actor, now: datetime) -> None:
    if not successors:
        return
    links = EvidenceLink.objects.filter(
        duty__in=successors, unlinked_at=None, evidence__withdrawn_at=None
    )
    by_id = {old.pk: duty for old, duty in successors.items()}
    EvidenceLink.objects.bulk_create(_links(links, by_id, by, now), batch_size=500)


def _links(
    links: Iterable[EvidenceLink], successors: Mapping[UUID, Duty], by: Actor, now: datetime
) -> list[EvidenceLink]:
    return [
        EvidenceLink(
            provider_id=link.provider_id,
            evidence_id=link.evidence_id,
            duty=successors[link.duty_id],
            linked_at=now,
            linked_by_name=by.name,
        )
        for link in links
    ]

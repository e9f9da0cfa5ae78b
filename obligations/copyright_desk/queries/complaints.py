"""Complaints as the provider reads them: their list, their age, and what happened to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from obligations.copyright_desk.models import Complaint, ComplaintFile
from obligations.copyright_desk.models.complaints import ENDED, OPEN, State, Way
from obligations.copyright_desk.models.letters import LetterKind
from obligations.law.deadlines import brussels_day
from providers.actors import Actor
from providers.models import Provider

STATES = {
    "open": Q(state__in=OPEN),
    **{one.value: Q(state=one.value) for one in State},
    "ended": Q(state__in=ENDED),
}
SEARCHED = ("name", "on_behalf_of", "email", "reference", "works", "seen_where", "asked")


@dataclass(frozen=True, slots=True)
class Aged:
    """A complaint with the day it came, the days since, and the provider's own target."""

    complaint: Complaint
    received_on: date
    days: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How many complaints wait, how many there are, and how long the oldest has waited."""

    waiting: int
    total: int
    oldest_days: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a complaint, for the page that tells them in order."""

    at: datetime
    kind: str
    who: str
    row: Any


def complaints(actor: Actor) -> QuerySet[Complaint]:
    """Give the complaints of one's own providers."""
    mine: QuerySet[Complaint] = Complaint.objects.visible_to(actor)
    return mine.filter(provider__in=actor.provider_ids).select_related("provider")


def listed(
    provider: Provider, actor: Actor, *, state: str, words: str, is_late: bool, on: date
) -> QuerySet[Complaint]:
    """Give a provider's complaints: open ones the oldest first, ended ones the newest first."""
    rows = complaints(actor).filter(provider=provider).filter(STATES.get(state, Q()))
    if is_late:
        rows = rows.filter(STATES["open"], target_on__lt=on)
    for word in words.split()[:8]:
        found = Q()
        for column in SEARCHED:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(found)
    if state in ("open", *OPEN):
        return rows.order_by("received_at", "pk")
    return rows.order_by("-received_at", "-pk")


def aged(complaint: Complaint, *, on: date) -> Aged:
    """Count the days from receipt to the end, or to a day; only the own target can pass."""
    end = brussels_day(complaint.ended_at) if complaint.ended_at else on
    received_on = brussels_day(complaint.received_at)
    late = complaint.target_on is not None and end > complaint.target_on
    return Aged(complaint, received_on, (end - received_on).days, late)


def counts(provider: Provider, actor: Actor, *, on: date) -> Load:
    """Count complaints by whether they wait."""
    rows = Complaint.objects.visible_to(actor).filter(provider=provider)
    waiting = Q(state__in=OPEN)
    found = rows.aggregate(
        waiting=Count("pk", filter=waiting),
        total=Count("pk"),
        oldest=Min("received_at", filter=waiting),
    )
    oldest = found["oldest"]
    days = (on - brussels_day(oldest)).days if oldest else None
    return Load(found["waiting"], found["total"], days)


def same_words(complaint: Complaint, actor: Actor) -> list[Complaint]:
    """Give other complaints to this provider that say the same, word for word, newest first."""
    rows = complaints(actor).filter(
        provider=complaint.provider_id, fingerprint=complaint.fingerprint
    )
    return list(rows.exclude(pk=complaint.pk).order_by("-received_at", "-pk")[:5])


def steps(complaint: Complaint) -> list[Step]:
    """Tell what happened to a complaint that was found by ``visible_to``, in four queries."""
    found = [
        Step(one.written_at, f"entry-{one.way}", one.written_by_name, one)
        for one in complaint.entries.order_by("written_at", "pk")
    ]
    for one in complaint.decisions.select_related("repeats").order_by("number"):
        found.append(Step(one.decided_at, "decision", one.decided_by_name, one))
        if one.reopened_at:
            found.append(Step(one.reopened_at, "reopening", one.reopened_by_name, one))
    found += [
        Step(one.queued_at, "letter", "The product", one)
        for one in complaint.letters.order_by("queued_at", "pk")
    ]
    return sorted(found, key=lambda one: one.at)


def public_steps(complaint: Complaint) -> Sequence[Step]:
    """Tell the complainant what was written both ways and decided; nothing internal is in it."""
    hidden = ("letter", f"entry-{Way.OWN}")
    return [one for one in steps(complaint) if one.kind not in hidden]


def files(complaint: Complaint) -> list[ComplaintFile]:
    """Give the files of a complaint in their order."""
    return list(complaint.files.order_by("added_at", "file_name", "pk"))


def sent_files(complaint: Complaint) -> list[ComplaintFile]:
    """Give the files the complainant sent, which are all a complainant may know of."""
    return [one for one in files(complaint) if not one.added_by_name]


def one_file(actor: Actor, complaint_id: UUID, file_id: UUID) -> QuerySet[ComplaintFile]:
    """Narrow to one file of one's own complaints that was not erased."""
    mine: QuerySet[ComplaintFile] = ComplaintFile.objects.visible_to(actor)
    mine = mine.filter(provider__in=actor.provider_ids, complaint=complaint_id, pk=file_id)
    return mine.filter(erased_at=None)


def was_mailed(complaint: Complaint) -> bool:
    """Whether a receipt was mailed, or will be; beyond a day's limit none is."""
    return bool(complaint.letters.filter(kind=LetterKind.RECEIVED, given_up_at=None).exists())

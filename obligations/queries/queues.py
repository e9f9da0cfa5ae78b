"""The AI Office's queue of submissions: filtered, ordered, and walked from one to the next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, DateField, F, Func, JSONField, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from obligations.law.deadlines import brussels_day
from obligations.law.workflow import AnswerState, AssessmentStatus
from obligations.models import Assessment
from obligations.queries import remarks, submissions
from obligations.queries.search import translated
from obligations.queries.texts import of_text
from providers.actors import Actor

WAITING = Q(status=AssessmentStatus.SUBMITTED)
DECIDED = Q(status__in=[AssessmentStatus.ACCEPTED, AssessmentStatus.RETURNED])
# Where an answer that a reviewer asked for can stand, for a submission as a whole.
ANSWERS = (
    AnswerState.WAITING,
    AnswerState.LATE,
    AnswerState.ANSWERED,
    AnswerState.ENDED,
)
# The ages, in days, that people ask for.
AGES = (7, 14, 30, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which submissions, in which order.

    ``status`` is a status or "decided"; ``answer`` where the answer stands that a reviewer asked
    for, one of ANSWERS; ``text`` the name of one of ``texts.TEXTS``; ``days`` the
    least age of a submission in days; ``order`` is "" (those that wait first, the oldest of them at
    the top), "clock" (the nearest frozen day first) or "newest".
    """

    provider: UUID | None = None
    status: str = ""
    answer: str = ""
    text: str = ""
    claim: str = ""
    days: int = 0
    words: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a submission stands in a queue; ``place`` is None where it is not part of it."""

    place: int | None
    count: int
    previous: UUID | None
    next: UUID | None


class _NextClock(Func):
    """The first deadline in a frozen ruling whose strict day has not passed, as JSON."""

    function = "jsonb_path_query_first"
    template = "%(function)s(%(expressions)s::jsonb)"
    arity = 3
    output_field = JSONField()

    def __init__(self, *, on: date) -> None:
        # Deadlines are frozen in the order of their days: the first that is left is the nearest.
        path = Func(
            Value("$.deadlines[*] ? (@.strict >= $today)"), template="%(expressions)s::jsonpath"
        )
        super().__init__(F("ruling"), path, Value(json.dumps({"today": on.isoformat()})))


def queue(actor: Actor, wanted: Wanted, *, now: datetime) -> QuerySet[Assessment]:
    """Give the submissions that are wanted, each with ``waits``, ``next_clock`` and ``next_on``.

    Each also says where the answers stand that reviewers asked for (``remarks.with_answers``).

    The clock is the one frozen with the submission: the provider's own deadlines are not the
    Office's to read. It is None where no frozen day lies ahead.
    """
    submitted = submissions.submitted(actor).annotate(
        # As a value, which also compares: whether a program's page goes on among those that wait.
        waits=Case(When(WAITING, then=Value(True)), default=Value(False)),
        next_clock=_NextClock(on=brussels_day(now)),
    )
    with_clock = submitted.annotate(next_on=Cast(KT("next_clock__strict"), DateField()))
    rows = remarks.with_answers(with_clock, on=brussels_day(now))
    if wanted.provider:
        rows = rows.filter(provider=wanted.provider)
    if wanted.status:
        is_status = Q(status=wanted.status)
        rows = rows.filter(DECIDED if wanted.status == "decided" else is_status)
    if wanted.answer:
        rows = rows.filter(remarks.stands(wanted.answer))
    if wanted.text:
        rows = rows.filter(of_text(wanted.text, "duty__"))
    if wanted.claim:
        rows = rows.filter(claim=wanted.claim)
    if wanted.days:
        rows = rows.filter(submitted_at__lte=now - timedelta(days=wanted.days))
    if wanted.words:
        rows = rows.filter(_holds(wanted.words))
    return _ordered(rows, wanted.order)


def asked(actor: Actor, *, now: datetime) -> dict[str, int]:
    """Count the submissions on which an answer is waited for, and those where it is late."""
    rows = queue(actor, Wanted(), now=now).order_by()
    shown = (AnswerState.WAITING.value, AnswerState.LATE.value)
    return rows.aggregate(**{one: Count("pk", filter=Q(answer_state=one)) for one in shown})


def beside(rows: QuerySet[Assessment], pk: UUID) -> Beside:
    """Say what stands before and after a submission in a queue, in one query.

    What is not part of it, such as one that was just decided on, leads to the first that is.
    """
    keys = list(rows.values_list("pk", flat=True))
    if pk not in keys:
        return Beside(None, len(keys), None, keys[0] if keys else None)
    place = keys.index(pk)
    after = keys[place + 1] if place + 1 < len(keys) else None
    return Beside(place + 1, len(keys), keys[place - 1] if place else None, after)


def _holds(words: str) -> Q:
    return (
        Q(duty__key__icontains=words)
        | Q(duty__key__in=translated.keys(words))
        | Q(duty__obligation__title__icontains=words)
        | Q(duty__ai_model__name__icontains=words)
        | Q(provider__name__icontains=words)
    )


def _ordered(rows: QuerySet[Assessment], order: str) -> QuerySet[Assessment]:
    if order == "clock":
        return rows.order_by(F("next_on").asc(nulls_last=True), "submitted_at", "pk")
    if order == "newest":
        return rows.order_by("-submitted_at", "-pk")
    return rows.order_by(F("waits").desc(), "submitted_at", "pk")

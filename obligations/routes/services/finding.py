"""Which ways are to be looked at again, and which need it no longer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from obligations.law.ways import rests_on
from obligations.law.wording import long_date
from obligations.models import Duty
from obligations.queries import routes
from obligations.queries.routes import Ground
from obligations.routes.models import Cause, RouteReview
from obligations.routes.services.looks import Move, name
from providers.models import AuditEvent, Provider

TOLD = 3


def closed(duty: Duty, ground: Ground, now: datetime) -> RouteReview | None:
    """Give what is to be looked at where the way of a duty is closed; nothing is saved."""
    way = next(one for one in routes.ways_on(duty, ground) if one.route == duty.route)
    if way.is_open:
        return None
    return _review(duty, way.because, way.cite, now)


def reworded(duty: Duty, moves: Sequence[Move], now: datetime) -> RouteReview | None:
    """Give the same where a text that the way rests on reads differently."""
    for move in moves:
        found = [key for key in _resting(duty, move) if key in move.touched]
        if found:
            review = _review(duty, _told(move, found), move.touched[found[0]].cite[:300], now)
            review.cause = Cause.TEXT
            review.text_from, review.text_to = name(move.before), name(move.after)
            doubts = {doubt for key in found for doubt in move.touched[key].doubts}
            ordered: list[str] = sorted(doubts, key=_number)
            review.doubts = ordered
            return review
    return None


def _resting(duty: Duty, move: Move) -> Collection[str]:
    # The measures of both wordings count: one that is gone matters as much as a new one.
    entries = [one for one in (*move.before.entries, *move.after.entries) if one.key == duty.key]
    helping = [*duty.obligation.measures, *(key for one in entries for key in one.measures)]
    return dict.fromkeys(rests_on(duty.key, duty.route, helping))


def _told(move: Move, keys: Sequence[str]) -> str:
    verb = "reads again as before; the change had been:" if move.is_back else "reads differently."
    named = [
        f"{move.touched[key].cite} {verb} {move.told(key)}".rstrip(" :") for key in keys[:TOLD]
    ]
    more = [f"And {len(keys) - TOLD} more."] if len(keys) > TOLD else []
    day = long_date((move.before if move.is_back else move.after).in_force_from)
    back = f"The edition of {day} was taken back."
    begun = back if move.is_back else f"Since the edition of {day}:"
    return " ".join([begun, *named, *more])


def _review(duty: Duty, because: str, cite: str, now: datetime) -> RouteReview:
    return RouteReview(
        provider=duty.provider,
        duty=duty,
        route=duty.route,
        because=because,
        cite=cite,
        claim=duty.claim,
        decision=duty.decision,
        opened_at=now,
    )


def lapsed(
    waiting: Iterable[RouteReview], moves: Sequence[Move], provider: Provider
) -> list[RouteReview]:
    """Give those that wait because of a change that is taken back, if nobody chose a way since."""
    back = {(name(move.after), name(move.before)) for move in moves}
    rows = [one for one in waiting if (one.text_from, one.text_to) in back]
    if not rows:
        return []
    chosen = AuditEvent.objects.filter(
        provider=provider,
        action="duty.route-chosen",
        subject_id=Cast(OuterRef("duty_id"), CharField()),
        at__gte=OuterRef("opened_at"),
    )
    still = RouteReview.objects.filter(pk__in=[one.pk for one in rows]).exclude(Exists(chosen))
    kept = set(still.values_list("pk", flat=True))
    return [one for one in rows if one.pk in kept]


def _number(doubt: str) -> int:
    return int(doubt.removeprefix("A"))

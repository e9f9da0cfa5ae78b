"""Ways that no longer stand: noticed with the fact that felled them, resolved by an officer."""

from __future__ import annotations

from datetime import datetime

from obligations import permissions
from obligations.models import Duty
from obligations.queries import notices as people
from obligations.queries import routes
from obligations.routes.models import Outcome, RouteReview
from obligations.services import care, contents, notices
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor, Role
from providers.models import Provider
from providers.services import audit


def follow(*, provider: Provider, now: datetime) -> list[RouteReview]:
    """Notice the duties of a provider whose chosen way is closed now; change nothing about them.

    Call it within the provider's turn. What waits already is not noticed again.
    """
    chosen = Duty.objects.in_force().filter(provider=provider).exclude(route="")
    waiting = RouteReview.objects.filter(provider=provider, resolved_at=None)
    duties = chosen.exclude(pk__in=waiting.values("duty")).select_related("obligation", "provider")
    fallen = []
    for duty in duties:
        way = next(one for one in routes.ways(duty) if one.route == duty.route)
        if not way.is_open:
            fallen.append(
                RouteReview(
                    provider=provider,
                    duty=duty,
                    route=duty.route,
                    because=way.because,
                    cite=way.cite,
                    claim=duty.claim,
                    decision=duty.decision,
                    opened_at=now,
                )
            )
    made: list[RouteReview] = RouteReview.objects.bulk_create(fallen)
    if made:
        _tell(provider, made, now)
    return made


def resolve(
    *,
    review: RouteReview,
    words: str,
    route: str = "",
    explanation: str = "",
    by: Actor,
    now: datetime,
) -> RouteReview:
    """Choose another way for the duty, or confirm that it was looked at, with the reason.

    Raises InvalidInput for a way that is closed, NotAllowedNow where it was resolved already.
    """
    duty = review.duty
    permissions.check_choose_route(by, duty)
    said = contents.reason(words, field="words")
    with audit.change(action="way.resolved", about=duty, by=by, at=now) as event:
        outcome = Outcome.CHANGED if route else Outcome.CONFIRMED
        if route:
            duty.refresh_from_db(fields=["revision", "route", "route_explanation"])
            care.choose_route(
                duty=duty,
                route=route,
                explanation=explanation,
                revision=duty.revision,
                by=by,
                now=now,
            )
        mine = RouteReview.objects.filter(pk=review.pk, resolved_at=None)
        if not mine.update(outcome=outcome, words=said, resolved_at=now, resolved_by_name=by.name):
            raise NotAllowedNow("Somebody resolved this already.")
        event.detail = {"outcome": outcome.value, "words": said, "route": route}
    review.refresh_from_db()
    return review


def _tell(provider: Provider, made: list[RouteReview], now: datetime) -> None:
    count = len(made)
    notices.queue(
        recipients=people.people(provider, Role.OFFICER),
        kind="way.fallen",
        key=f"ways:{provider.pk}:{now.isoformat()}",
        title=f"The way of {count} dut{'y' if count == 1 else 'ies'} no longer stands",
        text=f"{made[0].because} Nothing was changed: choose another way, or confirm, for each.",
        path="/ways/",
        provider=provider,
        now=now,
    )

"""Ways to look at again: noticed with what brought it about, resolved by an officer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.law.deadlines import brussels_day
from obligations.models import Duty, Edition
from obligations.queries import routes
from obligations.queries.routes import CODE
from obligations.routes.models import Outcome, RouteReview
from obligations.routes.services import announcements, finding, looks
from obligations.services import care, contents
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.models import Provider
from providers.services import audit

LAPSED = "The change of the text was taken back; the way was settled under these words."


def follow(
    *, provider: Provider, now: datetime, came_from: Edition | None = None
) -> list[RouteReview]:
    """Notice which ways of a provider are to be looked at again; change nothing about the duties.

    These are ways that are closed now, and ways that rest on a text that reads differently since
    the last look. ``came_from`` is the edition followed until now, for a provider never looked at.
    What waits already is not noticed again. Call it within the provider's turn.
    """
    on = brussels_day(now)
    ground = routes.ground(provider, on=on)
    found = looks.look(provider, ground.standards, on=on, came_from=came_from, now=now)
    duties = _with_a_way(provider)
    waiting = {
        one.duty_id: one for one in RouteReview.objects.filter(provider=provider, resolved_at=None)
    }
    lapsed = _lapse(finding.lapsed(waiting.values(), found.moves, provider), now)
    settled = {one.duty_id for one in lapsed}
    made = [
        one
        for duty in duties
        if duty.pk not in waiting or duty.pk in settled
        if (one := finding.closed(duty, ground, now)) is not None
        or (
            duty.pk not in settled and (one := finding.reworded(duty, found.moves, now)) is not None
        )
    ]
    RouteReview.objects.bulk_create(made, batch_size=500)
    announcements.to_look_at(provider, made, lapsed, now)
    announcements.of_standards(provider, found, now)
    return made


def _with_a_way(provider: Provider) -> Iterable[Duty]:
    chosen = Duty.objects.in_force().filter(provider=provider).exclude(route="")
    # A measure of the Code has no other way: it ends with the signature, and waits for nobody.
    chosen = chosen.exclude(key__startswith=CODE)
    return chosen.select_related("obligation", "provider").order_by("key", "pk")


def _lapse(found: Iterable[RouteReview], now: datetime) -> list[RouteReview]:
    lapsed = list(found)
    for one in lapsed:
        one.outcome, one.words = Outcome.LAPSED, LAPSED
        one.resolved_at, one.resolved_by_name = now, "Timetable"
    RouteReview.objects.bulk_update(
        lapsed, ["outcome", "words", "resolved_at", "resolved_by_name"], batch_size=500
    )
    return lapsed


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
                because=said,
                revision=duty.revision,
                by=by,
                now=now,
            )
        mine = RouteReview.objects.filter(pk=review.pk, resolved_at=None)
        if not mine.update(outcome=outcome, words=said, resolved_at=now, resolved_by_name=by.name):
            raise NotAllowedNow(_("Somebody resolved this already."))
        event.detail = {"outcome": outcome.value, "words": said, "route": route}
    review.refresh_from_db()
    return review


def confirm_all(*, provider: Provider, text_to: str, words: str, by: Actor, now: datetime) -> int:
    """Confirm every way that waits because of one change of a text, with one reason.

    Each is on record by itself. Returns how many; raises NotAllowedNow where none waits.
    """
    rows = RouteReview.objects.visible_to(by).filter(provider=provider, resolved_at=None)
    mine = rows.exclude(text_to="").filter(text_to=text_to).select_related("duty__provider")
    with audit.turn(provider):
        found = list(mine.order_by("opened_at", "pk"))
        if not found:
            raise NotAllowedNow(_("No way waits because of this change any more."))
        for review in found:
            resolve(review=review, words=words, by=by, now=now)
    return len(found)

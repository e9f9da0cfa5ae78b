"""Send what the outbox holds: claimed, sent outside any transaction, noted, tried again later."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from obligations.services.counting import counted
from obligations.webhooks.delivery import addresses, post, signing
from obligations.webhooks.delivery.post import Answer
from obligations.webhooks.models import Attempt, Delivery, Endpoint, State
from obligations.webhooks.models.deliveries import DeliveryQuerySet
from obligations.webhooks.services import health, secrets

log = logging.getLogger(__name__)

BATCH = 20
# Outlasts a batch in which every try takes as long as one may.
CLAIM = timedelta(minutes=10)
# The pauses of the convention: some ten tries within three days.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1200, 1440))
LONGEST_WISH = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one run did; what it claimed and did not come to is in none of the other counts."""

    claimed: int = 0
    delivered: int = 0
    postponed: int = 0
    given_up: int = 0

    def __str__(self) -> str:
        return (
            f"{counted(self.claimed, 'event')} due for webhooks: {self.delivered} delivered, "
            f"{self.postponed} to be tried again, {self.given_up} given up."
        )


def send_due(*, now: datetime, limit: int = BATCH) -> SendReport:
    """Claim up to ``limit`` deliveries and send them; two workers never hold the same one.

    Once an endpoint fails, the rest of its batch waits for the next run: one that is down keeps
    the others waiting for one time-out, not for forty.
    """
    claimed, down = _claim(now, limit), set[UUID]()
    outcomes = {"delivered": 0, "postponed": 0, "given_up": 0}
    begun = monotonic()
    for delivery in claimed:
        # The clock goes on while a batch is sent; receivers refuse a stamp that is minutes old.
        at = now + timedelta(seconds=monotonic() - begun)
        if delivery.endpoint_id in down or at - now > CLAIM / 2:
            _release(delivery, now + WAITS[0] if delivery.endpoint_id in down else now)
            continue
        outcome = _deliver(delivery, at)
        outcomes[outcome] += 1
        down |= {delivery.endpoint_id} if outcome != "delivered" else set()
    return SendReport(claimed=len(claimed), **outcomes)


def _claim(now: datetime, limit: int) -> list[Delivery]:
    with transaction.atomic():
        due = Delivery.objects.due(now).order_by("next_try_at", "pk")
        locked = due.select_for_update(skip_locked=True, no_key=True, of=("self",))
        found: list[Delivery] = list(locked.select_related("endpoint__provider")[:limit])
        for one in found:
            one.claimed_until, one.tries = now + CLAIM, one.tries + 1
        Delivery.objects.filter(pk__in=[one.pk for one in found]).update(
            claimed_until=now + CLAIM, tries=F("tries") + 1
        )
    return found


def _release(delivery: Delivery, next_try_at: datetime) -> None:
    _mine(delivery).update(claimed_until=None, tries=F("tries") - 1, next_try_at=next_try_at)


def _deliver(delivery: Delivery, now: datetime) -> str:
    answer = _try(delivery, now)
    Attempt.objects.create(
        provider_id=delivery.provider_id,
        delivery=delivery,
        begun_at=now,
        milliseconds=answer.milliseconds,
        status=answer.status,
        excerpt=answer.excerpt,
        error=answer.error,
    )
    if answer.is_taken:
        _end(delivery, State.DELIVERED, now)
        health.worked(delivery.endpoint)
        return "delivered"
    log.warning("A webhook did not take an event: %s", answer.status or answer.error)
    health.failed(delivery.endpoint, is_gone=answer.status == 410, now=now)
    if delivery.tries > len(WAITS):
        _end(delivery, State.GIVEN_UP, now)
        return "given_up"
    _mine(delivery).update(claimed_until=None, next_try_at=now + _wait(delivery.tries, answer))
    return "postponed"


def _try(delivery: Delivery, now: datetime) -> Answer:
    try:
        keys = _keys(delivery.endpoint, now)
    except secrets.Unreadable as error:
        return Answer(0, error=str(error))
    body = delivery.body.encode()
    return post.send(
        delivery.endpoint.url,
        body=body,
        headers=signing.headers(message_id=delivery.message_id, body=body, keys=keys, now=now),
        opened=addresses.networks(settings.WEBHOOK_NETWORKS),
    )


def _keys(endpoint: Endpoint, now: datetime) -> Sequence[str]:
    keys = [secrets.unseal(endpoint.secret)]
    if endpoint.previous_until and now < endpoint.previous_until:
        keys.append(secrets.unseal(endpoint.previous_secret))
    return keys


def _wait(tries: int, answer: Answer) -> timedelta:
    """Pause longer each time, and at least as long as the other side wishes, within a day."""
    wish = timedelta(seconds=answer.retry_after or 0)
    return max(WAITS[tries - 1], min(wish, LONGEST_WISH))


def _end(delivery: Delivery, state: State, now: datetime) -> None:
    _mine(delivery).update(state=state, ended_at=now, claimed_until=None)


def _mine(delivery: Delivery) -> DeliveryQuerySet:
    """Narrow to the delivery, unless another worker has claimed it since."""
    return Delivery.objects.filter(
        pk=delivery.pk, state=State.WAITING, claimed_until=delivery.claimed_until
    )

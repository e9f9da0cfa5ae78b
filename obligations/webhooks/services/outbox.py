"""Put events into the outbox, in the transaction of what they tell; send them later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from obligations.queries import notices as people
from obligations.services.notices import Message
from obligations.services.steps import NotAllowedNow
from obligations.webhooks.delivery import bodies
from obligations.webhooks.delivery.bodies import Event
from obligations.webhooks.kinds import NEVER, OWN_ACTS, TEST
from obligations.webhooks.models import Delivery, Endpoint, State
from obligations.webhooks.permissions import check_manage
from providers.actors import Actor
from providers.services import audit


def put(messages: Sequence[Message], *, now: datetime) -> int:
    """Queue what people are told for every endpoint that wants it; return how many were new.

    One event for all who are told the same. What is told to reviewers alone stays with them,
    except where it is the provider's own act.
    """
    about = {one.provider_id for one in messages if one.provider_id and _may_leave(one.kind)}
    endpoints = _endpoints(about)
    if not endpoints:
        return 0
    members = people.members_of(endpoints)
    events: dict[tuple[UUID, str], Message] = {}
    for one in messages:
        if one.provider_id not in endpoints or not _may_leave(one.kind):
            continue
        if one.recipient_id in members.get(one.provider_id, {}) or one.kind in OWN_ACTS:
            events.setdefault((one.provider_id, one.key), one)
    rows = [
        _delivery(endpoint, _event(message, endpoint, now), now)
        for (provider_id, _), message in events.items()
        for endpoint in endpoints[provider_id]
        if not endpoint.kinds or message.kind in endpoint.kinds
    ]
    return _insert(rows)


def _may_leave(kind: str) -> bool:
    return not kind.startswith(NEVER)


def _endpoints(providers: Iterable[UUID]) -> dict[UUID, list[Endpoint]]:
    found: dict[UUID, list[Endpoint]] = defaultdict(list)
    if providers:
        rows = Endpoint.objects.present().filter(provider__in=providers)
        for row in rows.select_related("provider").order_by("pk"):
            found[row.provider_id].append(row)
    return dict(found)


def _event(message: Message, endpoint: Endpoint, now: datetime) -> Event:
    # A page of the AI Office is none of the provider's people's.
    path = "" if message.path.startswith("/office/") else message.path
    return Event(
        kind=message.kind,
        key=message.key,
        title=message.title,
        text=message.text,
        url=f"{settings.BASE_URL}{path}" if path else "",
        provider_id=endpoint.provider_id,
        provider_name=endpoint.provider.name,
        at=now,
    )


def _delivery(endpoint: Endpoint, event: Event, now: datetime) -> Delivery:
    row = Delivery(
        provider_id=endpoint.provider_id,
        endpoint=endpoint,
        kind=event.kind,
        key=event.key,
        title=bodies.short(event.title, 300),
        body=bodies.write(event, endpoint.format),
        queued_at=now,
        next_try_at=now,
    )
    row.message_id = f"msg_{row.pk.hex}"
    return row


def _insert(rows: list[Delivery]) -> int:
    # One order for everybody: two workers that queue the same events would else wait in a circle.
    rows.sort(key=lambda row: (row.endpoint_id, row.key))
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return Delivery.objects.filter(pk__in=[row.pk for row in rows]).count()


def test(*, endpoint: Endpoint, by: Actor, now: datetime) -> Delivery:
    """Queue a test event; it goes out even where the webhook is sent no kind of its own."""
    check_manage(by, endpoint.provider)
    if endpoint.paused_at or endpoint.removed_at:
        raise NotAllowedNow(
            _("A webhook that is paused or removed is sent nothing. Resume it first.")
        )
    event = Event(
        kind=TEST,
        key=f"test:{uuid4()}",
        title="Test of a webhook",
        text=f"{by.name} asked for this test. Nothing happened, and nothing is to be done.",
        url=f"{settings.BASE_URL}/webhooks/{endpoint.pk}/",
        provider_id=endpoint.provider_id,
        provider_name=endpoint.provider.name,
        at=now,
    )
    row = _delivery(endpoint, event, now)
    with audit.change(action="webhook.tested", about=endpoint, by=by, at=now):
        row.save(force_insert=True)
    return row


def redeliver(*, delivery: Delivery, by: Actor, now: datetime) -> None:
    """Send an event that has ended once more: the same id, the same words, new tries.

    Raises NotAllowedNow while it waits, or where its webhook is paused or was removed.
    """
    endpoint = delivery.endpoint
    check_manage(by, endpoint.provider)
    if endpoint.paused_at or endpoint.removed_at:
        raise NotAllowedNow(_("The webhook is paused or was removed."))
    detail = {"message": delivery.message_id}
    with audit.change(action="webhook.redelivered", about=endpoint, by=by, at=now, detail=detail):
        ended = Delivery.objects.filter(pk=delivery.pk).exclude(state=State.WAITING)
        again = {"state": State.WAITING, "ended_at": None, "next_try_at": now, "tries": 0}
        if not ended.update(**again, claimed_until=None):
            raise NotAllowedNow(_("This event still waits to be sent."))

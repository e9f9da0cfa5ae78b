"""How an endpoint fares: counted with every try, paused after repeated failure with a notice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from obligations.law.wording import long_date
from obligations.queries import notices as people
from obligations.services import notices
from obligations.webhooks.models import Endpoint
from providers.actors import TIMETABLE
from providers.services import audit

# So many tries in a row that failed, over at least so long.
FAILURES = 10
FAILING = timedelta(hours=24)
GONE = "The other side answered 410: it wants no more."


def worked(endpoint: Endpoint) -> None:
    """Forget the failures before."""
    Endpoint.objects.filter(pk=endpoint.pk).exclude(failures=0).update(
        failures=0, failing_since=None
    )


def failed(endpoint: Endpoint, *, is_gone: bool, now: datetime) -> None:
    """Count a failure; pause where there were too many for too long, or none is wanted."""
    rows = Endpoint.objects.filter(pk=endpoint.pk)
    rows.update(failures=F("failures") + 1, failing_since=Coalesce("failing_since", Value(now)))
    endpoint.refresh_from_db(fields=["failures", "failing_since", "paused_at", "removed_at"])
    since = endpoint.failing_since or now
    if is_gone:
        _pause(endpoint, GONE, now)
    elif endpoint.failures >= FAILURES and now - since >= FAILING:
        day = long_date(since.date())
        _pause(endpoint, f"{endpoint.failures} tries in a row have failed since {day}.", now)


def _pause(endpoint: Endpoint, because: str, now: datetime) -> None:
    if endpoint.paused_at or endpoint.removed_at:
        return
    with audit.change(
        action="webhook.paused", about=endpoint, by=TIMETABLE, at=now, detail={"because": because}
    ):
        mine = Endpoint.objects.present().filter(pk=endpoint.pk, paused_at=None)
        if mine.update(paused_at=now, paused_because=because):
            _tell(endpoint, because, now)


def _tell(endpoint: Endpoint, because: str, now: datetime) -> None:
    notices.queue(
        recipients=people.people(endpoint.provider),
        kind="webhook.paused",
        key=f"webhook:{endpoint.pk}:{now.isoformat()}",
        title=f"Webhook paused: {endpoint.label}",
        text=f"{because} Events wait in its log; resume it once the other side works again.",
        path=f"/webhooks/{endpoint.pk}/",
        provider=endpoint.provider,
        now=now,
    )

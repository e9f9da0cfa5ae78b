"""Note a person's visits, for the pages to say what changed since the last one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Case, F, Value, When

from obligations.models import Visit
from providers.actors import Actor
from providers.models import Provider

# Looking again within this time is the same visit: what was new at its start stays new.
SAME_VISIT = timedelta(minutes=30)


def note(*, provider: Provider | None, by: Actor, now: datetime) -> datetime | None:
    """Note that a person is here; answer when their visit before this one ended, None on the first.

    ``provider`` is whose page it is; None is the AI Office's list of all of them.
    A reading trace of the person's own: no change to anybody's records, so no event of the trail.
    """
    if by.user_id is None:
        return None
    mine = Visit.objects.filter(provider=provider, user=by.user_id)
    is_new = When(latest_at__lt=now - SAME_VISIT, then=F("latest_at"))
    if mine.update(before_at=Case(is_new, default=F("before_at")), latest_at=Value(now)):
        before: datetime | None = mine.values_list("before_at", flat=True).get()
        return before
    Visit.objects.bulk_create(
        [Visit(provider=provider, user_id=by.user_id, latest_at=now)], ignore_conflicts=True
    )
    return None

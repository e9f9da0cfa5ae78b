"""What a person does with their own notices: read them, put them off, mark them unread again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.models import Notice
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, NotPermitted

LONGEST_SNOOZE = timedelta(days=366)


def mark_read(*, notice: Notice, by: Actor, now: datetime) -> None:
    """Mark one's own notice as read; reading it again changes nothing."""
    _check_own(notice, by)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now, snoozed_until=None)


def mark_unread(*, notice: Notice, by: Actor) -> None:
    """Mark one's own notice as unread, at once; doing it again changes nothing."""
    _check_own(notice, by)
    Notice.objects.filter(pk=notice.pk).update(read_at=None, snoozed_until=None)


def mark_all_read(*, by: Actor, now: datetime) -> int:
    """Mark what is unread of one's own as read; what is put off stays so. Return how many."""
    own = Notice.objects.visible_to(by).filter(recipient_id=by.user_id)
    return own.unread(brussels_day(now)).update(read_at=now, snoozed_until=None)


def restore(*, before: Mapping[UUID, date | None], by: Actor) -> int:
    """Mark one's own notices as unread again, each put off until the day it had; return how many.

    Raises Conflict where none of them is one's own any more.
    """
    own = Notice.objects.visible_to(by).filter(recipient_id=by.user_id, pk__in=before)
    by_day: dict[date | None, list[UUID]] = defaultdict(list)
    for pk in own.values_list("pk", flat=True):
        by_day[before[pk]].append(pk)
    if not by_day:
        raise Conflict(_("These notices are not here any more."))
    return sum(
        own.filter(pk__in=keys).update(read_at=None, snoozed_until=day)
        for day, keys in by_day.items()
    )


def snooze(*, notice: Notice, until: date, by: Actor, now: datetime) -> None:
    """Put one's own notice off: it is unread again from that day on, in Brussels.

    Raises InvalidInput for a day that is not after today or over 366 days away.
    """
    _check_own(notice, by)
    today = brussels_day(now)
    if until <= today:
        raise InvalidInput(_("Choose a day after today."), field="until")
    if until - today > LONGEST_SNOOZE:
        raise InvalidInput(_("Choose a day within a year."), field="until")
    Notice.objects.filter(pk=notice.pk).update(read_at=None, snoozed_until=until)


def _check_own(notice: Notice, by: Actor) -> None:
    if by.user_id is None or notice.recipient_id != by.user_id:
        raise NotPermitted(_("Only the person it was sent to can mark a notice or put it off."))

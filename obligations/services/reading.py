"""What a person does with their own notices: read them, put them off, mark them unread again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.models import Notice
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, NotPermitted

LONGEST_SNOOZE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a notice stands with its reader: since when it is read, until which day it is put off."""

    read_at: datetime | None = None
    snoozed_until: date | None = None


def mark_read(*, notice: Notice, by: Actor, now: datetime) -> None:
    """Mark one's own notice as read; reading it again changes nothing."""
    _check_own(notice, by)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now, snoozed_until=None)


def mark_unread(*, notice: Notice, by: Actor) -> None:
    """Mark one's own notice as unread, at once; doing it again changes nothing."""
    _check_own(notice, by)
    Notice.objects.filter(pk=notice.pk).update(read_at=None, snoozed_until=None)


def mark_all_read(*, by: Actor, now: datetime) -> dict[UUID, Standing]:
    """Mark what is unread of one's own as read; what is put off stays so.

    Returns how each of those that were marked stood before.
    """
    own = Notice.objects.visible_to(by).filter(recipient_id=by.user_id)
    with transaction.atomic():
        rows = own.unread(brussels_day(now)).select_for_update(of=("self",)).order_by("pk")
        marked = {
            pk: Standing(snoozed_until=day) for pk, day in rows.values_list("pk", "snoozed_until")
        }
        Notice.objects.filter(pk__in=marked).update(read_at=now, snoozed_until=None)
    return marked


def restore(*, before: Mapping[UUID, Standing], left: Standing, by: Actor) -> int:
    """Let one's own notices stand as they did before one step; return how many.

    ``left`` is how that step left them: one that was read, put off or brought back since stays as
    it is. Raises Conflict where that is so of all.
    """
    own = Notice.objects.visible_to(by).filter(recipient_id=by.user_id, pk__in=before)
    alike: dict[Standing, list[UUID]] = defaultdict(list)
    for pk, standing in before.items():
        alike[standing].append(pk)
    with transaction.atomic():
        restored = sum(
            own.filter(pk__in=keys, read_at=left.read_at, snoozed_until=left.snoozed_until).update(
                read_at=standing.read_at, snoozed_until=standing.snoozed_until
            )
            for standing, keys in alike.items()
        )
    if not restored:
        raise Conflict(
            _("These notices were read or put off since, or they are not here any more.")
        )
    return restored


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

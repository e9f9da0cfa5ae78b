"""How notices reach a person: what they choose, and what it does to notices that would be mailed.

No choice touches the inbox, and none touches a notice that is always mailed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from obligations.law.deadlines import BRUSSELS
from obligations.models import Notice
from obligations.models.channels import Channel, ChannelChoice, Topic
from obligations.queries import channels as queries
from providers import permissions
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.models import User
from providers.services import audit

DAILY_AT = time(7)


def choose(
    *, user: User, given: Mapping[str, str], by: Actor, now: datetime
) -> dict[Topic, Channel]:
    """Keep a person's channels by topic; topics left out stay. Return what now holds for all.

    Raises NotPermitted, for nobody chooses for somebody else, or InvalidInput.
    """
    permissions.check_edit_person(by, user)
    wanted = _cleaned(given)
    with audit.turn(None):
        before = queries.chosen_by(user.pk)
        changed = {topic: one for topic, one in wanted.items() if before[topic] != one}
        for topic, channel in changed.items():
            ChannelChoice.objects.update_or_create(
                user=user, topic=topic, defaults={"channel": channel, "chosen_at": now}
            )
        if changed:
            detail = {
                "before": {topic.value: before[topic].value for topic in changed},
                "after": {topic.value: one.value for topic, one in changed.items()},
            }
            audit.tell(action="person.channels_chosen", about=user, by=by, at=now, detail=detail)
    return before | changed


def _cleaned(given: Mapping[str, str]) -> dict[Topic, Channel]:
    problems, cleaned = Problems(), {}
    for topic, channel in given.items():
        with problems.gathered():
            cleaned[_topic(topic)] = _channel(topic, channel)
    problems.raise_any()
    if not cleaned:
        raise InvalidInput(_("Name at least one topic to change."))
    return cleaned


def _topic(said: str) -> Topic:
    if said not in Topic.values:
        raise InvalidInput(
            _("Topics are {values}.").format(values=", ".join(Topic.values)), field=said
        )
    return Topic(said)


def _channel(topic: str, said: str) -> Channel:
    if said not in Channel.values:
        raise InvalidInput(
            _("Choose {values}.").format(values=", ".join(Channel.values)), field=topic
        )
    return Channel(said)


def leaving(notices: Iterable[Notice], *, now: datetime) -> list[Notice]:
    """Keep the notices that leave by mail now; write on the others whether and when they will.

    The caller holds the rows and saves ``is_mailed`` and ``mailed_from``.
    """
    waiting = list(notices)
    chosen = queries.chosen(one.recipient_id for one in waiting)
    return [one for one in waiting if _leaves(one, _channel_of(one, chosen), now)]


def _channel_of(notice: Notice, chosen: Mapping[tuple[UUID, Topic], Channel]) -> Channel:
    topic = queries.topic_of(notice.kind)
    if notice.is_always_mailed or topic is None:
        return Channel.AT_ONCE
    return chosen.get((notice.recipient_id, topic), Channel.AT_ONCE)


def _leaves(notice: Notice, channel: Channel, now: datetime) -> bool:
    if channel == Channel.INBOX:
        notice.is_mailed = False
    elif channel == Channel.DAILY and notice.mailed_from is None:
        notice.mailed_from = next_daily_mail(now)
    else:
        return True
    return False


def next_daily_mail(now: datetime) -> datetime:
    """Say when the next daily mail leaves: seven in the morning in Brussels."""
    here = now.astimezone(BRUSSELS)
    day = here.date() if here.time() < DAILY_AT else here.date() + timedelta(days=1)
    return datetime.combine(day, DAILY_AT, BRUSSELS)

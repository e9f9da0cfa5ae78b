"""How notices reach people: which topic a kind belongs to, and what each person chose for it."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from uuid import UUID

from obligations.models.channels import Channel, ChannelChoice, Topic

# By what stands before the dot of a kind. A kind in none of them is mailed at once; so are, on
# purpose, alarms about the trail and about stored files.
TOPICS = MappingProxyType(
    {
        "deadline": Topic.DEADLINES,
        "duties": Topic.DEADLINES,
        "evidence": Topic.DEADLINES,
        "compute": Topic.DEADLINES,
        "target": Topic.DEADLINES,
        "duty": Topic.ASSIGNMENTS,
        "access": Topic.ASSIGNMENTS,
        "assessment": Topic.REVIEWS,
        "comment": Topic.COMMENTS,
        "incident": Topic.INCIDENTS_AND_REQUESTS,
        "request": Topic.INCIDENTS_AND_REQUESTS,
        "notification": Topic.INCIDENTS_AND_REQUESTS,
        "reassessment": Topic.INCIDENTS_AND_REQUESTS,
        "complaint": Topic.INCIDENTS_AND_REQUESTS,
        "document": Topic.INCIDENTS_AND_REQUESTS,
        "package": Topic.INCIDENTS_AND_REQUESTS,
        "edition": Topic.LAW_CHANGES,
        "standard": Topic.LAW_CHANGES,
        "way": Topic.LAW_CHANGES,
        "webhook": Topic.OPERATIONS,
    }
)


def topic_of(kind: str) -> Topic | None:
    """Say which topic a kind of notice belongs to; None for a kind nobody has sorted."""
    return TOPICS.get(kind.split(".", maxsplit=1)[0])


def chosen_by(user: UUID) -> dict[Topic, Channel]:
    """Give the channel of every topic for one person, chosen or usual."""
    found = chosen([user])
    return {topic: found.get((user, topic), Channel.AT_ONCE) for topic in Topic}


def chosen(users: Iterable[UUID]) -> dict[tuple[UUID, Topic], Channel]:
    """Give what several people chose, in one query; what nobody chose is left out."""
    rows = ChannelChoice.objects.filter(user__in=set(users))
    return {
        (user, Topic(topic)): Channel(channel)
        for user, topic, channel in rows.values_list("user_id", "topic", "channel")
    }

"""Channels: how a notice reaches a person besides the inbox, as they chose it for each topic."""

from __future__ import annotations

from django.db import models

from providers.models import User


class Channel(models.TextChoices):
    """How notices of a topic leave; the inbox holds them whatever was chosen."""

    AT_ONCE = "at-once", "By mail at once"
    DAILY = "daily", "In one mail a day"
    INBOX = "inbox", "In the inbox alone"


class Topic(models.TextChoices):
    """What notices are about, in the words of those who get them."""

    DEADLINES = "deadlines", "Deadlines"
    ASSIGNMENTS = "assignments", "Assignments"
    REVIEWS = "reviews", "Reviews"
    COMMENTS = "comments", "Comments and mentions"
    INCIDENTS_AND_REQUESTS = "incidents_and_requests", "Incidents and requests"
    LAW_CHANGES = "law_changes", "Law changes"
    OPERATIONS = "operations", "Operations"


class ChannelChoice(models.Model):
    """What a person chose for a topic; a topic without a row is mailed at once."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=30, choices=Topic)
    channel = models.CharField(max_length=10, choices=Channel)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "topic"], name="a_person_has_one_channel_for_a_topic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.channel}"

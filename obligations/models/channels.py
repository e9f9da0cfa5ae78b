"""Channels: how a notice reaches a person besides the inbox, as they chose it for each topic."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from providers.models import User


class Channel(models.TextChoices):
    """How notices of a topic leave; the inbox holds them whatever was chosen."""

    AT_ONCE = "at-once", _("By mail at once")
    DAILY = "daily", _("In one mail a day")
    INBOX = "inbox", _("In the inbox alone")


class Topic(models.TextChoices):
    """What notices are about, in the words of those who get them."""

    DEADLINES = "deadlines", _("Deadlines")
    ASSIGNMENTS = "assignments", _("Assignments")
    REVIEWS = "reviews", _("Reviews")
    COMMENTS = "comments", _("Comments and mentions")
    INCIDENTS_AND_REQUESTS = "incidents_and_requests", _("Incidents and requests")
    LAW_CHANGES = "law_changes", _("Law changes")
    OPERATIONS = "operations", _("Operations")


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

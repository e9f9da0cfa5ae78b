"""What a calendar was last told of a thing, so that a change is announced as one."""

from __future__ import annotations

from django.db import models

from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class CalendarEntry(models.Model):
    """The hash of what a calendar shows of a row; ``sequence`` counts its changes.

    ``kind`` and ``subject_id`` name the row: a deadline, a duty with an own target day, or a day
    that concerns a reviewer. RFC 5545 asks that a program can tell a changed event (3.8.7.3,
    3.8.7.4); none of them counts what calendars show of it.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "kind"], name="a_calendar_keeps_one_entry_of_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}, change {self.sequence}"

"""What a calendar was last told of a deadline, so that a change is announced as one."""

from __future__ import annotations

from django.db import models

from obligations.models import Deadline
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class CalendarEntry(models.Model):
    """The hash of what a calendar shows of a deadline; ``sequence`` counts its changes.

    RFC 5545 asks that a program can tell a changed event (3.8.7.3, 3.8.7.4); deadlines count no
    revisions of their own.
    """

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    deadline = models.OneToOneField(Deadline, models.PROTECT, related_name="calendar_entry")
    fingerprint = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.deadline_id}, change {self.sequence}"

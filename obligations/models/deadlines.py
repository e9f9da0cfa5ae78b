"""Deadlines: the strict last day, the day Regulation 1182/71 might allow, and a flag."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from obligations.law.deadlines import Flag
from obligations.models.duties import Duty
from providers.models import AIModel, Provider
from providers.models.tenancy import TenantQuerySet

# The matter of a remark in which a reviewer asks for an answer by a day.
REMARK = "remark"


class DeadlineQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office reads the days it asked for itself; every other day is the provider's."""
        return Q(matter=REMARK)

    def open(self) -> Self:
        """Keep deadlines that are neither met nor cancelled."""
        return self.filter(met_at=None, cancelled_at=None)

    def needing_check(self, now: datetime) -> Self:
        """Keep open deadlines whose flag may have changed by now; a partial index serves this."""
        return self.open().filter(next_check_at__lte=now)


class Deadline(models.Model):
    """One last day: of a duty, or of a matter such as an incident or a request.

    A matter is something that happened or was asked: ``matter`` says of which kind, ``matter_id``
    names its row, ``matter_title`` says it to people, and ``path`` is its page, without the host.
    ``due_on`` is what people see and what warnings use; ``due_at`` is the first instant after it
    in Brussels, for machines to compare. ``rolled_on`` is information, never permission.
    ``done_on`` is the day on which, by a recorded fact, that was done which the deadline asks for.
    ``next_check_at`` is the next instant at which the flag can change; empty once none can.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="deadlines")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="deadlines"
    )
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="deadlines")
    matter = models.CharField(max_length=40, blank=True)
    matter_id = models.UUIDField(null=True, blank=True)
    matter_title = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=300, blank=True)
    clock = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    event_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    due_at = models.DateTimeField()
    rolled_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    because = models.TextField()
    cite = models.CharField(max_length=300)
    flag = models.CharField(
        max_length=20, choices=[(f.value, f.value) for f in Flag], default=Flag.NONE.value
    )
    next_check_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "clock"],
                condition=Q(met_at=None, cancelled_at=None),
                name="a_clock_of_a_duty_runs_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "matter_id", "clock"],
                condition=Q(met_at=None, cancelled_at=None, matter_id__isnull=False),
                name="a_clock_of_a_matter_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(duty__isnull=False, matter="", matter_id=None, path="")
                | Q(duty=None, matter_id__isnull=False) & ~Q(matter="") & ~Q(path=""),
                name="a_deadline_is_of_a_duty_or_of_a_matter",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_check_at"],
                condition=Q(met_at=None, cancelled_at=None),
                name="deadlines_needing_check",
            ),
            models.Index(fields=["provider", "due_on", "id"], name="deadlines_by_due_day"),
            models.Index(
                fields=["matter", "matter_id"],
                condition=Q(matter_id__isnull=False),
                name="deadlines_of_a_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.due_on}"

    @property
    def page(self) -> str:
        """The address of the page where one acts on it, without the host."""
        return self.path or f"/duties/{self.duty_id}/"

"""Access of reviewers at the AI Office to what one provider shared, for a period."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least, Now, TruncDate

from providers.actors import Actor
from providers.models.people import User
from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet

# How access may stand on a day; the first two have not come to their end.
STATES = ("running", "to-come", "over", "ended")
# Periods are days in Brussels, as the law's are.
BRUSSELS = ZoneInfo("Europe/Brussels")
TODAY = TruncDate(Now(), tzinfo=BRUSSELS)


class OfficeAccessQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Narrow to one's own access, to that to one's provider, or to all for the AI Office."""
        if actor.is_system or actor.reads_for_office:
            return self
        mine = Q(provider__in=actor.provider_ids)
        if actor.is_office:
            mine |= Q(reviewer=actor.user_id)
        return self.filter(mine)

    def running(self) -> Self:
        """Keep access that opens rows now, by the database's clock."""
        return self.running_on(TODAY)

    def running_on(self, day: date | TruncDate) -> Self:
        """Keep access that opens rows on a day."""
        return self.open_on(day).filter(begins_on__lte=day)

    def open_on(self, day: date | TruncDate) -> Self:
        """Keep access that has not ended by that day, whether it has begun or not."""
        return self.filter(ended_at=None, ends_on__gte=day)

    def with_last_day(self) -> Self:
        """Add ``last_on``, the day on which access ended or will; leave out what never began."""
        ended_on = TruncDate("ended_at", tzinfo=BRUSSELS)
        # The least of two days is the other one where one is missing.
        rows = self.annotate(last_on=Least("ends_on", ended_on))
        return rows.filter(last_on__gte=F("begins_on"))


class OfficeAccess(models.Model):
    """One reviewer reads what one provider shared, from ``begins_on`` until ``ends_on``.

    Both days are part of it. ``because`` is the AI Office's own; the provider reads who has access
    and until when. A row is never deleted; it is renewed by a later last day, or ended once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="office_access")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="office_access")
    begins_on = models.DateField()
    ends_on = models.DateField()
    because = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    given_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = OfficeAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")), name="access_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_because=""), name="an_early_end_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer", "provider", "ends_on"],
                condition=Q(ended_at=None),
                name="access_of_a_reviewer",
            ),
            models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="access_by_its_end"),
        ]
        triggers = [
            pgtrigger.Protect(name="access_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="access_that_ended_stays_so",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.provider}, {self.begins_on} to {self.ends_on}"

    def state_on(self, day: date) -> str:
        """Say which of ``STATES`` the access is in on a day."""
        if self.ended_at is not None:
            return "ended"
        if self.ends_on < day:
            return "over"
        return "to-come" if day < self.begins_on else "running"

    def days_left_on(self, day: date) -> int:
        """Count the days on which it still opens rows, today among them; 0 once it is past."""
        if self.state_on(day) in ("ended", "over"):
            return 0
        return (self.ends_on - max(day, self.begins_on)).days + 1

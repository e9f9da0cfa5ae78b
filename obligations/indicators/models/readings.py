"""Readings: values of an indicator, each by the definition that held; corrected, never edited."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.indicators.models.indicators import Definition, Indicator
from obligations.models import Evidence
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Reading(models.Model):
    """One value on one day; a correction supersedes it, with a reason, and both stay.

    ``value`` is empty where a correction takes a reading back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="readings")
    taken_on = models.DateField()
    value = models.DecimalField(max_digits=38, decimal_places=12, null=True, blank=True)
    note = models.TextField(blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="readings"
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "taken_on"],
                condition=Q(supersedes=None),
                name="an_indicator_is_read_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, value__isnull=False)
                | Q(supersedes__isnull=False) & ~Q(reason=""),
                name="a_correction_says_why",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "taken_on", "id"], name="readings_by_day")]
        triggers = [
            pgtrigger.Protect(
                name="readings_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.taken_on}"

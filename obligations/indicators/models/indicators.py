"""Indicators: what a provider measures about a measure of the Code, by its own definition."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class Direction(models.TextChoices):
    """Which readings reach the target."""

    UP = "up", _("At least the target")
    DOWN = "down", _("At most the target")
    RANGE = "range", _("Between two values")
    NONE = "none", _("No target")


class Every(models.TextChoices):
    """In which unit the provider's own frequency counts."""

    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")


class Indicator(models.Model):
    """One indicator of one measure; what it means stands in its definitions.

    ``ended_on`` is the day from which it is no longer read; its readings stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="indicators")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    measure = models.CharField(max_length=80)
    suggestion = models.CharField(max_length=80, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="an_indicator_ends_with_a_reason",
            )
        ]
        indexes = [models.Index(fields=["provider", "measure", "id"], name="indicators_by_measure")]

    def __str__(self) -> str:
        return f"{self.measure} {self.pk}"


class Definition(models.Model):
    """What an indicator measures, in which unit, with which target; a later one replaces it.

    ``every`` and ``every_unit`` are the provider's own frequency; the Code sets none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    meaning = models.TextField()
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=10, choices=Direction)
    target_low = models.DecimalField(max_digits=38, decimal_places=12, null=True, blank=True)
    target_high = models.DecimalField(max_digits=38, decimal_places=12, null=True, blank=True)
    source = models.TextField()
    every = models.PositiveSmallIntegerField(null=True, blank=True)
    every_unit = models.CharField(max_length=10, choices=Every, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="an_indicator_numbers_a_definition_once"
            ),
            models.CheckConstraint(
                condition=Q(direction="none", target_low=None, target_high=None)
                | Q(direction="up", target_low__isnull=False, target_high=None)
                | Q(direction="down", target_low=None, target_high__isnull=False)
                | Q(direction="range", target_low__lte=F("target_high")),
                name="a_target_fits_its_direction",
            ),
            models.CheckConstraint(
                condition=Q(every=None, every_unit="") | Q(every__gte=1) & ~Q(every_unit=""),
                name="a_frequency_has_a_number_and_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_new_definition_says_why"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="definitions_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def planned(self) -> str:
        """How often it is read by the provider's own plan: "every month", "every 3 months"."""
        number = self.every or 0
        told = {
            Every.DAYS: ngettext("every day", "every {number} days", number),
            Every.WEEKS: ngettext("every week", "every {number} weeks", number),
            Every.MONTHS: ngettext("every month", "every {number} months", number),
        }
        return told[Every(self.every_unit)].format(number=number)

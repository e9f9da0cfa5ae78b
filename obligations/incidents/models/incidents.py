"""Incidents and near misses, with the separate instants from which their clocks run."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from obligations.incidents.words import STATES
from obligations.law.high_risk_systems import HighRisk
from obligations.words import Word
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Incident(models.Model):
    """One incident, or one near miss, of a provider; ``number`` counts from 1 for each provider.

    ``aware_by`` names who knew of the model's involvement, ``aware_because`` on what ground: a
    reasonable suspicion is enough (A7). ``classified_at`` is when it was last classified. A
    dismissal says, with a reason, that it was no serious incident. ``bundled_into`` is the first
    of similar incidents, in whose reports this one is told. ``changed_at`` is the documentation
    date of Measure 9.4.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="incidents")
    number = models.PositiveIntegerField()
    is_near_miss = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    occurred_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    first_report_received_at = models.DateTimeField(null=True, blank=True)
    aware_at = models.DateTimeField(null=True, blank=True)
    aware_by = models.CharField(max_length=200, blank=True)
    aware_because = models.TextField(blank=True)
    classified_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.TextField(blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_because = models.TextField(blank=True)
    dismissed_by_name = models.CharField(max_length=200, blank=True)
    bundled_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="bundled"
    )
    high_risk = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in HighRisk],
        default=HighRisk.UNKNOWN.value,
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField()
    keep_because = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_an_incident_once"
            ),
            models.CheckConstraint(
                condition=Q(is_near_miss=True) | Q(aware_at__isnull=False) & ~Q(aware_by=""),
                name="an_incident_says_when_and_who_became_aware",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolution="")
                | Q(resolved_at__isnull=False) & ~Q(resolution=""),
                name="a_resolution_says_what_was_done",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None)
                | Q(occurred_at=None)
                | Q(resolved_at__gte=F("occurred_at")),
                name="an_incident_is_resolved_after_it_occurred",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_because="", dismissed_by_name="")
                | Q(dismissed_at__isnull=False)
                & ~Q(dismissed_because="")
                & ~Q(dismissed_by_name=""),
                name="a_dismissal_says_why_and_who",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(resolved_at__isnull=False, dismissed_at=None),
                name="an_incident_closes_resolved",
            ),
            models.CheckConstraint(
                condition=Q(bundled_into=None) | ~Q(bundled_into=F("id")),
                name="an_incident_is_not_told_in_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-recorded_at", "id"], name="incidents_of_a_provider"),
            models.Index(
                fields=["id"],
                condition=Q(is_near_miss=False, dismissed_at=None, closed_at=None),
                name="incidents_in_the_loop",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="incidents_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="an_incident_keeps_its_number",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("provider", "number", "recorded_at", "recorded_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"

    @property
    def name(self) -> str:
        """What people call it, in English, as it is written into documents."""
        return f"{'Near miss' if self.is_near_miss else 'Incident'} {self.number}"

    @property
    def label(self) -> str:
        """What people call it, in the language of the reader."""
        told = _("Near miss {number}") if self.is_near_miss else _("Incident {number}")
        return told.format(number=self.number)

    @property
    def mention(self) -> str:
        """The same within a sentence."""
        told = (
            pgettext("within a sentence", "near miss {number}")
            if self.is_near_miss
            else pgettext("within a sentence", "incident {number}")
        )
        return told.format(number=self.number)

    @property
    def path(self) -> str:
        """Its page, without the host."""
        return f"/incidents/{self.pk}/"

    @property
    def state(self) -> str:
        """Where it stands: a word of ``words.STATES``."""
        if self.is_near_miss:
            return "near-miss"
        if self.dismissed_at:
            return "dismissed"
        if self.closed_at:
            return "closed"
        if self.bundled_into_id:
            return "bundled"
        return "resolved" if self.resolved_at else "open"

    @property
    def word(self) -> Word:
        """How its state is shown."""
        return STATES[self.state]

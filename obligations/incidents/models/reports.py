"""Reports on incidents: drafted, submitted once, frozen from then on."""

from __future__ import annotations

import uuid
from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.incidents.models.incidents import Incident
from obligations.incidents.words import MENTIONED, STAGES
from obligations.law.incidents import Stage
from obligations.models import Rendering
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class IncidentReportQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees a report from the moment it is submitted, and no draft.

        The incident behind it, its other instants and internal words stay the provider's.
        """
        return Q(submitted_at__isnull=False)


class IncidentReport(models.Model):
    """One report; ``number`` counts those of an incident.

    ``answers`` maps each line of the template to ``{"text", "missing_because", "redacted"}``:
    what is stated, why it is missing, and what was taken out under which other Union law.
    ``particulars`` are the product's own facts as they stood at the submission, which the template
    does not ask for: awareness, classes, stage.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="incident_reports")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="reports")
    stage = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Stage])
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    particulars = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_by_name = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by_name = models.CharField(max_length=200, blank=True)
    recipients = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    pdf = models.ForeignKey(Rendering, models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(Rendering, models.PROTECT, null=True, blank=True, related_name="+")
    json = models.ForeignKey(Rendering, models.PROTECT, null=True, blank=True, related_name="+")

    objects = IncidentReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "number"], name="an_incident_numbers_a_report_once"
            ),
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(submitted_at=None),
                name="an_incident_has_one_draft",
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(stage="initial"), name="an_initial_report_is_once"
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(stage="final"), name="a_final_report_is_once"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, recorded_at=None, pdf=None, docx=None, json=None)
                | Q(submitted_at__isnull=False, recorded_at__isnull=False)
                & Q(pdf__isnull=False, docx__isnull=False, json__isnull=False)
                & ~Q(recipients="")
                & ~Q(channel=""),
                name="a_submitted_report_says_to_whom_and_how",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-drafted_at", "id"], name="incident_reports_by_age"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_submitted_report_stays_as_it_was",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="a_submitted_report_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__submitted_at__isnull=False),
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day that counted when it was submitted; None where none did."""
        due = self.particulars.get("due_on")
        return date.fromisoformat(due) if due else None

    def __str__(self) -> str:
        return f"{self.name} of {self.incident_id}"

    @property
    def name(self) -> str:
        """What people call it, in English, as it is written into documents."""
        count = f" {self.number - 1}" if self.stage == Stage.INTERMEDIATE else ""
        return f"{self.stage.capitalize()} report{count}"

    @property
    def label(self) -> str:
        """What people call it, in the language of the reader."""
        return self._numbered(str(STAGES[Stage(self.stage)]))

    @property
    def mention(self) -> str:
        """The same within a sentence."""
        return self._numbered(str(MENTIONED[Stage(self.stage)]))

    def _numbered(self, words: str) -> str:
        return f"{words} {self.number - 1}" if self.stage == Stage.INTERMEDIATE else words

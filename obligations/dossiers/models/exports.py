"""Exports: asked for by a person or a program, made by a job, kept as they were made."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.models import Rendering
from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class Format(models.TextChoices):
    """In which form a dossier leaves the product."""

    PDF = "pdf", _("PDF/A, to read and to keep")
    XLSX = "xlsx", _("XLSX, a sheet for each kind of row")
    JSON = "json", _("JSON, for programs")
    OSCAL = "oscal", _("OSCAL: catalogue, profile, assessment results")


class State(models.TextChoices):
    """How far an export has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Made")
    FAILED = "failed", _("Failed")


class Export(models.Model):
    """One dossier in one format.

    A worker claims it until ``claimed_until``; one that dies leaves the claim to run out, and the
    export is made again from the beginning. ``done`` of ``total`` rows are written; while they are
    still being read, ``total`` is not known and 0.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ai_model = models.ForeignKey(AIModel, models.PROTECT, related_name="exports")
    on = models.DateField()
    format = models.CharField(max_length=10, choices=Format)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    counts = models.JSONField(default=dict, blank=True)
    rendering = models.ForeignKey(Rendering, models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    requested_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", rendering__isnull=False)
                | ~Q(state="done") & Q(rendering=None),
                name="an_export_that_is_done_has_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="a_failed_export_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["ai_model", "-requested_at"], name="exports_of_a_model"),
            models.Index(
                fields=["requested_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="exports_to_make",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} of {self.ai_model_id} on {self.on}"

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(one["included"] for one in self.counts.values())

    @property
    def shown_counts(self) -> list[dict[str, Any]]:
        """The counts of the parts of which there is a row; exports made earlier name no title."""
        return [
            {"title": key.capitalize(), **one}
            for key, one in self.counts.items()
            if one["in_database"]
        ]

    @property
    def empty_parts(self) -> list[str]:
        """Name the parts of which there is no row at all."""
        return [one.get("title", key) for key, one in self.counts.items() if not one["in_database"]]

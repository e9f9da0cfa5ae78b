"""Previews of a law change for providers with many models: asked for, made by a job, kept."""

from __future__ import annotations

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from obligations.models import Edition
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class State(models.TextChoices):
    """How far a preview has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Made")
    FAILED = "failed", _("Failed")


class Preview(models.Model):
    """What one edition would change for one provider, on the facts of the instant it was made.

    A worker claims it until ``claimed_until``; one that dies leaves the claim to run out. ``done``
    of ``total`` models are behind it. ``body`` is what was found, as JSON.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    body = models.JSONField(encoder=DjangoJSONEncoder, null=True, blank=True)
    error = models.TextField(blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField()
    requested_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "edition"],
                condition=Q(state__in=["waiting", "running"]),
                name="a_provider_waits_for_one_preview",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="a_preview_does_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=Q(state="done", body__isnull=False) | ~Q(state="done") & Q(body=None),
                name="a_preview_that_is_done_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="a_failed_preview_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "edition", "-requested_at"], name="previews_of_one")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} for {self.provider_id}"

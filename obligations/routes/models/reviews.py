"""Ways to look at again: each waits for an officer, and nothing is changed in silence."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.law.workflow import Route
from obligations.models import Duty
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class Outcome(models.TextChoices):
    """What an officer did about a way that no longer stood."""

    CHANGED = "changed", _("Another way was chosen")
    CONFIRMED = "confirmed", _("Looked at, and left as it is")
    LAPSED = "lapsed", _("The text is again what it was when the way was settled")


class Cause(models.TextChoices):
    """Why a way is to be looked at again."""

    CLOSED = "closed", _("The way is closed now")
    TEXT = "text", _("A text it rests on reads differently")


class RouteReview(models.Model):
    """That the way of a duty is to be looked at again, why, and what an officer did about it.

    ``cause`` says whether the way is closed, or a text reads differently; then ``text_from`` and
    ``text_to`` name the editions, such as "ai-act 2026-07-27". ``doubts`` are open questions that
    the change raises. ``claim`` and ``decision`` are those the duty had then; submissions made
    under the old way stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="route_reviews")
    route = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Route])
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.CLOSED)
    text_from = models.CharField(max_length=60, blank=True)
    text_to = models.CharField(max_length=60, blank=True)
    doubts = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    because = models.TextField()
    cite = models.CharField(max_length=300)
    claim = models.CharField(max_length=20, blank=True)
    decision = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    words = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by_name = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(resolved_at=None),
                name="a_way_that_fell_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, outcome="", words="")
                | Q(resolved_at__isnull=False) & ~Q(outcome="") & ~Q(words=""),
                name="a_way_looked_at_says_with_which_outcome_and_why",
            ),
            models.CheckConstraint(
                condition=Q(cause="text") & ~Q(text_from="") & ~Q(text_to="")
                | Q(cause="closed", text_from="", text_to=""),
                name="a_way_whose_text_changed_says_which",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "opened_at", "id"], name="route_reviews_by_age")
        ]

    def __str__(self) -> str:
        return f"{self.route} of {self.duty_id}"

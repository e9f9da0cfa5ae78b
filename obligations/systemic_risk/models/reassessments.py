"""Requests for reassessment of a designation (Art. 52(5)), and what came of them."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from providers.models import AIModel, Fact, Provider, User
from providers.models.tenancy import TenantQuerySet


class Outcome(models.TextChoices):
    """What the Commission decided."""

    MAINTAINED = "maintained", _("The designation is maintained")
    ENDED = "ended", _("The designation is ended")


class ReassessmentQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees every request, which is recorded only once it was made to it.

        What the provider writes down of the answer, ``decision``, stays the provider's.
        """
        return Q(pk__isnull=False)


class Reassessment(models.Model):
    """One request, with the designation it is about; its outcome is written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ai_model = models.ForeignKey(AIModel, models.PROTECT, related_name="reassessments")
    designation = models.ForeignKey(Fact, models.PROTECT, related_name="+")
    requested_on = models.DateField()
    earliest_on = models.DateField()
    reasons = models.TextField()
    evidence = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    objects = ReassessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ai_model"],
                condition=Q(outcome=""),
                name="one_reassessment_is_asked_for_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on=None, decided_at=None)
                | ~Q(outcome="") & Q(decided_on__isnull=False, decided_at__isnull=False),
                name="an_outcome_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(requested_on__gte=models.F("earliest_on")),
                name="no_reassessment_before_the_earliest_day",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "requested_on", "id"], name="reassessments_by_day")
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_reassessments_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
            ),
            pgtrigger.Protect(name="reassessments_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Reassessment asked for on {self.requested_on}"

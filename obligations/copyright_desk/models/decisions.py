"""How a complaint was decided: each decision stays, also where the complaint is opened again."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from obligations.copyright_desk.models.complaints import Complaint, State
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet

OUTCOMES = [(one.value, one.label) for one in (State.ANSWERED, State.UNFOUNDED, State.REPEATED)]
_REOPENING = ["reopened_at", "reopened_because", "reopened_by", "reopened_by_name"]


class Decision(models.Model):
    """One end of a complaint; ``reopened_at`` is when it was set aside, once and with a reason.

    ``answer`` is what the complainant is told; ``because`` is the reason. ``repeats`` is the
    answered complaint that an identical one repeats.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    answer = models.TextField(blank=True)
    because = models.TextField(blank=True)
    repeats = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=200)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_by_name = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "number"], name="a_complaint_numbers_a_decision_once"
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(reopened_at=None),
                name="one_decision_on_a_complaint_stands",
            ),
            models.CheckConstraint(
                condition=Q(outcome="answered", repeats=None) & ~Q(answer="")
                | Q(outcome="unfounded", repeats=None) & ~Q(because="")
                | Q(outcome="repeated", repeats__isnull=False),
                name="a_complaint_ends_in_one_of_three_ways",
            ),
            models.CheckConstraint(
                condition=Q(repeats=None) | ~Q(repeats=F("complaint")),
                name="a_complaint_does_not_repeat_itself",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_because="", reopened_by_name="")
                | Q(reopened_at__isnull=False) & ~Q(reopened_because=""),
                name="a_reopening_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_decision_stays_as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=_REOPENING),
            ),
            pgtrigger.Protect(
                name="a_decision_is_set_aside_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reopened_at__isnull=False),
            ),
            pgtrigger.Protect(name="decisions_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}: {self.outcome}"

"""Duties: obligations that rest on a provider or one of its models, and the ruling behind each."""

from __future__ import annotations

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from obligations.law.deadlines import Flag
from obligations.law.freshness import Freshness
from obligations.law.workflow import Claim, Decision, Route, WorkStatus
from obligations.models.catalogue import Obligation
from providers.models import AIModel, Provider, Team, User
from providers.models.tenancy import TenantQuerySet


class DutyQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office knows a duty once an assessment of it was submitted."""
        return Q(shared_with_office_at__isnull=False)

    def in_force(self) -> Self:
        """Keep duties that have not ended."""
        return self.filter(ended_on=None)


class Duty(models.Model):
    """One obligation (or Code measure) on one subject.

    The ruling (``owed`` to ``doubts``) is what the law engine last answered; ``owed`` is empty
    while a fact is missing, and such a duty is shown as undetermined, never as met. What follows
    after the ruling is set by people, and the last block is derived by ``services.duties.restate``
    for lists to filter and sort by; four of its columns (work status, claim, decision, freshness)
    are separate facts and are never merged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="duties")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    bearer = models.CharField(max_length=20)

    owed = models.BooleanField(null=True)
    applies_from = models.DateField(null=True, blank=True)
    enforceable_from = models.DateField(null=True, blank=True)
    because = models.TextField()
    cite = models.CharField(max_length=300)
    missing = ArrayField(models.CharField(max_length=80), default=list)
    doubts = ArrayField(models.CharField(max_length=8), default=list)
    opened_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    route = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Route], blank=True)
    route_explanation = models.TextField(blank=True)
    assignee = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="assigned_duties"
    )
    # A person or a team works on it, not both.
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="duties")
    target_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    work_status = models.CharField(max_length=20, default=WorkStatus.NOT_STARTED.value)
    claim = models.CharField(max_length=20, choices=[(c.value, c.value) for c in Claim], blank=True)
    decision = models.CharField(max_length=20, default=Decision.NONE.value)
    freshness = models.CharField(max_length=20, default=Freshness.NONE.value)
    evidence_count = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    flag = models.CharField(max_length=20, default=Flag.NONE.value)
    shared_with_office_at = models.DateTimeField(null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "ai_model", "key"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="a_duty_is_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(assignee=None) | Q(team=None),
                name="a_duty_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(owed=None) | Q(owed=True),
                name="a_duty_is_owed_or_undetermined",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "due_on", "id"], name="duties_by_due_day"),
            models.Index(fields=["ai_model", "key"], name="duties_by_model"),
            models.Index(fields=["changed_at", "id"], name="duties_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.ai_model_id or self.provider_id}"

"""Gap analyses: what is done instead of each measure of the Code, in versions."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models

from obligations.models import Duty
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class GapAnalysis(models.Model):
    """One version for one duty; a later one replaces it, and both stay.

    ``lines`` holds, for each measure that helps to meet the obligation, its key and title, the
    answer, the words that explain it, and the day by which a gap is to be closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="gap_analyses")
    number = models.PositiveIntegerField()
    lines = models.JSONField()
    remark = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "number"], name="a_duty_numbers_a_gap_analysis_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="gap_analyses_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"Gap analysis {self.number} of {self.duty_id}"

"""Runs of the timetable's jobs, so that operators see what was done and what failed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class JobRun(models.Model):
    """One run of one job: when, and what it said it did; never what it did it to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    has_failed = models.BooleanField()
    said = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("begun_at")),
                name="a_job_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["name", "begun_at", "id"], name="job_runs_by_name")]

    def __str__(self) -> str:
        return f"{self.name} at {self.begun_at:%Y-%m-%d %H:%M}"

"""Answers already given to programs, so that a repeated request is not done twice."""

from __future__ import annotations

from django.db import models

from providers.models.people import User


class IdempotentRequest(models.Model):
    """One POST with an Idempotency-Key: what was asked, and the answer to give again.

    The row is written in the transaction of the work itself, so a request that failed or died left
    neither work nor key behind.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="a_key_names_one_request")
        ]
        indexes = [models.Index(fields=["user", "begun_at"], name="requests_by_age")]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

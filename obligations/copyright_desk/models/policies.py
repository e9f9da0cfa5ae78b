"""Versions of the one copyright policy of a provider (Measure 1.1(1))."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from obligations.models import StoredFile
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class PolicyVersion(models.Model):
    """One version as it was recorded: its words or its file, and which part answers what.

    ``covers`` names, for each thing the chapter asks for, the part of the policy that answers it.
    ``ai_models`` are id and name of the models it says it covers, as named then.
    ``responsible`` are functions in the organisation, one on each line, never people's names.
    ``summary`` is for the public, and becomes public only by a publication.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    covers = models.JSONField(default=dict)
    ai_models = models.JSONField(default=list)
    responsible = ArrayField(models.CharField(max_length=300), default=list)
    in_force_from = models.DateField()
    approved_by = models.CharField(max_length=200)
    approved_on = models.DateField()
    changes = models.TextField()
    summary = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_a_policy_once"
            ),
            models.CheckConstraint(
                condition=Q(stored_file=None) & ~Q(text="") & Q(file_name="")
                | Q(stored_file__isnull=False, text="") & ~Q(file_name=""),
                name="a_policy_is_a_text_or_a_file",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="policy_versions_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Copyright policy, version {self.number}"

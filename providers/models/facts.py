"""Facts: dated statements about a provider or a model, superseded but never edited."""

from __future__ import annotations

import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from providers.models.ai_models import AIModel, ModelVersion
from providers.models.people import User
from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class FactQuerySet(TenantQuerySet):
    def current(self) -> Self:
        """Keep the end of each chain: facts that no later fact has superseded."""
        return self.filter(superseded_by=None)


class Fact(models.Model):
    """One statement: what (``kind``, ``value``), known since when, said by whom.

    A chain of facts of one kind about one subject is a line: one first fact, and each later one
    supersedes exactly the one before. The two constraints below keep it so when two people record
    at once. ``value`` holds what ``providers.kinds`` declares for the kind; FLOP are decimal
    strings, dates ISO 8601.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="facts")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="facts"
    )
    version = models.ForeignKey(ModelVersion, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=40)
    known_on = models.DateField()
    value = models.JSONField()
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "ai_model", "kind"],
                condition=Q(supersedes=None),
                nulls_distinct=False,
                name="a_chain_of_facts_has_one_beginning",
            )
        ]
        indexes = [models.Index(fields=["provider", "ai_model", "kind"], name="facts_by_subject")]
        triggers = [
            pgtrigger.Protect(name="facts_are_never_edited", operation=pgtrigger.Update),
            pgtrigger.Protect(name="facts_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, known on {self.known_on}"

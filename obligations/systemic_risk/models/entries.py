"""Entries of the compute ledger: appended and superseded, never edited."""

from __future__ import annotations

import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from obligations.law.compute import ComponentKind
from obligations.law.ledger import Line, Method
from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class EntryQuerySet(TenantQuerySet):
    def standing(self) -> Self:
        """Keep the end of each chain, and of those what was not struck."""
        return self.filter(superseded_by=None, is_struck=False)


class ComputeEntry(models.Model):
    """One amount of compute, spent or planned, by what it was spent on.

    ``inputs`` are what ``law.ledger.amount`` made ``flop`` from, as decimal strings. A correction
    is a later entry that names the one it takes the place of, and why; a struck one takes an entry
    out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ai_model = models.ForeignKey(AIModel, models.PROTECT, related_name="compute_entries")
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=30, choices=[(one.value, one.value) for one in ComponentKind]
    )
    is_public = models.BooleanField(null=True, blank=True)
    method = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Method])
    inputs = models.JSONField()
    flop = models.DecimalField(max_digits=36, decimal_places=0)
    uncertainty_percent = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    assumptions = models.TextField(blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()
    is_planned = models.BooleanField()
    known_on = models.DateField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    because = models.TextField(blank=True)
    is_struck = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="compute_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(flop__gte=1), name="an_entry_is_at_least_one_operation"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(because=""),
                name="a_corrected_entry_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_struck=False) | Q(supersedes__isnull=False),
                name="only_what_stood_is_struck",
            ),
        ]
        indexes = [
            models.Index(fields=["ai_model", "recorded_at", "id"], name="compute_entries_by_age")
        ]
        triggers = [
            pgtrigger.Protect(
                name="compute_entries_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def line(self, correction: ComputeEntry | None = None) -> Line:
        """Read it as the law does; ``correction`` is the entry that took its place."""
        return Line(
            kind=ComponentKind(self.kind),
            flop=self.flop,
            begins=self.begins_on,
            ends=self.ends_on,
            known_on=self.known_on,
            is_planned=self.is_planned,
            public=self.is_public,
            uncertainty_percent=self.uncertainty_percent,
            until=correction.known_on if correction else None,
        )

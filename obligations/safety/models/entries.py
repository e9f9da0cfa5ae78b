"""Entries: what happened to Framework, reports, references and risks; superseded, never edited."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.documents.models import DocumentVersion
from obligations.models import Rendering
from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class EntryQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees what was given to it, save what was given elsewhere only."""
        return Q(kind="provision") & ~Q(value__contains={"elsewhere_only": True})

    def current(self) -> EntryQuerySet:
        """Keep the end of every chain that was not withdrawn."""
        return self.filter(superseded_by=None, is_withdrawn=False)


class Entry(models.Model):
    """One dated statement of a kind declared in ``safety.kinds``; ``value`` answers its items.

    ``slot`` names what has one chain for each subject, such as a specified risk; it is empty where
    several stand side by side. ``because`` says why an entry replaces or withdraws another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="safety_entries")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="safety_entries"
    )
    kind = models.CharField(max_length=40)
    slot = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    value = models.JSONField(default=dict)
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, blank=True, related_name="safety_entries"
    )
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by"
    )
    pdf = models.ForeignKey(Rendering, models.PROTECT, null=True, blank=True, related_name="+")
    json = models.ForeignKey(Rendering, models.PROTECT, null=True, blank=True, related_name="+")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_withdrawn = models.BooleanField(default=False)
    because = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "ai_model", "kind", "slot"],
                condition=Q(supersedes=None) & ~Q(slot=""),
                nulls_distinct=False,
                name="a_slot_has_one_chain_of_entries",
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawn=False) | Q(supersedes__isnull=False) & ~Q(because=""),
                name="a_withdrawal_names_an_entry_and_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="provision") | Q(version__isnull=False),
                name="what_was_given_is_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-on", "-id"], name="safety_entries_by_day"),
            models.Index(fields=["ai_model", "kind"], name="safety_entries_of_a_model"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="safety_entries_stay_as_recorded",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.on}"

    @property
    def path(self) -> str:
        """The page where it stands."""
        return f"/safety/entries/{self.pk}/"

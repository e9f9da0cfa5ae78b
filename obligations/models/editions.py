"""Decisions about which edition of a text duties follow, and how far each provider has come."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from obligations.models.catalogue import Edition
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class Direction(models.TextChoices):
    """Whether a change takes an edition into use or back out of it."""

    APPLY = "apply", _("Applied")
    UNDO = "undo", _("Undone")


class EditionChange(models.Model):
    """One decision of the operator: an edition is taken into use, or back out of it.

    ``replaces`` is the edition that duties follow without this one. The decision stands at
    ``started_at``; it is finished once every provider has taken its step. An application that was
    undone before that ends as it is (``is_cut_short``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="changes")
    replaces = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    reason = models.TextField()
    by_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    is_cut_short = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(finished_at=None),
                name="an_edition_changes_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
                name="a_change_of_edition_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(direction="undo") | Q(direction="apply", undoes=None),
                name="only_an_undoing_undoes",
            ),
            models.CheckConstraint(
                condition=~Q(edition=F("replaces")), name="an_edition_replaces_another"
            ),
        ]
        indexes = [models.Index(fields=["edition", "-started_at"], name="changes_of_an_edition")]
        triggers = [
            pgtrigger.Protect(
                name="a_finished_change_of_edition_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            ),
            pgtrigger.Protect(name="a_change_of_edition_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_direction_display().lower()}"


class EditionStep(models.Model):
    """What one change of edition did to one provider, in numbers and in the duties it moved.

    Until ``done_at`` the provider follows the text it followed before; ``is_counted`` closes the
    row in the same transaction. ``opened`` and ``ended``
    name the duties that began and ended with the step, for the opposite change to take them up
    again. ``error`` is why the last try failed; ``was_skipped``: undone before its turn came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change = models.ForeignKey(EditionChange, models.PROTECT, related_name="steps")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    is_counted = models.BooleanField(default=False)
    was_skipped = models.BooleanField(default=False)
    newly_owed = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended_count = models.PositiveIntegerField(default=0)
    repointed = models.PositiveIntegerField(default=0)
    resting = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    opened = ArrayField(models.UUIDField(), default=list)
    ended = ArrayField(models.UUIDField(), default=list)
    error = models.TextField(blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "provider"], name="a_provider_takes_a_change_once"
            ),
            models.CheckConstraint(
                condition=Q(was_skipped=False) | Q(done_at__isnull=False),
                name="a_skipped_step_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["provider"], condition=Q(done_at=None), name="steps_that_wait"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_step_that_was_taken_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_counted=True),
            ),
            pgtrigger.Protect(name="a_step_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} for {self.provider_id}"

    @staticmethod
    def waiting(provider: Provider, edition: str) -> Exists:
        """Say whether a step of a provider waits for the edition a column (``edition``) names."""
        steps = EditionStep.objects.filter(
            provider=provider, done_at=None, change__edition=OuterRef(edition)
        )
        return Exists(steps)

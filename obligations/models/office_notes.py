"""What reviewers at the AI Office write down for themselves and their colleagues."""

from __future__ import annotations

import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.models.assessments import Assessment
from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet, open_to


class OfficeNoteQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Narrow to reviewers: the provider a note is about is never among its readers.

        What a reviewer wrote stays theirs after their access ended; notes of others do not.
        """
        if actor.is_system:
            return self
        if not actor.is_office:
            return self.none()
        found = self.exclude(provider__in=actor.provider_ids)
        if not actor.needs_access:
            return found
        return found.filter(open_to(actor) | Q(written_by=actor.user_id))


class OfficeNote(models.Model):
    """A private note about a provider, or about one of its submissions; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=200)

    objects = OfficeNoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["provider", "written_at", "id"], name="office_notes_by_provider")
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_office_note_stays_as_written",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        # Shown in the product's own trail: it names neither the provider nor a word of the note.
        return f"Note {self.pk}"

"""Documents that are written item by item, and their versions, which never change."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models

from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class Document(models.Model):
    """One document in the making: what it says now, about a model or about the provider.

    ``kind`` names its outline; ``content`` holds an answer for each item that has one, as
    ``documents.answers`` describes. What was said before stands in the versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="documents")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(max_length=40)
    content = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    latest_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "ai_model"],
                nulls_distinct=False,
                name="a_document_of_a_kind_is_written_once",
            )
        ]
        indexes = [
            models.Index(fields=["provider", "changed_at", "id"], name="documents_by_change")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class DocumentVersion(models.Model):
    """What a document said when a version was made, with what changed since the one before.

    ``outline_edition`` is the day of the text whose items it answers; ``sha256`` is that of the
    content's canonical bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    outline_edition = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    changes = models.TextField()
    keep_until = models.DateField(null=True, blank=True)
    keep_because = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="a_document_numbers_a_version_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="document_versions_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["keep_until", "keep_because"]),
            ),
            pgtrigger.Protect(name="document_versions_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} version {self.number}"

"""Filled forms that were brought in as files, and what was taken from them."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from obligations.documents.models.documents import Document
from obligations.models import StoredFile
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class FilledForm(models.Model):
    """A file from which answers may be taken: kept as it came, with what was read in it.

    ``reading`` is that of ``documents.imports.reading``; ``taken`` names the items taken over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="filled_forms")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    reading = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    uploaded_by_name = models.CharField(max_length=200)
    taken = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by_name = models.CharField(max_length=200, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["document", "uploaded_at", "id"], name="filled_forms_by_age")
        ]
        triggers = [
            pgtrigger.Protect(
                name="filled_forms_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["taken", "taken_at", "taken_by_name"]),
            ),
            pgtrigger.Protect(name="filled_forms_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.file_name

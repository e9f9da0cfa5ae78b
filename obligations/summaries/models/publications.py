"""Publications: versions of a summary that were made public, with where they stand."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from obligations.documents.models import Document, DocumentVersion
from obligations.models import Rendering
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet

# The kind of document that is a training summary.
KIND = "training-summary"


class Publication(models.Model):
    """That a version became public on a day; it stays public, and later ones stand beside it.

    ``website`` is the provider's own page with it, ``channels`` are the further places where the
    model is distributed and the summary stands (notice, point 32).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="publications")
    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="publication")
    number = models.PositiveIntegerField()
    published_on = models.DateField()
    website = models.URLField(max_length=2000, blank=True)
    channels = ArrayField(models.CharField(max_length=2000), default=list, blank=True)
    pdf = models.ForeignKey(Rendering, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="a_summary_numbers_a_publication_once"
            )
        ]
        indexes = [
            models.Index(fields=["published_on", "id"], name="publications_by_day"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="publications_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} published {self.published_on}"

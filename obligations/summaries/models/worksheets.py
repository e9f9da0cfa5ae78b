"""Worksheets: sizes of datasets and domains, from which follows what a summary must name."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from obligations.documents.models import Document
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class Measured(models.TextChoices):
    """What is measured: public datasets of one modality, or the domains crawled."""

    DATASETS = "datasets", _("Public datasets")
    DOMAINS = "domains", _("Domains crawled")


class Worksheet(models.Model):
    """One list of sizes; never public. A later one of the same kind and modality replaces it.

    ``sizes`` maps each name to a decimal string, in ``unit``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="worksheets")
    kind = models.CharField(max_length=20, choices=Measured)
    modality = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=40)
    sizes = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["document", "kind", "-recorded_at"], name="worksheets_latest")
        ]
        triggers = [
            pgtrigger.Protect(
                name="worksheets_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.modality}".strip()

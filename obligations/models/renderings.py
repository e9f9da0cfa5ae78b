"""Renderings: files made from a document, report or notification for one recipient, frozen."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from obligations.models.evidence import StoredFile
from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class Recipient(models.TextChoices):
    """For whom a rendering was made; what they must not see is not in its bytes."""

    OFFICE = "office", _("AI Office")
    AUTHORITY = "authority", _("National authority")
    DOWNSTREAM = "downstream", _("Downstream provider")
    PUBLIC = "public", _("The public")
    OWN = "own", _("The provider itself")


class Rendering(models.Model):
    """One file as it was made: what it shows, for whom, its bytes, and how long it is kept.

    ``subject`` says what kind of thing it shows and ``subject_id`` names its row; ``answers`` are
    the keys of the obligations that it serves to meet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="renderings")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="renderings"
    )
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    recipient = models.CharField(max_length=20, choices=Recipient)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="renderings")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    answers = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    keep_because = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="renderings_of_a_subject"),
            models.Index(fields=["provider", "made_at", "id"], name="renderings_by_age"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="renderings_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["keep_until", "keep_because"]),
            ),
            pgtrigger.Protect(name="renderings_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

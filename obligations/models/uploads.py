"""Files on their way: opened, sent in pieces, gone on with after a break, and then recorded."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Upload(models.Model):
    """One file that somebody sends piece by piece; how much has arrived, its bytes say.

    ``sha256`` is empty until all bytes are there. ``announced`` is what the sender says it will be,
    if anything. ``fingerprint`` is the sender's own mark of the file, by which it finds the upload
    again. ``used_at`` is when the file was recorded; the row then stays until it expires, so that
    a repeat is told from a stranger.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    fingerprint = models.CharField(max_length=200, blank=True)
    announced = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="an_upload_has_bytes"),
            models.CheckConstraint(
                condition=Q(used_at=None) | ~Q(sha256=""), name="only_a_whole_upload_is_used"
            ),
        ]
        indexes = [
            models.Index(fields=["opened_by", "provider", "opened_at"], name="uploads_of_a_person"),
            models.Index(fields=["expires_at"], name="uploads_by_their_end"),
        ]

    def __str__(self) -> str:
        return self.file_name

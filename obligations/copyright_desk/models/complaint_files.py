"""Files of a complaint: those its author sent and those the provider added."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.copyright_desk.models.complaints import Complaint
from obligations.models import StoredFile
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class ComplaintFile(models.Model):
    """One file as it came; erased with the name of the author, since it may hold it.

    ``added_by_name`` is empty for what the complainant sent by the public form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_by_name = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None, stored_file__isnull=False) & ~Q(file_name="")
                | Q(erased_at__isnull=False, stored_file=None, file_name=""),
                name="a_file_of_a_complaint_is_there_until_erased",
            )
        ]
        indexes = [
            models.Index(fields=["complaint", "added_at", "id"], name="files_of_a_complaint")
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_file_of_a_complaint_is_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__erased_at__isnull=True),
            ),
            pgtrigger.Protect(name="that_there_was_a_file_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.file_name or "an erased file"

"""Receipts: what the other side said it received."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.models import StoredFile
from obligations.packages.models.packages import Channel, Package
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class PackageReceipt(models.Model):
    """One confirmation that a package arrived: when, by which channel, under which reference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.PROTECT, related_name="receipts")
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20, choices=Channel)
    reference = models.CharField(max_length=200, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="package_receipts"
    )
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_file__isnull=False) | ~Q(reference=""),
                name="a_receipt_has_a_file_or_a_reference",
            )
        ]
        indexes = [models.Index(fields=["package", "received_at"], name="receipts_of_a_package")]
        triggers = [
            pgtrigger.Protect(
                name="receipts_stay_as_recorded", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.reference or self.file_name

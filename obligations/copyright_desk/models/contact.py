"""The contact point for rightsholders, as designated and made public (Measure 1.5(1))."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class ContactPoint(models.Model):
    """One statement of how rightsholders reach the provider; the latest one holds.

    ``target_days`` is the provider's own target for answers and ``keep_years`` its own term of
    keeping what complainants said of themselves: the Code gives no number for either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    web_page = models.CharField(max_length=2000, blank=True)
    note = models.TextField(blank=True)
    takes_complaints_here = models.BooleanField(default=True)
    target_days = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_years = models.PositiveSmallIntegerField(default=5)
    designated_at = models.DateTimeField()
    designated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    designated_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_a_contact_point_once"
            ),
            models.CheckConstraint(
                condition=Q(target_days=None) | Q(target_days__range=(1, 365)),
                name="a_target_is_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(keep_years__range=(1, 30)), name="complaints_are_kept_for_years"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="contact_points_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Contact point {self.number}: {self.name}"

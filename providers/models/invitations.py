"""Invitations: who may become a member of a provider, by a link that works once."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from providers.actors import Role
from providers.models.people import Membership, User
from providers.models.providers import Provider
from providers.models.tenancy import TenantQuerySet


class Outcome(models.TextChoices):
    """How an invitation ended."""

    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


class Invitation(models.Model):
    """A role offered to whoever reads the mail of an address; the link is kept as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    invited_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="invitations"
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "email"],
                condition=Q(ended_at=None),
                name="an_address_is_invited_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | (~Q(ended_at=None) & ~Q(outcome="")),
                name="an_invitation_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted", membership__isnull=False)
                | (~Q(outcome="accepted") & Q(membership=None)),
                name="an_accepted_invitation_made_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.role} of {self.provider}"

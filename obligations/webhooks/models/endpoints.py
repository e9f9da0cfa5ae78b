"""Endpoints: the addresses to which a provider has its events sent."""

from __future__ import annotations

import uuid
from typing import Self
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class Format(models.TextChoices):
    """In which form an event is written."""

    STANDARD = "standard", _("Standard Webhooks (JSON)")
    SLACK = "slack", _("Slack message")
    TEAMS = "teams", _("Microsoft Teams card")


class EndpointQuerySet(TenantQuerySet):
    def present(self) -> Self:
        """Keep what was not removed."""
        return self.filter(removed_at=None)


class Endpoint(models.Model):
    """One address of a receiving program, with what it is sent and how it fares.

    ``kinds`` names the kinds of events; empty means all, later ones too. ``secret`` and
    ``previous_secret`` are sealed (``services.secrets``); the previous one signs as well until
    ``previous_until``. ``failures`` counts failed tries since the last that worked, and
    ``failing_since`` is when the first of them was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    label = models.CharField(max_length=100)
    url = models.CharField(max_length=2000)
    format = models.CharField(max_length=10, choices=Format)
    kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    secret = models.TextField()
    previous_secret = models.TextField(blank=True)
    previous_until = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_because = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "label"],
                condition=Q(removed_at=None),
                name="a_provider_names_a_webhook_once",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, paused_because="")
                | Q(paused_at__isnull=False) & ~Q(paused_because=""),
                name="a_paused_webhook_says_why",
            ),
            models.CheckConstraint(
                condition=Q(previous_secret="", previous_until=None)
                | Q(previous_until__isnull=False) & ~Q(previous_secret=""),
                name="a_previous_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def address(self) -> str:
        """The address as people may see it: that of a chat opens the chat, so only its host."""
        if self.format == Format.STANDARD:
            return self.url.partition("?")[0]
        return f"https://{urlsplit(self.url).hostname}/…"

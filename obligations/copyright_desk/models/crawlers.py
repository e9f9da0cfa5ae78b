"""Crawlers, and what was said about each, version by version (Measure 1.3(4))."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Operator(models.TextChoices):
    """Who runs a crawler; the measures bind for both."""

    OWN = "own", _("Run by the provider")
    COMMISSIONED = "commissioned", _("Run by others on its behalf")


class Crawler(models.Model):
    """A crawler by its name; what is known of it is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    latest_number = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "provider", name="a_provider_names_a_crawler_once"
            )
        ]
        indexes = [models.Index(fields=["provider", "name", "id"], name="crawlers_by_name")]
        triggers = [
            pgtrigger.Protect(
                name="a_crawler_keeps_its_name",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("provider", "name", "recorded_at"),
            ),
            pgtrigger.Protect(name="crawlers_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class CrawlerVersion(models.Model):
    """What was said about a crawler from one day on; a later version supersedes it.

    ``user_agent`` is the token that robots.txt names, ``http_user_agent`` as logs show it.
    ``periods`` are months of operation as text, ``03/2024 - open``. ``trained`` are id and name of
    the models trained on what it collected, as known then; they become public only where
    ``names_models`` says so. ``corrects`` gives the reason where a statement about the past
    changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    crawler = models.ForeignKey(Crawler, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    holds_from = models.DateField()
    user_agent = models.CharField(max_length=300)
    http_user_agent = models.CharField(max_length=300, blank=True)
    operator = models.CharField(max_length=20, choices=Operator)
    operated_by = models.CharField(max_length=200, blank=True)
    purpose = models.TextField()
    robots_txt = models.TextField()
    other_protocols = models.TextField(blank=True)
    piracy_lists = models.TextField(blank=True)
    piracy_list_on = models.DateField(null=True, blank=True)
    lawful_access = models.TextField(blank=True)
    addresses = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    verification_page = models.CharField(max_length=2000, blank=True)
    periods = ArrayField(models.CharField(max_length=30))
    trained = models.JSONField(default=list)
    names_models = models.BooleanField(default=False)
    changes = models.TextField(blank=True)
    corrects = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["crawler", "number"], name="a_crawler_numbers_a_version_once"
            ),
            models.CheckConstraint(
                condition=Q(operator="own", operated_by="")
                | Q(operator="commissioned") & ~Q(operated_by=""),
                name="a_commissioned_crawler_names_who_runs_it",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="crawler_versions_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.crawler_id}, version {self.number}"

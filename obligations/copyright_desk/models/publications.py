"""What was made public, and taken back, at an address that stays; the feed is made of these."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from obligations.copyright_desk.models.crawlers import Crawler, CrawlerVersion
from obligations.copyright_desk.models.policies import PolicyVersion
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Publication(models.Model):
    """That a version of a crawler, or the summary of a policy, became public at an instant.

    Without a version it says that everything about the crawler, or the summary, was taken back.
    ``number`` counts for each provider, so that of two changes the later one is known whatever the
    clocks said. ``told`` is what readers of the feed are told about the change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    crawler = models.ForeignKey(
        Crawler, models.PROTECT, null=True, blank=True, related_name="publications"
    )
    crawler_version = models.OneToOneField(
        CrawlerVersion, models.PROTECT, null=True, blank=True, related_name="publication"
    )
    policy_version = models.OneToOneField(
        PolicyVersion, models.PROTECT, null=True, blank=True, related_name="publication"
    )
    is_withdrawal = models.BooleanField(default=False)
    told = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_a_publication_once"
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawal=True, crawler_version=None, policy_version=None)
                | Q(
                    is_withdrawal=False,
                    crawler__isnull=False,
                    crawler_version__isnull=False,
                    policy_version=None,
                )
                | Q(
                    is_withdrawal=False,
                    crawler=None,
                    crawler_version=None,
                    policy_version__isnull=False,
                ),
                name="a_publication_shows_one_version_or_none",
            ),
        ]
        indexes = [models.Index(fields=["crawler", "-number"], name="publications_of_a_crawler")]
        triggers = [
            pgtrigger.Protect(
                name="desk_publications_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Publication of {self.published_at:%Y-%m-%d}"

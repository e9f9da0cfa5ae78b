"""Notifications under Art. 52(1): drafted, then sent and frozen."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.law.notifications import (
    CONDITIONS,
    LINES,
    Condition,
    Contents,
    RebuttalLine,
)
from obligations.models import Rendering
from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet


class Status(models.TextChoices):
    """Where a notification stands."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")


class NotificationQuerySet(TenantQuerySet):
    def shared_with_office(self) -> Q:
        """The AI Office sees a notification from the moment it is sent, and no draft."""
        return Q(status=Status.SENT)


class Notification(models.Model):
    """One notification; a further one after an accepted rebuttal changed names the one before.

    ``grounds`` maps each ground of the rebuttal to its argument.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ai_model = models.ForeignKey(AIModel, models.PROTECT, related_name="notifications")
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    follows_because = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    condition = models.CharField(max_length=20, blank=True, choices=list(CONDITIONS.items()))
    model_name = models.CharField(max_length=300, blank=True)
    known_on = models.DateField(null=True, blank=True)
    compute_flop = models.DecimalField(max_digits=36, decimal_places=0, null=True, blank=True)
    approach = models.TextField(blank=True)
    approximations = models.TextField(blank=True)
    original_model = models.CharField(max_length=200, blank=True)
    with_rebuttal = models.BooleanField(default=False)
    line = models.CharField(max_length=40, blank=True, choices=list(LINES.items()))
    arguments = models.TextField(blank=True)
    grounds = models.JSONField(default=dict, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    pdf = models.ForeignKey(Rendering, models.PROTECT, null=True, related_name="+")
    data = models.ForeignKey(Rendering, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_by_name = models.CharField(max_length=200, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ai_model"],
                condition=Q(status="draft"),
                name="one_notification_of_a_model_is_drafted_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["ai_model"],
                condition=Q(follows=None),
                name="a_model_has_one_first_notification",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", sent_on=None, sent_at=None, pdf=None, data=None)
                | Q(
                    status="sent",
                    sent_on__isnull=False,
                    sent_at__isnull=False,
                    pdf__isnull=False,
                    data__isnull=False,
                ),
                name="a_sent_notification_has_its_day_and_files",
            ),
        ]
        indexes = [models.Index(fields=["provider", "begun_at", "id"], name="notifications_by_age")]
        triggers = [
            pgtrigger.Protect(
                name="sent_notifications_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="sent"),
            ),
            pgtrigger.Protect(name="notifications_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Notification of {self.model_name}"

    @property
    def is_sent(self) -> bool:
        """Whether it was sent and is frozen."""
        return self.status == Status.SENT

    def contents(self) -> Contents:
        """Read it as the law does."""
        return Contents(
            condition=Condition(self.condition) if self.condition else None,
            model_name=self.model_name,
            known_on=self.known_on,
            compute_flop=self.compute_flop,
            approach=self.approach,
            approximations=self.approximations,
            original_model=self.original_model,
            with_rebuttal=self.with_rebuttal,
            line=RebuttalLine(self.line) if self.line else None,
            arguments=self.arguments,
            grounds=self.grounds,
        )

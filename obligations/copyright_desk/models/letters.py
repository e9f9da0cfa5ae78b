"""Letters: what a complainant, who has no account, is mailed about a complaint."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.models.complaints import Complaint
from providers.models import Provider
from providers.models.tenancy import TenantQuerySet


class LetterKind(models.TextChoices):
    """What a letter tells."""

    RECEIVED = "received", _("Receipt")
    EXAMINED = "in-examination", _("Acknowledgement")
    WRITTEN = "written", _("Message")
    DECIDED = "decided", _("Decision")
    REOPENED = "reopened", _("Opened again")


class LetterQuerySet(TenantQuerySet):
    def to_send(self, now: datetime) -> Self:
        """Keep letters whose next try has come and which no worker holds."""
        waiting = self.filter(sent_at=None, given_up_at=None, next_try_at__lte=now)
        return waiting.filter(Q(claimed_until=None) | Q(claimed_until__lte=now))


class Letter(models.Model):
    """One letter; its words are made of the complaint when it is sent, and kept nowhere else.

    ``key`` makes telling a thing twice the same as telling it once. A worker claims a letter until
    ``claimed_until``, sends it and sets ``sent_at``; a copy after a crash carries the same id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind)
    key = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None),
                name="a_letter_sent_was_not_given_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(sent_at=None, given_up_at=None),
                name="letters_to_send",
            ),
            models.Index(fields=["complaint", "queued_at", "id"], name="letters_of_a_complaint"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.complaint_id}"

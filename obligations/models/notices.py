"""Notices: messages owed to someone, written where they were caused; mails: how they leave."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from providers.actors import Actor
from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet, open_to


class MailQuerySet(TenantQuerySet):
    def waiting(self) -> Self:
        """Keep mails that were neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def to_send(self, now: datetime) -> Self:
        """Keep waiting mails whose next try has come and which no worker holds."""
        return self.waiting().filter(
            Q(claimed_until=None) | Q(claimed_until__lte=now), next_try_at__lte=now
        )


class Mail(models.Model):
    """One e-mail: the notices of one person about one provider that were waiting together.

    A worker claims a mail until ``claimed_until``, sends it, and sets ``sent_at``. A worker that
    dies between sending and noting leaves the claim to run out; the second copy then carries the
    same ``message_id`` and the same notices, so that it is recognisable as the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="mails"
    )
    recipient = models.ForeignKey(User, models.PROTECT, related_name="mails")
    message_id = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="a_mail_has_its_own_message_id"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None),
                name="a_mail_sent_was_not_given_up",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(sent_at=None, given_up_at=None),
                name="mails_to_send",
            )
        ]

    def __str__(self) -> str:
        return self.message_id


class NoticeQuerySet(TenantQuerySet):
    def unread(self, on: date) -> Self:
        """Keep what is not read and, on that day, not put off any more."""
        return self.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=on), read_at=None)

    def to_mail(self, now: datetime) -> Self:
        """Keep notices that are in no mail yet, may be, and whose hour to leave has come."""
        has_come = Q(mailed_from=None) | Q(mailed_from__lte=now)
        return self.filter(has_come, mail=None, is_mailed=True)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to one's own notices, about providers one may still read.

        A notice outlives a membership; what it says about the provider must not.
        """
        if actor.is_system:
            return self
        own = self.filter(recipient_id=actor.user_id)
        about = Q(provider=None) | Q(provider__in=actor.provider_ids)
        if actor.is_office:
            shared = Q(provider__shared_with_office_at__isnull=False)
            about |= shared & open_to(actor) if actor.needs_access else shared
        return own.filter(about)


class Notice(models.Model):
    """One message to one person; ``key`` says what it is about, so that it is queued once.

    ``path`` is the page it speaks of, without the host. ``mail`` is the e-mail it leaves in, empty
    until a worker has put it into one; it leaves from ``mailed_from`` on, and never where the
    person chose the inbox alone (``is_mailed``). What ``is_always_mailed`` goes at once.
    An unread notice put off counts as unread again from the day ``snoozed_until``, in Brussels.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    recipient = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    text = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField()
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, blank=True, related_name="notices")
    is_always_mailed = models.BooleanField(default=False)
    is_mailed = models.BooleanField(default=True)
    mailed_from = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], name="a_person_is_told_a_thing_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["queued_at", "id"],
                condition=Q(mail=None, is_mailed=True),
                name="notices_to_mail",
            ),
            models.Index(fields=["recipient", "queued_at", "id"], name="notices_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.title

"""Complaints of rightsholders, their log, and how each was answered (Measure 1.5(2))."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Capacity(models.TextChoices):
    """In which capacity somebody complains."""

    RIGHTSHOLDER = "rightsholder", "Rightsholder"
    REPRESENTATIVE = "representative", "Authorised representative"
    COLLECTING_SOCIETY = "collecting-society", "Collective management organisation"


class State(models.TextChoices):
    """Where a complaint stands."""

    RECEIVED = "received", "Received"
    EXAMINED = "in-examination", "In examination"
    ANSWERED = "answered", "Answered"
    UNFOUNDED = "unfounded", "Manifestly unfounded"
    REPEATED = "repeated", "Identical, already answered"


OPEN = (State.RECEIVED.value, State.EXAMINED.value)
# What people learn about the complainant is erased when its time is over, and nothing else changes.
_SAID = ["provider", "number", "reference", "received_at", "came_by", "capacity", "nonce"]
_END = ["state", "answer", "because", "repeats_id", "ended_at", "ended_by_name"]
_AUTHOR = ["name", "email", "on_behalf_of"]
_CLAIMS = ["works", "seen_where", "asked"]


class _AnswerChanges(pgtrigger.Condition):
    """The end of a complaint that has ended changes."""

    sql = "OLD.ended_at IS NOT NULL AND ROW({old}) IS DISTINCT FROM ROW({new})".format(
        old=", ".join(f"OLD.{column}" for column in _END),
        new=", ".join(f"NEW.{column}" for column in _END),
    )


class _AuthorChanges(pgtrigger.Condition):
    """What is said of the author changes, and not because it is erased."""

    sql = "NEW.erased_at IS NULL AND ROW({old}) IS DISTINCT FROM ROW({new})".format(
        old=", ".join(f"OLD.{column}" for column in _AUTHOR),
        new=", ".join(f"NEW.{column}" for column in _AUTHOR),
    )


class Complaint(models.Model):
    """One complaint as it came, and its end; ``number`` counts for each provider.

    ``reference`` is all that its author is given. ``nonce`` is that of the form it came by, so that
    sending a form twice is one complaint. ``target_on`` is the provider's own day: the Code asks
    for a reasonable time and gives no number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    came_by = models.CharField(max_length=20, choices=[("form", "Public form"), ("post", "Mail")])
    received_at = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    works = models.TextField()
    seen_where = models.TextField()
    asked = models.TextField()
    target_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    because = models.TextField(blank=True)
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_by_name = models.CharField(max_length=200, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_a_complaint_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None, answer="", repeats=None)
                | Q(state="answered", ended_at__isnull=False, repeats=None) & ~Q(answer="")
                | Q(state="unfounded", ended_at__isnull=False, repeats=None) & ~Q(because="")
                | Q(state="repeated", ended_at__isnull=False, repeats__isnull=False),
                name="a_complaint_ends_in_one_of_three_ways",
            ),
            models.CheckConstraint(
                condition=Q(repeats=None) | ~Q(repeats=F("id")),
                name="a_complaint_does_not_repeat_itself",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", email="", on_behalf_of=""),
                name="a_complaint_names_its_author_until_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-received_at", "id"], name="complaints_by_age"),
            models.Index(
                fields=["erase_on"], condition=Q(erased_at=None), name="complaints_to_erase"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_complaint_stays_as_it_came",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*_SAID, *_CLAIMS),
            ),
            pgtrigger.Protect(
                name="an_answer_stays_as_given",
                operation=pgtrigger.Update,
                condition=_AnswerChanges(),
            ),
            pgtrigger.Protect(
                name="the_author_of_a_complaint_is_only_erased",
                operation=pgtrigger.Update,
                condition=_AuthorChanges(),
            ),
            pgtrigger.Protect(name="complaints_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Complaint {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in OPEN


class ComplaintEntry(models.Model):
    """One line of the correspondence about a complaint; what was written stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="entries")
    way = models.CharField(
        max_length=10,
        choices=[
            ("in", "From the complainant"),
            ("out", "To the complainant"),
            ("own", "Internal"),
        ],
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_by_name = models.CharField(max_length=200)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["complaint", "written_at", "id"], name="entries_of_a_complaint")
        ]
        triggers = [
            pgtrigger.Protect(
                name="correspondence_stays_as_written",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.way}: {self.complaint_id}"

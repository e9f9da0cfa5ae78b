"""Complaints of rightsholders, as they came, and the correspondence about each (Measure 1.5(2))."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from providers.models import Provider, User
from providers.models.tenancy import TenantQuerySet


class Capacity(models.TextChoices):
    """In which capacity somebody complains."""

    RIGHTSHOLDER = "rightsholder", _("Rightsholder")
    REPRESENTATIVE = "representative", _("Authorised representative")
    COLLECTING_SOCIETY = "collecting-society", _("Collective management organisation")


class State(models.TextChoices):
    """Where a complaint stands."""

    RECEIVED = "received", pgettext_lazy("complaint", "Received")
    EXAMINED = "in-examination", _("In examination")
    ANSWERED = "answered", _("Answered")
    UNFOUNDED = "unfounded", _("Manifestly unfounded")
    REPEATED = "repeated", _("Identical, already answered")


OPEN = (State.RECEIVED.value, State.EXAMINED.value)
ENDED = (State.ANSWERED.value, State.UNFOUNDED.value, State.REPEATED.value)
# What people learn about the complainant is erased when its time is over, and nothing else changes.
_SAID = [
    *("provider", "number", "reference", "received_at", "came_by", "capacity", "nonce"),
    "language",
]
_AUTHOR = ["name", "email", "on_behalf_of"]
_CLAIMS = ["works", "seen_where", "asked", "fingerprint"]


class _AuthorChanges(pgtrigger.Condition):
    """What is said of the author changes, and not because it is erased."""

    sql = "NEW.erased_at IS NULL AND ROW({old}) IS DISTINCT FROM ROW({new})".format(
        old=", ".join(f"OLD.{column}" for column in _AUTHOR),
        new=", ".join(f"NEW.{column}" for column in _AUTHOR),
    )


class Complaint(models.Model):
    """One complaint as it came, and where it stands; ``number`` counts for each provider.

    ``reference`` is what its author quotes. ``nonce`` is that of the form it came by, so that
    sending a form twice is one complaint. ``language`` is that of the form, in which letters about
    it are written; empty is English. ``fingerprint`` is the same for complaints that say the same.
    ``target_on`` is the provider's own day: the Code asks for a reasonable time and gives no
    number. How it ended is in its decisions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    came_by = models.CharField(
        max_length=20, choices=[("form", _("Public form")), ("post", _("Mail"))]
    )
    received_at = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity)
    language = models.CharField(max_length=10, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    works = models.TextField()
    seen_where = models.TextField()
    asked = models.TextField()
    fingerprint = models.CharField(max_length=64)
    target_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
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
                condition=Q(state__in=OPEN, ended_at=None, erase_on=None)
                | Q(state__in=ENDED, ended_at__isnull=False, erase_on__isnull=False),
                name="a_complaint_is_open_or_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", email="", on_behalf_of=""),
                name="a_complaint_names_its_author_until_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-received_at", "id"], name="complaints_by_age"),
            models.Index(fields=["provider", "fingerprint"], name="complaints_saying_the_same"),
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
                name="the_author_of_a_complaint_is_only_erased",
                operation=pgtrigger.Update,
                condition=_AuthorChanges(),
            ),
            pgtrigger.Protect(name="complaints_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Complaint {self.number}"

    @property
    def label(self) -> str:
        """What people call it, in the language of the reader."""
        return gettext("Complaint {number}").format(number=self.number)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in OPEN


class Way(models.TextChoices):
    """Which way something went; what is internal is never shown to the complainant."""

    IN = "in", _("From the complainant")
    OUT = "out", _("To the complainant")
    OWN = "own", _("Internal")


class ComplaintEntry(models.Model):
    """One line of the correspondence about a complaint; what was written stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="entries")
    way = models.CharField(max_length=10, choices=Way)
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

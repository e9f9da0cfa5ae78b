"""Requests for information: of a downstream provider, or of the AI Office."""

from __future__ import annotations

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from providers.models import AIModel, Provider, User
from providers.models.tenancy import TenantQuerySet

# How the AI Office is kept as who asks.
OFFICE_NAME = "AI Office"


class Asker(models.TextChoices):
    """Who asks."""

    DOWNSTREAM = "downstream", _("Downstream provider")
    OFFICE = "office", _("AI Office")


class Basis(models.TextChoices):
    """On which provision a request of the AI Office rests."""

    ART_91 = "aia-91", _("Art. 91: documentation and information")
    ART_92 = "aia-92", _("Art. 92: evaluation, access to the model")
    ART_75_3 = "aia-75-3", _("Art. 75(3): on behalf of a market surveillance authority")
    ART_93 = "aia-93", _("Art. 93: measures requested of the provider")
    OTHER = "other", _("Another basis, as the request says")


class MadeHereQuerySet(TenantQuerySet):
    """Rows of a request; ``made_here`` leads to the instant at which the AI Office made it here."""

    made_here = "request__made_here_at"

    def shared_with_office(self) -> Q:
        """The AI Office sees the requests it made here, and what was answered to them."""
        return Q(**{f"{self.made_here}__isnull": False})


class RequestQuerySet(MadeHereQuerySet):
    made_here = "made_here_at"


class Request(models.Model):
    """One request: who asks, since when, for what, and by which day.

    ``due_on`` is the day that a request of the AI Office sets, as it stands there. For a downstream
    provider the day follows from ``received_on``. ``exceptional`` says why circumstances are
    exceptional (Measure 1.2); it moves no day. ``withdrawn_on`` is when the asker took it back.
    ``made_here_at`` is when the AI Office made it in this product; None where a provider recorded
    what reached it otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    ai_model = models.ForeignKey(
        AIModel, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    number = models.PositiveIntegerField()
    asker = models.CharField(max_length=20, choices=Asker)
    asked_by = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    system = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=200, blank=True)
    received_on = models.DateField()
    asks = models.TextField()
    items = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    basis_words = models.CharField(max_length=300, blank=True)
    purpose = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    exceptional = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_here_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_here_at=None) | Q(asker="office"),
                name="only_the_office_makes_requests_here",
            ),
            models.UniqueConstraint(
                fields=["provider", "number"], name="a_provider_numbers_a_request_once"
            ),
            models.CheckConstraint(
                condition=Q(asker="office", due_on__isnull=False) & ~Q(basis="") & ~Q(purpose="")
                | Q(asker="downstream", due_on=None, basis=""),
                name="the_office_says_basis_purpose_and_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because=""),
                name="a_request_is_taken_back_with_words",
            ),
        ]
        indexes = [models.Index(fields=["provider", "-received_on", "id"], name="requests_by_day")]

    def __str__(self) -> str:
        return f"Request {self.number}: {self.asked_by}"

    @property
    def asker_name(self) -> str:
        """Name who asks, the AI Office in the reader's language."""
        return str(Asker.OFFICE.label) if self.asked_by == OFFICE_NAME else self.asked_by


class Extension(models.Model):
    """A later day that the AI Office granted, with where it says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, models.PROTECT, related_name="extensions")
    due_on = models.DateField()
    source = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)

    objects = MadeHereQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(
                name="extensions_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} until {self.due_on}"

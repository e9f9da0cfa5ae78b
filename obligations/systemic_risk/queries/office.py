"""What the AI Office reads under Article 52: notifications that were sent, and requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from obligations.catalogue.loader import catalogue
from obligations.law.milestones import LEGACY_COMPLIES
from obligations.law.rules import two_weeks as law
from obligations.law.terms import Due
from obligations.systemic_risk.models import Notification, Reassessment
from obligations.systemic_risk.models.notifications import Status
from providers.actors import Actor


@dataclass(frozen=True, slots=True)
class SentInTime:
    """The last day of Art. 52(1) by the day a notification states, and the day it was sent.

    ``doubt`` says what is open about the last day (A11): the notification does not say when the
    model was placed.
    """

    due: Due
    sent_on: date
    cite: str
    doubt: str

    @property
    def is_late(self) -> bool:
        """Whether it was sent after the strict last day."""
        return self.sent_on > self.due.strict

    @property
    def is_open(self) -> bool:
        """Whether it was late only if the model was placed since Chapter V began to apply."""
        return self.is_late and self.sent_on <= LEGACY_COMPLIES


def notifications(actor: Actor, *, words: str = "") -> QuerySet[Notification]:
    """Give the sent notifications the actor may read, the last first; never a draft."""
    rows: QuerySet[Notification] = Notification.objects.visible_to(actor).filter(status=Status.SENT)
    if words:
        rows = rows.filter(
            Q(model_name__icontains=words)
            | Q(provider__name__icontains=words)
            | Q(reference__icontains=words)
        )
    related = rows.select_related("provider", "ai_model", "pdf", "data", "follows")
    return related.order_by("-sent_on", "-sent_at", "pk")


def reassessments(actor: Actor, *, words: str = "") -> QuerySet[Reassessment]:
    """Give the requests for reassessment the actor may read, the last first."""
    rows: QuerySet[Reassessment] = Reassessment.objects.visible_to(actor)
    if words:
        rows = rows.filter(Q(ai_model__name__icontains=words) | Q(provider__name__icontains=words))
    related = rows.select_related("provider", "ai_model", "designation")
    return related.order_by("-requested_on", "-recorded_at", "pk")


def sent_in_time(row: Notification) -> SentInTime | None:
    """Count the two weeks of a sent notification by the law; None where it states no day.

    It does not say when the model was placed, so whether A11 gives longer stays open.
    """
    if row.known_on is None or row.sent_on is None:
        return None
    texts = catalogue()
    clock = texts.clocks[law.CLOCK]
    found = law.by_clock(row.known_on, clock, texts.working_days(), legacy=None)
    return SentInTime(found.due, row.sent_on, clock.cite, found.doubt)

"""Evidence as it stands: what speaks for which duty now, and what its keeping depends on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from obligations.law.deadlines import brussels_day
from obligations.law.freshness import SOON, Freshness
from obligations.models import AssessmentEvidence, Duty, Evidence, EvidenceLink, EvidenceVersion
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Fact, Provider

MOST_DUTIES = 100


def current(duty: Duty) -> QuerySet[EvidenceVersion]:
    """Give the latest version of every piece that speaks for the duty now, oldest piece first."""
    links = EvidenceLink.objects.filter(duty=duty, unlinked_at=None)
    versions = EvidenceVersion.objects.filter(
        evidence__in=links.values("evidence"),
        evidence__withdrawn_at=None,
        number=F("evidence__latest_number"),
    )
    return versions.select_related("evidence").order_by("evidence__created_at", "evidence_id")


def going_stale(
    now: datetime, *, among: Iterable[UUID] | None = None
) -> list[tuple[UUID, UUID, date]]:
    """Find the duties whose freshness says more than the calendar now allows.

    Gives provider, duty and the last day that any evidence of the duty covers, by provider.
    ``among`` narrows it to some duties.
    """
    today = brussels_day(now)
    counts = Q(
        evidence_links__unlinked_at=None,
        evidence_links__evidence__withdrawn_at=None,
        evidence_links__evidence__versions__number=F("evidence_links__evidence__latest_number"),
    )
    covered_to = Max("evidence_links__evidence__versions__covers_to", filter=counts)
    dated = Duty.objects.in_force().filter(freshness__in=[Freshness.FRESH, Freshness.STALE_SOON])
    if among is not None:
        dated = dated.filter(pk__in=list(among))
    over = Q(covered_to__lt=today) | Q(freshness=Freshness.FRESH, covered_to__lt=today + SOON)
    found = dated.annotate(covered_to=covered_to).filter(over).order_by("provider_id", "pk")
    return list(found.values_list("provider_id", "pk", "covered_to"))


def duties_by_id(actor: Actor, ids: Iterable[UUID]) -> list[Duty]:
    """Find the duties an actor names; raise InvalidInput if one is not there for this actor.

    Another provider's duty is refused in the same words as one that does not exist.
    """
    wanted = set(ids)
    if not wanted or len(wanted) > MOST_DUTIES:
        told = _("Name between 1 and {most} duties.")
        raise InvalidInput(told.format(most=MOST_DUTIES), field="duties")
    found = Duty.objects.visible_to(actor).filter(pk__in=wanted).select_related("provider")
    duties = list(found.order_by("key", "pk"))
    if len(duties) != len(wanted):
        raise InvalidInput(_("There is no such duty."), field="duties")
    return duties


def is_awaiting_decision(evidence: Evidence) -> bool:
    """Say whether a version of the piece is part of a submission nobody has decided on."""
    frozen = AssessmentEvidence.objects.filter(version__evidence=evidence)
    return frozen.filter(assessment__status="submitted").exists()


def kept_for(evidence: Iterable[UUID]) -> dict[UUID, list[Duty]]:
    """Give the duties each piece must be kept for: those it speaks for, or was submitted for."""
    pieces = list(evidence)
    if not pieces:
        return {}
    links = EvidenceLink.objects.filter(evidence__in=pieces, unlinked_at=None)
    submitted = AssessmentEvidence.objects.filter(version__evidence__in=pieces)
    pairs = set(links.values_list("evidence_id", "duty_id"))
    pairs |= set(submitted.values_list("version__evidence_id", "assessment__duty_id"))
    duties = Duty.objects.in_bulk({duty_id for _, duty_id in pairs})
    kept: dict[UUID, list[Duty]] = {piece: [] for piece in pieces}
    for piece, duty_id in sorted(pairs):
        kept[piece].append(duties[duty_id])
    return kept


def touching(provider: Provider, ai_model_id: UUID | None) -> QuerySet[Evidence]:
    """Give the pieces whose keeping may depend on a model; on any of them, if None is given."""
    pieces = Evidence.objects.filter(provider=provider)
    if ai_model_id is not None:
        about = Q(duty__ai_model=ai_model_id) | Q(duty__ai_model=None)
        links = EvidenceLink.objects.filter(about, provider=provider)
        pieces = pieces.filter(pk__in=links.values("evidence"))
    return pieces


def placings(provider: Provider) -> dict[UUID, date]:
    """Give the recorded day of placing on the Union market of the provider's models."""
    facts = Fact.objects.filter(provider=provider, kind="placement").current()
    recorded = {
        model_id: value.get("union_market_date")
        for model_id, value in facts.values_list("ai_model_id", "value")
    }
    return {model_id: date.fromisoformat(day) for model_id, day in recorded.items() if day}

"""One piece of evidence as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from obligations.models import Assessment, Duty, Evidence, EvidenceVersion
from obligations.queries import duty as duties
from providers.actors import Actor
from providers.models import AuditEvent

MOST_EVENTS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece, its versions newest first, what it speaks for, and where it was submitted."""

    evidence: Evidence
    versions: Sequence[EvidenceVersion]
    duties: list[Duty]
    submissions: Iterable[Assessment]
    events: Iterable[AuditEvent]


def piece(actor: Actor, evidence: Evidence) -> Piece:
    """Gather the page of a piece, in a constant number of queries."""
    rows = duties.with_versions(Evidence.objects.visible_to(actor).filter(pk=evidence.pk))
    found = rows.select_related("provider").get()
    submissions = Assessment.objects.visible_to(actor).filter(
        frozen_evidence__version__evidence=found
    )
    events = AuditEvent.objects.visible_to(actor).about(found)
    return Piece(
        evidence=found,
        versions=found.all_versions,  # type: ignore[attr-defined] # fetched with it
        duties=[link.duty for link in found.present_links],  # type: ignore[attr-defined] # fetched with it
        submissions=submissions.select_related("duty__obligation", "duty__ai_model")
        .distinct()
        .order_by("-submitted_at", "pk"),
        events=events.order_by("-position")[:MOST_EVENTS],
    )


def usable_for(actor: Actor, evidence: Evidence) -> QuerySet[Duty]:
    """Give the duties in force of its provider that a piece does not speak for yet."""
    linked = evidence.links.filter(unlinked_at=None).values("duty")
    rows = Duty.objects.visible_to(actor).in_force().filter(provider=evidence.provider_id)
    rows = rows.exclude(pk__in=linked).select_related("obligation", "ai_model")
    return rows.order_by("ai_model__name", "key", "pk")

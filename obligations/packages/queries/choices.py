"""What can be put into a package: documents as made, evidence, submitted assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from obligations.models import Assessment, EvidenceVersion, Rendering
from obligations.packages.models import Package, PackageItem
from obligations.packages.purposes import purposes
from providers.actors import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be put in, and whether it answers what the purpose is about."""

    kind: str
    id: Any
    title: str
    told: str
    is_suggested: bool


def renderings(actor: Actor, package: Package) -> QuerySet[Rendering]:
    """Give documents as they were made, for whomever, that are not in it yet."""
    rows: QuerySet[Rendering] = Rendering.objects.visible_to(actor)
    rows = rows.filter(provider=package.provider_id)
    return _about(package, rows).exclude(pk__in=_taken(package, "rendering"))


def versions(actor: Actor, package: Package) -> QuerySet[EvidenceVersion]:
    """Give the latest versions of evidence that was not withdrawn and is not in it yet."""
    rows: QuerySet[EvidenceVersion] = EvidenceVersion.objects.visible_to(actor)
    rows = rows.filter(provider=package.provider_id, number=F("evidence__latest_number"))
    rows = rows.filter(evidence__withdrawn_at=None).select_related("evidence")
    if package.ai_model_id:
        about = Q(evidence__links__duty__ai_model=package.ai_model_id)
        about |= Q(evidence__links__duty__ai_model=None)
        rows = rows.filter(
            pk__in=EvidenceVersion.objects.filter(about).values("pk")  # One row for each version.
        )
    return rows.exclude(pk__in=_taken(package, "version"))


def assessments(actor: Actor, package: Package) -> QuerySet[Assessment]:
    """Give submitted assessments that were not taken back and are not in it yet."""
    rows: QuerySet[Assessment] = Assessment.objects.visible_to(actor)
    rows = rows.filter(
        provider=package.provider_id, status__in=("submitted", "accepted", "returned")
    )
    if package.ai_model_id:
        rows = rows.filter(Q(duty__ai_model=package.ai_model_id) | Q(duty__ai_model=None))
    rows = rows.select_related("duty__obligation", "duty__ai_model")
    return rows.exclude(pk__in=_taken(package, "assessment"))


def choices(actor: Actor, package: Package) -> list[Choice]:
    """List what can be put in, what answers the purpose first, in three queries."""
    keys = set(purposes()[package.purpose].answers)
    found = [
        Choice(
            "rendering",
            one.pk,
            one.title,
            _("{file}, made for: {whom}").format(
                file=one.file_name.rpartition(".")[2].upper(), whom=one.get_recipient_display()
            ),
            _fits(keys, one.answers),
        )
        for one in renderings(actor, package).order_by("-made_at", "-pk")[:MOST]
    ]
    linked = _versions_for(actor, package, keys)
    found += [
        Choice(
            "evidence",
            one.pk,
            one.evidence.title,
            _("Evidence, version {number}").format(number=one.number),
            one.pk in linked,
        )
        for one in versions(actor, package).order_by("-recorded_at", "-pk")[:MOST]
    ]
    found += [
        Choice(
            "assessment",
            one.pk,
            one.duty.obligation.title,
            _("Assessment {number}, submitted").format(number=one.number),
            one.duty.key in keys,
        )
        for one in assessments(actor, package).order_by("-submitted_at", "-pk")[:MOST]
    ]
    return sorted(found, key=lambda one: not one.is_suggested)


def _fits(keys: set[str], answers: list[str]) -> bool:
    return bool(keys.intersection(answers))


def _versions_for(actor: Actor, package: Package, keys: set[str]) -> set[Any]:
    rows = versions(actor, package).filter(
        evidence__links__unlinked_at=None, evidence__links__duty__key__in=keys
    )
    return set(rows.values_list("pk", flat=True))


def _about(package: Package, rows: QuerySet[Any]) -> QuerySet[Any]:
    if not package.ai_model_id:
        return rows
    return rows.filter(Q(ai_model=package.ai_model_id) | Q(ai_model=None))


def _taken(package: Package, column: str) -> QuerySet[Any, Any]:
    rows = PackageItem.objects.filter(package=package, **{f"{column}__isnull": False})
    return rows.values(column)

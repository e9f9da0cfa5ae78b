"""The private notes of reviewers at the AI Office."""

from __future__ import annotations

from django.db.models import QuerySet

from obligations.models import Assessment, OfficeNote
from providers.actors import Actor
from providers.models import Provider


def of_provider(actor: Actor, provider: Provider) -> QuerySet[OfficeNote]:
    """Give every note about a provider or its submissions, the newest first."""
    rows: QuerySet[OfficeNote] = OfficeNote.objects.visible_to(actor).filter(provider=provider)
    rows = rows.select_related("assessment__duty__obligation")
    return rows.order_by("-written_at", "-pk")


def of_submission(actor: Actor, assessment: Assessment) -> QuerySet[OfficeNote]:
    """Give the notes about one submission, the newest first."""
    rows: QuerySet[OfficeNote] = OfficeNote.objects.visible_to(actor)
    return rows.filter(assessment=assessment).order_by("-written_at", "-pk")

"""The audit trail of a provider, for reading."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from providers.models import AuditEvent, Provider


def events(
    provider: Provider,
    *,
    action: str = "",
    q: str = "",
    after: date | None = None,
    before: date | None = None,
) -> QuerySet[AuditEvent]:
    """List changes, newest first; days are those of Brussels, both included."""
    rows = AuditEvent.objects.filter(provider=provider)
    if action:
        rows = rows.filter(action=action)
    if q:
        rows = rows.filter(
            Q(actor_name__icontains=q) | Q(subject_name__icontains=q) | Q(subject_id__iexact=q)
        )
    if after:
        rows = rows.filter(at__date__gte=after)
    if before:
        rows = rows.filter(at__date__lte=before)
    return rows.order_by("-position")


def actions(provider: Provider) -> list[str]:
    """List the sorts of changes that the trail holds."""
    rows = AuditEvent.objects.filter(provider=provider).order_by("action")
    return list(rows.values_list("action", flat=True).distinct())

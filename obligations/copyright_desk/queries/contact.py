"""The contact point that holds now."""

from __future__ import annotations

from uuid import UUID

from obligations.copyright_desk.models import ContactPoint


def latest(provider_id: UUID) -> ContactPoint | None:
    """Give the contact point last designated; it is public by being one."""
    rows = ContactPoint.objects.filter(provider=provider_id)
    return rows.select_related("provider").order_by("-number").first()

"""The people of a provider, for pages to choose from."""

from __future__ import annotations

from django.db.models import QuerySet

from providers.models import Provider, Team, User


def members(provider: Provider) -> list[User]:
    """List the present members of a provider by name."""
    present = User.objects.filter(
        memberships__provider=provider, memberships__ended_at=None, is_active=True
    )
    return list(present.order_by("name", "pk"))


def teams(provider: Provider) -> QuerySet[Team]:
    """List the present teams of a provider by name."""
    return Team.objects.filter(provider=provider, ended_at=None).order_by("name", "pk")

"""The people of a provider, for pages to choose from."""

from __future__ import annotations

from providers.models import Provider, User


def members(provider: Provider) -> list[User]:
    """List the present members of a provider by name."""
    present = User.objects.filter(
        memberships__provider=provider, memberships__ended_at=None, is_active=True
    )
    return list(present.order_by("name", "pk"))

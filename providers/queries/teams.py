"""Teams of a provider and who is in them now."""

from __future__ import annotations

from django.db.models import Prefetch

from providers.models import Provider, Team, User


def present(provider: Provider) -> list[Team]:
    """List the teams of a provider by name with their present people, in two queries.

    Whoever is no longer a member of the provider is no longer in its teams.
    """
    still = User.objects.filter(
        memberships__provider=provider, memberships__ended_at=None, is_active=True
    )
    rows = Team.objects.filter(provider=provider, ended_at=None)
    rows = rows.prefetch_related(Prefetch("people", still.order_by("name", "pk")))
    return list(rows.order_by("name", "pk"))

"""Who works at a provider."""

from __future__ import annotations

from providers.models import Invitation, Membership, Provider


def present(provider: Provider) -> list[Membership]:
    """List the present memberships by name of the person, in one query."""
    rows = Membership.objects.filter(provider=provider, ended_at=None).select_related("user")
    return list(rows.order_by("user__name", "pk"))


def invited(provider: Provider) -> list[Invitation]:
    """List the open invitations of a provider, newest first, those that ran out among them."""
    rows = Invitation.objects.filter(provider=provider, ended_at=None)
    return list(rows.order_by("-sent_at", "pk"))

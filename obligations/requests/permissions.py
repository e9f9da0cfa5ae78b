"""Who may answer requests: officers, and representatives for those of the AI Office."""

from __future__ import annotations

from providers.actors import Actor, Role, Scope
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_answer(actor: Actor, provider: Provider) -> None:
    """Let officers record and answer requests, and representatives, who answer to authorities."""
    check_scope(actor, Scope.WRITE)
    roles = (Role.OFFICER, Role.REPRESENTATIVE)
    check_role(actor, provider, *roles, what="record and answer requests")

"""Who may do what with incidents: officers write, colleagues read, nobody else knows of them."""

from __future__ import annotations

from django.utils.translation import pgettext

from providers.actors import Actor, Role, Scope
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_write(actor: Actor, provider: Provider) -> None:
    """Let officers record incidents and report on them."""
    check_scope(actor, Scope.WRITE)
    check_role(
        actor, provider, Role.OFFICER, what=pgettext("may", "record incidents and report on them")
    )

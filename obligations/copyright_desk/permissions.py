"""Who may do what at the copyright desk: officers write, colleagues read."""

from __future__ import annotations

from django.utils.translation import pgettext

from providers.actors import Actor, Role, Scope
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_write(actor: Actor, provider: Provider) -> None:
    """Let officers write the policy, describe crawlers and answer complaints."""
    check_scope(actor, Scope.WRITE)
    check_role(actor, provider, Role.OFFICER, what=pgettext("may", "work at the copyright desk"))

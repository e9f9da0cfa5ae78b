"""Who may have events sent elsewhere: officers of the provider; colleagues read the log."""

from __future__ import annotations

from django.utils.translation import pgettext

from providers.actors import Actor, Role, Scope
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_manage(actor: Actor, provider: Provider) -> None:
    """Let officers add, change and remove webhooks: what is sent leaves the product."""
    check_scope(actor, Scope.WRITE)
    check_role(actor, provider, Role.OFFICER, what=pgettext("may", "manage its webhooks"))

"""Who may make, seal and share packages: officers of the provider; colleagues read."""

from __future__ import annotations

from django.utils.translation import pgettext

from providers.actors import Actor, Role, Scope
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_write(actor: Actor, provider: Provider) -> None:
    """Let officers write, seal, send and share their provider's packages."""
    check_scope(actor, Scope.WRITE)
    check_role(actor, provider, Role.OFFICER, what=pgettext("may", "write its packages"))

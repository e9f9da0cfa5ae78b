"""Who may define and read off indicators: officers of the provider; colleagues look at them."""

from __future__ import annotations

from django.utils.translation import pgettext

from providers.actors import Actor, Role, Scope
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_measure(actor: Actor, provider: Provider) -> None:
    """Let officers define indicators and record readings."""
    check_scope(actor, Scope.WRITE)
    check_role(actor, provider, Role.OFFICER, what=pgettext("may", "measure its indicators"))

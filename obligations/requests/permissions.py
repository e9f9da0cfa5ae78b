"""Who may make, record and answer requests."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from obligations.requests.models import Request
from providers.actors import Actor, Role, Scope
from providers.errors import NotPermitted
from providers.models import Provider
from providers.permissions import check_role, check_scope


def check_answer(actor: Actor, provider: Provider) -> None:
    """Let officers record and answer requests, and representatives, who answer to authorities."""
    check_scope(actor, Scope.WRITE)
    roles = (Role.OFFICER, Role.REPRESENTATIVE)
    check_role(actor, provider, *roles, what=pgettext("may", "record and answer requests"))


def check_ask(actor: Actor, provider: Provider) -> None:
    """Let reviewers at the AI Office who have no part in a provider ask it for information."""
    check_scope(actor, Scope.REVIEW)
    if not actor.is_office or actor.user_id is None:
        raise NotPermitted(_("Only reviewers at the AI Office may make its requests."))
    if actor.role_in(provider.pk) is not None:
        raise NotPermitted(_("A member of the provider cannot make requests to it."))


def check_change(actor: Actor, request: Request) -> None:
    """Let who made a request move its day and take it back: the AI Office, where it made it here.

    Otherwise those who answer record what reached them.
    """
    if request.made_here_at is None:
        check_answer(actor, request.provider)
        return
    if actor.role_in(request.provider_id) is not None:
        raise NotPermitted(_("The AI Office made this request here; it changes it itself."))
    check_ask(actor, request.provider)

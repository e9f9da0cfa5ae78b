"""Who may do what with providers, their people, models and facts.

Each ``check_*`` raises NotPermitted with a reason a person can read; ``allowed`` turns a check into
a yes or no for pages. Whether the actor may know that a thing exists is a different question, and
``visible_to`` answers it first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from providers.actors import Actor, ActorKind, Role, Scope
from providers.errors import NotPermitted
from providers.models import AIModel, ApiToken, Membership, Provider, User

P = ParamSpec("P")

# Whom a refusal names: those who may.
_PEOPLE = {
    Role.OFFICER: pgettext_lazy("only ... may", "officers"),
    Role.COLLEAGUE: pgettext_lazy("only ... may", "colleagues"),
    Role.REPRESENTATIVE: pgettext_lazy("only ... may", "representatives"),
}


def allowed(
    check: Callable[Concatenate[Actor, P], None],
    actor: Actor,
    *args: P.args,
    **kwargs: P.kwargs,
) -> bool:
    """Say whether a check would let the actor pass."""
    try:
        check(actor, *args, **kwargs)
    except NotPermitted:
        return False
    return True


def check_scope(actor: Actor, scope: Scope) -> None:
    """Refuse a token that was not given a scope."""
    if scope not in actor.scopes:
        told = _("This needs the scope “{scope}”, which the token does not have.")
        raise NotPermitted(told.format(scope=scope.value))


def check_role(actor: Actor, provider: Provider, *roles: Role, what: str) -> None:
    """Refuse everybody who has none of the roles in the provider; ``what`` completes "may"."""
    if actor.is_system:
        return
    if actor.role_in(provider.pk) not in roles:
        names = _(" or ").join(str(_PEOPLE[role]) for role in roles)
        told = _("Only {names} of {provider} may {what}.")
        raise NotPermitted(told.format(names=names, provider=provider, what=what))


def check_read_provider(actor: Actor, provider: Provider) -> None:
    """Let members read everything their provider recorded."""
    check_scope(actor, Scope.READ)
    check_role(actor, provider, *Role, what=pgettext("may", "read this"))


def check_read_audit(actor: Actor, provider: Provider) -> None:
    """Let members read the trail of their provider's changes."""
    check_read_provider(actor, provider)


def check_create_provider(actor: Actor) -> None:
    """Keep the opening of workspaces to the operator."""
    check_operator(actor, what=pgettext("may", "open a workspace for a provider"))


def check_operator(actor: Actor, *, what: str) -> None:
    """Refuse everybody but the operator at the command line and the timetable."""
    if not actor.is_system:
        told = _("Only the operator of this installation may {what}.")
        raise NotPermitted(told.format(what=what))


def check_edit_provider(actor: Actor, provider: Provider) -> None:
    """Let officers change their provider's profile."""
    _check_officer(actor, provider, what=pgettext("may", "change its profile"))


def check_write_facts(actor: Actor, provider: Provider) -> None:
    """Let officers record facts, on which everything owed depends."""
    _check_officer(actor, provider, what=pgettext("may", "record facts"))


def check_register_model(actor: Actor, provider: Provider) -> None:
    """Let officers register models."""
    _check_officer(actor, provider, what=pgettext("may", "register models"))


def check_edit_model(actor: Actor, ai_model: AIModel) -> None:
    """Let officers describe a model and add versions."""
    _check_officer(actor, ai_model.provider, what=pgettext("may", "change a model"))


def check_import_models(actor: Actor, provider: Provider) -> None:
    """Let officers import models from a file."""
    _check_officer(actor, provider, what=pgettext("may", "import models"))


def check_manage_members(actor: Actor, provider: Provider) -> None:
    """Let officers invite and remove members."""
    _check_officer(actor, provider, what=pgettext("may", "manage its members"))


# Who may give which role: nobody one that stands above their own.
_RANKS = {Role.COLLEAGUE: 1, Role.REPRESENTATIVE: 1, Role.OFFICER: 2}


def check_give_role(actor: Actor, provider: Provider, role: Role) -> None:
    """Refuse to give somebody a role above one's own."""
    own = actor.role_in(provider.pk)
    if not actor.is_system and (own is None or _RANKS[role] > _RANKS[own]):
        raise NotPermitted(_("Nobody gives a role above their own."))


def check_change_role(actor: Actor, membership: Membership) -> None:
    """Let officers change the roles of others; nobody changes their own."""
    check_manage_members(actor, membership.provider)
    if actor.user_id is not None and actor.user_id == membership.user_id:
        raise NotPermitted(_("Nobody changes their own role; ask another officer."))


def check_remove_member(actor: Actor, membership: Membership) -> None:
    """Let officers remove members, and everybody leave."""
    if actor.user_id is not None and actor.user_id == membership.user_id:
        check_scope(actor, Scope.WRITE)
        return
    check_manage_members(actor, membership.provider)


def check_edit_person(actor: Actor, user: User) -> None:
    """Let people keep their own account, and nobody else's."""
    check_scope(actor, Scope.WRITE)
    if not actor.is_system and (actor.user_id is None or actor.user_id != user.pk):
        raise NotPermitted(_("Nobody changes the account of somebody else."))


def check_issue_token(actor: Actor, user: User) -> None:
    """Let people who are signed in issue tokens of their own; a token cannot issue another."""
    if actor.is_system:
        return
    if actor.kind is not ActorKind.PERSON or actor.user_id is None:
        raise NotPermitted(_("Tokens are issued by a person who is signed in, not by a program."))
    if actor.user_id != user.pk:
        raise NotPermitted(_("Nobody issues tokens for somebody else."))


def check_revoke_token(actor: Actor, token: ApiToken) -> None:
    """Let people, and their programs, revoke their own tokens."""
    if not actor.is_system and (actor.user_id is None or actor.user_id != token.user_id):
        raise NotPermitted(_("A token is revoked by the person it belongs to."))


def _check_officer(actor: Actor, provider: Provider, *, what: str) -> None:
    check_scope(actor, Scope.WRITE)
    check_role(actor, provider, Role.OFFICER, what=what)

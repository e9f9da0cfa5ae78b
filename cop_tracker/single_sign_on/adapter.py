"""Who may come in from an organisation's sign-in: people it vouches for, who were invited here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cop_tracker.single_sign_on.organisations import Organisation
from providers import text
from providers.actors import Actor, ActorKind
from providers.models import User
from providers.services import invitations, people


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Believe an organisation about the addresses of its own domains, and about nothing else.

    Signing in there gives no role: a person has the memberships they were invited to. Whoever has
    no account is let in only while an invitation to their address is open.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse who may not come in; lead who is known by the address to their account."""
        found = _organisation(sociallogin)
        _check_nonce(request, found, sociallogin)
        email = _email_of(request, found, sociallogin)
        connects = sociallogin.state.get("process") == "connect"
        if connects and getattr(request.user, "email", email) != email:
            _refuse(request, _("Your account has another address than {name} names."), found)
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                _refuse(request, _("Your account here was closed."), found)
            return
        user = people.find(email)
        if user is not None:
            if not user.is_active:
                _refuse(request, _("Your account here was closed."), found)
            sociallogin.connect(request, user)
        elif not invitations.is_invited(email, now=timezone.now()):
            _refuse(request, _("{name} knows you, and nobody invited you here yet."), found)

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, Any]
    ) -> User:
        """Name a person as their organisation does."""
        user: User = super().populate_user(request, sociallogin, data)
        user.name = _name_in(data)
        return user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let new people in whom ``pre_social_login`` found invited."""
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Make the account of an invited person, without a password and without a role."""
        email = sociallogin.email_addresses[0].email.lower()
        name = sociallogin.user.name or email.partition("@")[0]
        by = Actor(kind=ActorKind.PERSON, name=name)
        user = people.add(email=email, name=name, by=by, now=timezone.now())
        sociallogin.connect(request, user)
        return user


def _organisation(sociallogin: SocialLogin) -> Organisation:
    name = sociallogin.account.provider
    found: Organisation = next(one for one in settings.ORGANISATIONS if one.id == name)
    return found


def _check_nonce(request: HttpRequest, found: Organisation, sociallogin: SocialLogin) -> None:
    if found.protocol != "oidc":
        return
    sent = str(sociallogin.state.get("nonce", ""))
    given = str(sociallogin.account.extra_data.get("id_token", {}).get("nonce", ""))
    if not sent or not secrets.compare_digest(sent.encode(), given.encode()):
        _refuse(request, _("The answer of {name} belongs to another sign-in. Try again."), found)


def _email_of(request: HttpRequest, found: Organisation, sociallogin: SocialLogin) -> str:
    address = next(iter(sociallogin.email_addresses), None)
    email = address.email.lower() if address else ""
    is_verified = address is not None and (address.verified is True or found.vouches_for_email)
    if not email or not is_verified:
        _refuse(request, _("{name} does not say that your address is verified."), found)
    if email.rpartition("@")[2] not in found.domains:
        _refuse(request, _("{name} does not speak for your address."), found)
    return email


def _name_in(said: Mapping[str, Any]) -> str:
    """Read a name as one line: the whole one, or its parts."""
    whole = said.get("name") or f"{said.get('first_name') or ''} {said.get('last_name') or ''}"
    return text.name_without_tricks(str(whole))


def _refuse(request: HttpRequest, reason: str, found: Organisation) -> NoReturn:
    context = {"reason": reason.format(name=found.name)}
    raise ImmediateHttpResponse(render(request, "account/not_let_in.html", context, status=403))

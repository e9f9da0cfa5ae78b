"""Accounts: passwords forgotten, second factors, what was typed when a sign-in ran out."""

from __future__ import annotations

import re

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from providers.actors import OPERATOR
from providers.services import invitation_mails, invitations, people, providers
from tests.accessibility.passkeys import give_passkey
from tests.accessibility.visits.people import People


def closed_account(by: People) -> HttpResponse:
    return by.browser().get(reverse("account_inactive"))


def no_sign_up(by: People) -> HttpResponse:
    return by.browser().get(reverse("account_signup"))


def signing_out(by: People) -> HttpResponse:
    return by.at("officer").get(reverse("account_logout"))


def reset_asked_for(by: People) -> HttpResponse:
    return by.browser().get(reverse("account_reset_password_done"))


def reset_link(by: People) -> HttpResponse:
    address = invitation_mails.password_link(by.user("officer"))
    return by.browser().get(address, follow=True)


def reset_link_used(by: People) -> HttpResponse:
    link = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "used-0"})
    return by.browser().get(link)


def reset_done(by: People) -> HttpResponse:
    return by.browser().get(reverse("account_reset_password_from_key_done"))


def typed_while_signed_out(by: People) -> HttpResponse:
    provider = by.user("officer").memberships.get().provider
    client = by.with_password("officer")
    client.get(reverse("account"))
    client.session.flush()
    said = {"name": "Renamed", "note": "Invented,\nthroughout", "time_zone": "Europe/Brussels"}
    client.post(reverse("provider-edit", args=[provider.pk]), said)
    by.with_password("officer", client, next=reverse("kept-form"))
    return client.get(reverse("kept-form"))


def nothing_typed(by: People) -> HttpResponse:
    return by.at("officer").get(reverse("kept-form"))


def factor_needed(by: People) -> HttpResponse:
    alpine = by.user("representative").memberships.get().provider
    by.give_app("alpine")
    actor, now = by.actor("alpine"), timezone.now()
    providers.require_two_factors(provider=alpine, required=True, by=actor, now=now)
    return by.at("representative").get(reverse("second-factor"))


def nobodys_member(by: People) -> HttpResponse:
    now = timezone.now()
    user = people.create_user(
        email="new@demonstration.example", name="Newcomer", by=OPERATOR, now=now
    )
    client = by.browser()
    client.force_login(user)
    return client.get("/")


def app_set_up(by: People) -> HttpResponse:
    return by.with_password("officer").get(reverse("mfa_activate_totp"))


def app_taken_away(by: People) -> HttpResponse:
    return _with_factors(by).get(reverse("mfa_deactivate_totp"))


def codes(by: People) -> HttpResponse:
    return _with_factors(by).get(reverse("mfa_view_recovery_codes"))


def codes_made_anew(by: People) -> HttpResponse:
    return _with_factors(by).get(reverse("mfa_generate_recovery_codes"))


def passkey_added(by: People) -> HttpResponse:
    return by.with_password("officer").get(reverse("mfa_add_webauthn"))


def passkey_renamed(by: People) -> HttpResponse:
    client = _with_factors(by)
    key = by.user("officer").authenticator_set.get(type="webauthn")
    return client.get(reverse("mfa_edit_webauthn", args=[key.pk]))


def passkey_taken_away(by: People) -> HttpResponse:
    client = _with_factors(by)
    key = by.user("officer").authenticator_set.get(type="webauthn")
    return client.get(reverse("mfa_remove_webauthn", args=[key.pk]))


def account_with_factors(by: People) -> HttpResponse:
    return _with_factors(by).get(reverse("account"))


def code_asked_for(by: People) -> HttpResponse:
    _with_factors(by)
    return by.with_password("officer").get(reverse("mfa_authenticate"))


def code_asked_again(by: People) -> HttpResponse:
    return _with_factors(by).get(reverse("mfa_reauthenticate"))


def passkey_asked_again(by: People) -> HttpResponse:
    return _with_factors(by).get(reverse("mfa_reauthenticate_webauthn"))


def invitation_to_a_new_person(by: People) -> HttpResponse:
    return by.browser().get(_invitation(by, "somebody@aurora.example"))


def invitation_to_another(by: People) -> HttpResponse:
    return by.at("rival").get(_invitation(by, "somebody@aurora.example"))


def invitation_to_me(by: People) -> HttpResponse:
    return by.at("rival").get(_invitation(by, by.user("rival").email))


def invitation_used(by: People) -> HttpResponse:
    return by.browser().get(reverse("invitation", args=["used"]))


def _with_factors(by: People) -> Client:
    """Sign in with a password, then set up every factor there is."""
    client, user = by.with_password("officer"), by.user("officer")
    by.give_app("officer")
    RecoveryCodes.activate(user)
    give_passkey(user, name="Laptop")
    return client


def _invitation(by: People, email: str) -> str:
    """Invite somebody to Aurora, and answer the address in their mail."""
    officer, provider = by.actor("officer"), by.user("officer").memberships.get().provider
    with TestCase.captureOnCommitCallbacks(execute=True):
        invitations.invite(
            provider=provider, email=email, name="Somebody", role="colleague",
            by=officer, now=timezone.now(),
        )  # fmt: skip
    return re.search(r"/invitations/\S+", mail.outbox[-1].body)[0]

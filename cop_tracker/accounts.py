"""Who may have an account, and how the keys of their second factors are kept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from cop_tracker.secret_key import fernet_key


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Close the door through which strangers would sign up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer that nobody signs up by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Say from which address a person signs in; a server on a local socket is told none."""
        if not request.META.get("REMOTE_ADDR"):
            return "127.0.0.1"
        return str(super().get_client_ip(request))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keep the secrets of authenticator apps and recovery codes encrypted in the database."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- the library's
        """Propose a name for a passkey, which its person changes to what they call the device."""
        return gettext("Passkey")

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with the key beside the data."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give back a secret that ``encrypt`` made."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    return Fernet(fernet_key(settings.SECOND_FACTORS_KEY))


def closed(request: HttpRequest, **named: str) -> HttpResponse:
    """Answer that a page of the sign-in library is not used here.

    People do not give themselves another address: addresses are invited and unverified, and whoever
    took somebody else's would be invited in their place. And no organisation signs people out.
    """
    raise Http404


def at_account(request: HttpRequest) -> HttpResponse:
    """Lead to the page of one's account, which shows what this library's page would."""
    return HttpResponseRedirect(reverse("account"))


def single_sign_on(request: HttpRequest) -> dict[str, bool]:
    """Tell pages whether there is an organisation to sign in at."""
    return {"single_sign_on": bool(settings.ORGANISATIONS)}

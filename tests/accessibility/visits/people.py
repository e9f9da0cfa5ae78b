"""The people of the demonstration, each at a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from providers.actors import Actor
from providers.models import User
from providers.queries import actors

PASSWORD = "a long password of the demonstration"
SECRET = "JBSWY3DPEHPK3PXP"


@dataclass(frozen=True, slots=True)
class People:
    """Gives browsers that ask for pages in a language; none means the product's own."""

    language: str = ""

    def browser(self, **options: bool) -> Client:
        """Give a browser in which nobody signed in."""
        cache.clear()
        headers = {"Accept-Language": self.language} if self.language else {}
        return Client(headers=headers, **options)

    def user(self, role: str) -> User:
        """Find a person by their role in the demonstration."""
        return User.objects.get(email=f"{role}@demonstration.example")

    def actor(self, role: str) -> Actor:
        """Give a person as somebody who acts."""
        return actors.of_user(self.user(role))

    def at(self, role: str) -> Client:
        """Give the browser of a person who is signed in."""
        client = self.browser()
        client.force_login(self.user(role))
        return client

    def with_password(self, role: str, client: Client | None = None, **said: str) -> Client:
        """Sign in as people do, so that the product knows when they proved who they are."""
        user, client = self.user(role), client or self.browser()
        user.set_password(PASSWORD)
        user.save()
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, **said})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    def give_app(self, role: str) -> None:
        """Give a person an authenticator app."""
        TOTP.activate(self.user(role), SECRET)

"""Signing in at an organisation: its page here, and what is said where that comes to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from tests.accessibility.visits.people import People
from tests.cop_tracker import organisation


def asked_for_the_address(by: People) -> HttpResponse:
    return by.browser().get(reverse("organisation"))


def no_such_organisation(by: People) -> HttpResponse:
    return by.browser().get(reverse("organisation"), {"email": "somebody@nowhere.example"})


def broken_off(by: People) -> HttpResponse:
    return by.browser().get(reverse("socialaccount_login_cancelled"))


def failed(by: People) -> HttpResponse:
    return by.browser().get(reverse("socialaccount_login_error"))


def not_let_in(by: People) -> HttpResponse:
    with _organisation() as acme:
        client = by.browser()
        led = client.get(reverse("organisation"), {"email": "noor@acme.example"})
        given = acme.authorize(client.get(led["Location"])["Location"], email_verified=False)
        return client.get("/accounts/oidc/acme/callback/", given)


@contextmanager
def _organisation() -> Iterator[organisation.FakeOrganisation]:
    """Have an organisation that people of acme.example sign in at."""
    acme = organisation.FakeOrganisation()
    try:
        with override_settings(**organisation.settings_of(organisation.acme(acme.url))):
            yield acme
    finally:
        acme.close()

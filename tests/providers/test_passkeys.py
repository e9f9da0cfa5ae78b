"""A passkey in a real browser, with an authenticator of its own: added, and signed in with."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.browser import launched
from tests.factories import providers as make

# Holds keys itself and says who its person is, as a phone or a computer with a lock does.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(live_server) -> Iterator:
    """A page of a browser with such a device; a browser lends it to ``localhost`` without TLS."""
    assert "//localhost:" in live_server.url
    with launched() as chromium:
        context = chromium.new_context(base_url=live_server.url)
        page = context.new_page()
        page.set_default_timeout(20_000)
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        context.close()


def sign_in_by_password(page, email: str) -> None:
    page.goto(reverse("account_login"))
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/")


def sign_out(page) -> None:
    page.goto(reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: urlsplit(url).path != reverse("account_logout"))
    page.goto(reverse("account"))
    assert reverse("account_login") in page.url


def add_passkey(page, name: str, *, alone: bool) -> None:
    page.goto(reverse("account"))
    page.locator(f"a[href='{reverse('mfa_add_webauthn')}']").click()
    # Who changes how they sign in gives the password once more.
    page.wait_for_url(f"**{reverse('account_reauthenticate')}*")
    page.fill("input[name=password]", make.PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.fill("input[name=name]", name)
    page.set_checked("input[name=passwordless]", alone)
    page.locator("#passkey_add").click()
    page.wait_for_url(lambda url: urlsplit(url).path != reverse("mfa_add_webauthn"))


def test_a_passkey_is_added_and_signs_in_alone(page, officer):
    user = make.user_of(officer)
    sign_in_by_password(page, user.email)
    add_passkey(page, "Laptop", alone=True)
    page.goto(reverse("account"))
    assert page.locator("main", has_text="Laptop").count() == 1
    sign_out(page)

    page.goto(reverse("account_login"))
    page.locator("#passkey_login").click()

    page.wait_for_url("/")
    page.goto(reverse("account"))
    assert page.locator("main", has_text="Laptop").count() == 1
    key = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().name == "Laptop"
    assert key.last_used_at is not None


def test_a_device_without_a_key_of_this_site_is_told_so(page, officer):
    page.goto(reverse("account_login"))

    page.locator("#passkey_login").click()

    page.locator("[data-passkey-problem]", has_text="The passkey was not used").wait_for()
    page.goto(reverse("account"))
    assert reverse("account_login") in page.url


def test_a_key_that_is_a_second_factor_is_asked_for_after_the_password(page, officer):
    user = make.user_of(officer)
    sign_in_by_password(page, user.email)
    add_passkey(page, "Key ring", alone=False)
    sign_out(page)

    page.goto(reverse("account_login"))
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{reverse('mfa_authenticate')}*")
    page.locator("[data-passkey-button]").click()

    page.wait_for_url("/")
    page.goto(reverse("account"))
    assert page.locator("main", has_text="Key ring").count() == 1

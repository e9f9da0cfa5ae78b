"""Who goes on the journeys: what they hold in their hands, how they sign in, what reaches them."""

from __future__ import annotations

import email
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.journeys.conftest import Product

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
MAIL_TAKES = 180  # seconds, of the timetable and the worker together
Sees = Callable[[str], None]  # looks at a station of the journey, by its name


def sign_in(
    page: Page, product: Product, role: str, *, press: Callable[[Locator], None] = Locator.click
) -> None:
    """Go and sign in as one of the accounts; ``press`` is how a person touches a button."""
    page.goto(f"{product.url}/accounts/login/")
    fill_in(page, product, role, press=press)


def fill_in(
    page: Page, product: Product, role: str, *, press: Callable[[Locator], None] = Locator.click
) -> None:
    """Say who one is on the page that asks, and wait for the page that comes."""
    account = product.account(role)
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    with page.expect_navigation():
        press(page.locator("main").get_by_role("button", name="Sign in", exact=True))


def goes(target: Locator) -> None:
    """Press what leads to another page, and wait for it."""
    with target.page.expect_navigation():
        target.click()


def mail_about(product: Product, words: str) -> bool:
    """Wait for the timetable and the worker to send a mail that says so."""
    give_up_at = time.monotonic() + MAIL_TAKES
    while time.monotonic() < give_up_at:
        for path in (product.var / "mailbox").glob("*.eml"):
            message = email.message_from_bytes(path.read_bytes())
            text = "".join(
                part.get_payload(decode=True).decode()
                for part in message.walk()
                if part.get_content_type() == "text/plain"
            )
            if words in text or words in str(message["Subject"]):
                return True
        time.sleep(1)
    return False

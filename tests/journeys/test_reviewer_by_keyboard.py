"""A reviewer's first ten minutes, with the keys alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import beforehand
from tests.journeys.conftest import Product
from tests.journeys.keyboard import Keyboard
from tests.journeys.people import Sees

TODAY = date.today()  # noqa: DTZ011 -- the running product's own today
OBSERVED = "Which crawlers does the policy cover?"
REASON = "The crawlers of suppliers are missing from the policy."


def hand_in(product: Product, colours: str) -> str:
    """Submit something that no other journey looks at; answers the model's name."""
    made = beforehand.model(product, f"Beacon {colours}")
    owed = beforehand.duty(product, made, beforehand.COPYRIGHT_POLICY)
    beforehand.file(product, owed, "policy.txt", b"We respect reservations of rights.")
    beforehand.submission(product, owed)
    return made["name"]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_ten_minutes_of_a_reviewer(opens, product, look, colours):
    page = opens(color_scheme=colours).new_page()
    keys = Keyboard(page)

    def sees(station: str) -> None:
        look(page, f"reviewer-{colours}-{station}")

    keys.sign_in(product, "reviewer")
    name = hand_in(product, colours)
    finds_what_is_new(keys, name, sees)
    reads(keys, name, sees)
    asks_and_decides(keys, sees)
    takes_it_along(keys)


def finds_what_is_new(keys: Keyboard, name: str, sees: Sees) -> None:
    """Providers shared with me, what changed since my last visit, and the way to it."""
    page = keys.page
    expect(page.locator("h1")).to_have_text("Providers")
    keys.follow(page.locator(".sidebar").get_by_role("link", name="Providers"))
    expect(page.locator("main")).to_contain_text(name)
    sees("1-providers")

    keys.main()
    keys.follow(page.locator("tbody .row-link", has_text="Fictional Aurora"))
    expect(page.locator("h1")).to_contain_text("Fictional Aurora")
    sees("2-provider")
    keys.main()
    newest = page.locator("#kind-submissions li, [id^=kind-] li").filter(has_text=name)
    keys.follow(newest.get_by_role("link"))


def reads(keys: Keyboard, name: str, sees: Sees) -> None:
    """What is claimed, the manifest with its hashes read again, and what was left out."""
    page = keys.page
    expect(page.locator(".page-header")).to_contain_text(name)
    expect(page.locator("#manifest")).to_contain_text("policy.txt")
    expect(page.locator("#manifest")).to_contain_text("Verified")
    expect(page.locator("#evidence")).to_contain_text("No redaction is recorded")
    sees("3-submission")
    keys.main()
    keys.unfold(page.locator("#evidence summary", has_text="Look at"))
    expect(page.locator(".preview-text")).to_contain_text("reservations of rights")
    keys.follow(page.locator("#manifest").get_by_role("button", name="Read every file again"))
    expect(page.locator("#manifest")).to_contain_text("Verified")
    sees("3-verified")


def asks_and_decides(keys: Keyboard, sees: Sees) -> None:
    """An observation with a day to answer by, then a decision with its reason."""
    page = keys.page
    keys.write(page.locator("#remarks textarea"), OBSERVED)
    keys.write_day(page.locator("#remarks input[name=answer_by]"), TODAY + timedelta(days=14))
    keys.follow(page.locator("#remarks").get_by_role("button", name="Send to the provider"))
    expect(page.locator("#remarks")).to_contain_text(OBSERVED)
    sees("4-observed")

    keys.tick(page.locator("[name=decision][value=returned]"))
    keys.write(page.locator("#decision [name=reason]"), REASON)
    keys.follow(page.get_by_role("button", name="Record the decision", exact=True))
    expect(page.locator("#decision")).to_contain_text(REASON)
    sees("5-decided")


def takes_it_along(keys: Keyboard) -> None:
    """The file note as a document of one's own."""
    keys.main()
    keys.to(keys.page.get_by_role("link", name="File note (PDF)"))
    with keys.page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".pdf")

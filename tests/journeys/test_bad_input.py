"""What goes wrong between a person and the server, in a real browser: nothing typed is lost.

A connection that breaks in the middle of a file is in test_files_in_pieces.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import beforehand
from tests.journeys.people import fill_in, sign_in

TYPED = "We keep a list of every reservation of rights that we met."


@pytest.fixture
def window(opens, product) -> BrowserContext:
    """A window in which an officer is signed in."""
    context = opens()
    sign_in(context.new_page(), product, "officer")
    return context


@pytest.fixture
def duty(product) -> str:
    """The address of a duty that no other journey works on."""
    made = beforehand.model(product, "Second thoughts")
    owed = beforehand.duty(product, made, beforehand.COPYRIGHT_POLICY)
    return f"{product.url}/duties/{owed['id']}/"


def test_the_second_tab_is_told_and_keeps_what_was_typed(window, duty, look):
    one, two = window.pages[0], window.new_page()
    one.goto(duty)
    save_draft(one, "First.")
    one.goto(duty)
    two.goto(duty)
    save_draft(one, "From the first tab.")
    save_draft(two, TYPED)

    told = two.locator("#assessment .errors, #assessment [data-focus]").first
    expect(told).to_be_visible()
    expect(two.locator("#assessment [name=position]")).to_have_value(TYPED)
    expect(two.locator("#assessment")).to_contain_text("From the first tab.")
    look(two, "bad-input-second-tab")


def test_a_sign_in_that_ran_out_keeps_what_was_typed(window, product, duty, look):
    page = window.pages[0]
    page.goto(duty)
    window.clear_cookies(name="sessionid")
    save_draft(page, TYPED)

    expect(page.locator("main")).to_contain_text("What you typed is kept")
    look(page, "bad-input-sign-in-again")
    fill_in(page, product, "officer")
    expect(page.locator("main")).to_contain_text(TYPED)
    look(page, "bad-input-kept")
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#assessment [name=position]")).to_have_value(TYPED)


def test_files_that_were_chosen_wait_for_a_form_that_was_refused(window, duty, look, tmp_path):
    page = window.pages[0]
    page.goto(duty)
    path = tmp_path / "policy.txt"
    path.write_text("We respect reservations of rights.")
    page.locator("#evidence summary", has_text="Add a file").click()
    page.locator("#id_file_file").set_input_files(path)
    expect(page.locator("[data-upload-list]").first).to_contain_text("has arrived and waits")
    page.locator("#id_file_title").fill("The policy")
    page.locator("#id_file_covers_from").fill("2026-12-31")
    page.locator("#id_file_covers_to").fill("2026-01-01")
    form = page.locator("form", has=page.locator("#id_file_file"))
    form.get_by_role("button", name="Record evidence").click()

    expect(page.locator("#evidence [data-focus]").first).to_be_focused()
    expect(page.locator("#id_file_title")).to_have_value("The policy")
    expect(page.locator("[data-upload-list]").first).to_contain_text("policy.txt")
    look(page, "bad-input-refused")
    page.locator("#id_file_covers_to").fill("2027-01-01")
    form.get_by_role("button", name="Record evidence").click()
    expect(page.locator("#evidence").get_by_role("link", name="The policy")).to_be_visible()


def test_what_is_not_mine_is_not_there(window, product, look):
    _, theirs = product.call("GET", "duties/?page_size=1", "rival")
    page = window.pages[0]

    answer = page.goto(f"{product.url}/duties/{theirs['results'][0]['id']}/")

    assert answer.status == 404
    look(page, "bad-input-not-there")


def save_draft(page: Page, position: str) -> None:
    """Type a position and save it."""
    page.locator("#assessment [name=position]").fill(position)
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()

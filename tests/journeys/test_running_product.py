"""From a fact to a decision in a real browser against every process of the product."""

from __future__ import annotations

import urllib.request
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Product
from tests.journeys.people import mail_about, sign_in

CROSSED_ON = date.today() - timedelta(days=3)  # noqa: DTZ011 -- the running product's own today


def record_compute(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/models/")
    page.get_by_role("link", name="Aurora Sketch").click()
    page.get_by_role("link", name="Record: Compute").or_(
        page.locator("#fact-compute").get_by_role("link")
    ).first.click()
    page.locator("[name=cumulative_compute_flop]").fill("2.4e25")
    page.locator("[name=known_on]").fill(CROSSED_ON.isoformat())
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", name="What this changed")).to_be_visible()


def test_a_fact_brings_a_duty_that_is_shown_submitted_and_decided(opens, product):
    officer, reviewer = opens().new_page(), opens().new_page()
    sign_in(officer, product, "officer")
    record_compute(officer, product)

    # The threshold brings the notification, due two weeks after it became known (Art. 52(1)).
    duty = officer.get_by_role("link", name="Notify").first
    expect(duty).to_be_visible()
    due = CROSSED_ON + timedelta(weeks=2)
    expect(officer.get_by_text(f"{due.day} {due:%b} {due.year}").first).to_be_visible()
    duty.click()
    address = officer.url

    officer.get_by_text("Add a file").click()
    form = officer.locator("form[action*='evidence']").filter(has=officer.locator("[type=file]"))
    form.locator("[type=file]").set_input_files(
        {"name": "notification.txt", "mimeType": "text/plain", "buffer": b"We notify."}
    )
    form.get_by_label("Title").fill("Copy of the notification")
    form.get_by_role("button", name="Record evidence").click()
    expect(officer.get_by_role("link", name="Copy of the notification").first).to_be_visible()

    officer.locator("[name=claim]").first.select_option("fulfilled") if officer.locator(
        "select[name=claim]"
    ).count() else officer.locator("[name=claim][value=fulfilled]").check()
    officer.locator("[name=position]").first.fill("Sent within the two weeks.")
    officer.get_by_role("button", name="Save draft").click()
    officer.get_by_text("Submit for review").first.click()
    officer.get_by_role("button", name="Submit now").click()
    expect(officer.get_by_text("Submitted, awaiting a decision")).to_be_visible()

    sign_in(reviewer, product, "reviewer")
    reviewer.goto(f"{product.url}/office/submissions/?status=submitted&q=Sketch")
    reviewer.locator("main .row-link").first.click()
    expect(reviewer.get_by_text("Copy of the notification").first).to_be_visible()
    expect(reviewer.get_by_text("The stored bytes have this SHA-256").first).to_be_visible()
    reviewer.locator("[name=decision][value=returned]").check()
    reviewer.get_by_label("Reason").fill("The method of the estimate is missing.")
    reviewer.get_by_role("button", name="Record the decision").click()
    expect(reviewer.get_by_text("The method of the estimate is missing.").first).to_be_visible()

    officer.goto(address)
    expect(officer.get_by_text("The method of the estimate is missing.").first).to_be_visible()
    officer.goto(f"{product.url}/duties/?near=within-14")
    expect(officer.get_by_role("link", name="Notify").first).to_be_visible()
    officer.goto(f"{product.url}/inbox/")
    expect(officer.get_by_text("returned").first).to_be_visible()
    assert mail_about(product, "returned"), "the worker sent no mail about the decision"
    with urllib.request.urlopen(f"{product.url}/readyz", timeout=30) as ready:
        assert ready.status == 200

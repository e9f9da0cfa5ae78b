"""Reading and recording evidence where no script runs."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import beforehand
from tests.journeys.people import PHONE, fill_in


def test_evidence_is_read_and_recorded_without_scripts(opens, product, look, tmp_path):
    made = beforehand.model(product, "Slate")
    owed = beforehand.duty(product, made, beforehand.COPYRIGHT_POLICY)
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"{product.url}/accounts/login/")
    look(page, "plain-1-sign-in")
    fill_in(page, product, "officer")
    expect(page.locator("h1")).to_have_text("What needs attention first")
    look(page, "plain-2-home")
    page.locator(".sidebar").get_by_role("link", name="Duties").click()
    page.locator("#id_q").fill("copyright policy")
    page.locator("#id_model").select_option(made["id"])
    page.get_by_role("button", name="Apply").click()
    look(page, "plain-3-duties")
    page.locator("tbody .row-link", has_text="Put a copyright policy in place").click()
    assert owed["id"] in page.url
    look(page, "plain-4-duty")

    path = tmp_path / "policy.txt"
    path.write_text("We respect reservations of rights.")
    page.locator("#evidence summary", has_text="Add a file").click()
    page.locator("#id_file_file").set_input_files(path)
    page.locator("#id_file_title").fill("The policy")
    records(page, "#id_file_file")
    expect(page.locator("#evidence").get_by_role("link", name="The policy")).to_be_visible()
    page.locator("#evidence summary", has_text="Write a statement").click()
    page.locator("#id_statement_statement").fill("It has been in force since October.")
    page.locator("#id_statement_title").fill("In force")
    records(page, "#id_statement_statement")
    expect(page.locator("#evidence")).to_contain_text("It has been in force since October.")
    look(page, "plain-5-recorded")

    page.get_by_role("link", name="The policy").click()
    expect(page.locator("main")).to_contain_text("policy.txt")
    look(page, "plain-6-evidence")
    with page.expect_download() as download:
        page.locator("main").get_by_role("link", name="policy.txt").first.click()
    assert download.value.path().read_text() == path.read_text()


def test_a_telephone_without_scripts_has_its_menu(opens, product, look):
    page = opens(java_script_enabled=False, **PHONE).new_page()
    page.goto(f"{product.url}/catalogue/")
    page.locator(".masthead summary", has_text="Menu").tap()
    expect(page.locator(".menu-sheet nav").get_by_role("link").first).to_be_visible()
    look(page, "plain-phone-menu")


def records(page: Page, field: str) -> None:
    """Send the form that has this field."""
    form = page.locator("form", has=page.locator(field))
    form.get_by_role("button", name="Record evidence").click()

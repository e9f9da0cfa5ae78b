"""The heart of both workplaces on a telephone: by touch, 390 wide, nothing beside the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import beforehand
from tests.journeys.people import PHONE, Sees, sign_in

# What reaches beyond the screen, in words; a table may scroll in itself.
TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return ""
  const wide = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  return wide.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(" ")
}"""


@pytest.fixture(params=["light", "dark"])
def phone(request, opens, look):
    page = opens(color_scheme=request.param, **PHONE).new_page()

    def sees(station: str) -> None:
        too_wide = page.evaluate(TOO_WIDE)
        assert not too_wide, f"{page.url} scrolls sideways: {too_wide}"
        look(page, f"phone-{request.param}-{station}")

    return page, sees


def test_an_officer_on_the_way(phone, product, tmp_path):
    page, sees = phone
    made = beforehand.model(product, "Pocket")
    title = f"Photograph for {made['name']}"
    sign_in(page, product, "officer", press=Locator.tap)
    expect(page.locator("h1")).to_have_text("What needs attention first")
    sees("officer-1-home")
    by_menu(page, "Models", sees)
    sees("officer-2-models")
    tap(page.get_by_role("link", name=made["name"]))
    sees("officer-3-model")
    tap(page.locator("main").get_by_role("link", name="Its duties"))
    sees("officer-4-duties")
    tap(page.locator("tbody .row-link", has_text="Put a copyright policy in place"))
    sees("officer-5-duty")

    page.locator("#evidence summary", has_text="Add a file").tap()
    photograph = tmp_path / "photograph.txt"
    photograph.write_text("What was seen.")
    page.locator("#id_file_file").set_input_files(photograph)
    expect(page.locator("[data-upload-list]").first).to_contain_text("has arrived and waits")
    page.locator("#id_file_title").fill(title)
    sees("officer-6-file")
    form = page.locator("form", has=page.locator("#id_file_file"))
    tap(form.get_by_role("button", name="Record evidence"))
    expect(page.locator("#evidence").get_by_role("link", name=title)).to_be_visible()

    page.locator("#assessment select[name=claim]").select_option("fulfilled")
    page.locator("#assessment [name=position]").fill("As the photograph shows.")
    tap(page.get_by_role("button", name="Save draft"))
    page.locator("#assessment summary", has_text="Submit for review").tap()
    tap(page.get_by_role("button", name="Submit now"))
    expect(page.locator("#assessment")).to_contain_text("Submitted, awaiting a decision")
    sees("officer-7-submitted")

    tap(page.get_by_role("link", name="Serious incident"))
    expect(page.locator("h1")).to_have_text("Record a serious incident")
    sees("officer-8-incident")


def test_a_reviewer_on_the_way(phone, product):
    page, sees = phone
    made = beforehand.model(product, "Pocket")
    owed = beforehand.duty(product, made, beforehand.DOCUMENTATION)
    beforehand.file(product, owed, "documentation.txt", b"How it was made.")
    beforehand.submission(product, owed)
    sign_in(page, product, "reviewer", press=Locator.tap)
    expect(page.locator("h1")).to_have_text("Providers")
    sees("reviewer-1-providers")
    by_menu(page, "Submissions", sees)
    sees("reviewer-2-queue")
    row = page.locator("tbody tr", has_text=made["name"])
    while not row.count():
        tap(page.get_by_role("link", name="Next", exact=True))
    tap(row.locator(".row-link"))
    expect(page.locator("#manifest")).to_contain_text("Verified")
    sees("reviewer-3-submission")
    page.locator("[name=decision][value=accepted]").check()
    page.locator("#decision [name=reason]").fill("It shows what it claims.")
    tap(page.get_by_role("button", name="Record the decision", exact=True))
    expect(page.locator("#decision")).to_contain_text("It shows what it claims.")
    sees("reviewer-4-decided")


def by_menu(page: Page, name: str, sees: Sees) -> None:
    """Open the menu and go where it leads."""
    page.locator(".masthead summary", has_text="Menu").tap()
    entry = page.locator(".menu-sheet nav").get_by_role("link", name=name, exact=True)
    expect(entry).to_be_visible()
    sees(f"menu-{name.lower()}")
    tap(entry)


def tap(target: Locator) -> None:
    """Touch what leads to another page, and wait for that."""
    target = target.first
    with target.page.expect_navigation():
        target.tap()

"""A compliance officer's first ten minutes, with the keys alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.people import Sees, mail_about

TODAY = date.today()  # noqa: DTZ011 -- the running product's own today
DUTY = "Put a copyright policy in place"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_ten_minutes_of_an_officer(opens, product, look, tmp_path, colours):
    page = opens(color_scheme=colours).new_page()
    keys = Keyboard(page)
    name = f"Lantern {token_hex(3)}"  # another one in each run

    def sees(station: str) -> None:
        look(page, f"officer-{colours}-{station}")

    keys.sign_in(product, "officer")
    learns_what_applies(keys, name, sees)
    hands_in(keys, name, tmp_path / "policy.txt", sees)
    assigns_and_leaves(keys, name, sees)
    assert mail_about(product, name), "no mail told the colleague"


def learns_what_applies(keys: Keyboard, name: str, sees: Sees) -> None:
    """From the sign-in to the list of duties, their days worked out."""
    page = keys.page
    expect(page.locator("h1")).to_have_text("What needs attention first")
    expect(page.locator("main")).to_contain_text("Compliance officer")
    expect(page.locator("main")).to_contain_text("Fictional Aurora")
    sees("1-home")

    keys.main()
    keys.follow(page.get_by_role("link", name="Register a model"))
    keys.write(page.locator("#id_name"), name)
    keys.write_day(page.locator("#id_released_on"), date(2026, 9, 1))
    keys.write_day(page.locator("#id_placement-union_market_date"), date(2026, 10, 1))
    keys.write(page.locator("#id_compute-training_compute_flop"), "3e24")
    keys.tick(page.get_by_label("Text", exact=True))
    keys.write(page.locator("#id_open-source-licence"), "Commercial")
    keys.tick(page.locator("[name=open-source-licence_open][value=no]"))
    sees("2-model")
    keys.follow(page.get_by_role("button", name="Register the model"))
    sees("3-what-it-changed")

    keys.main()
    keys.follow(page.locator("main").get_by_role("link", name="Why"))
    expect(page.locator("h1")).to_have_text("Why each duty applies, or does not")
    keys.main()
    keys.unfold(page.locator("#owed summary"))
    expect(page.locator("#owed details[open]")).to_contain_text("Read the text")
    sees("3-why")

    keys.follow(page.get_by_role("link", name="Its duties"), key="Shift+Tab")
    expect(cell(keys, "Evidence")).to_have_text("None")
    expect(cell(keys, "Due")).to_contain_text("1 Oct 2026")
    sees("4-duties")


def hands_in(keys: Keyboard, name: str, path: Path, sees: Sees) -> None:
    """From one duty's text through a file to a submission, and to the list that shows it."""
    page = keys.page
    keys.main()
    moves_by_letters(keys)
    keys.follow(page.locator("tbody tr .row-link", has_text=DUTY))
    keys.main()
    keys.jump(page.locator(".tabs").get_by_role("link", name="Text"))
    expect(page.locator("#text")).to_contain_text("What the text asks")
    sees("5-duty")

    path.write_text("We respect reservations of rights, and this is how.")
    title = f"Copyright policy of {name}"
    keys.unfold(page.locator("#evidence summary", has_text="Add a file"))
    keys.hand_over(page.locator("#id_file_file"), path)
    expect(page.locator("[data-upload-list]").first).to_contain_text("has arrived and waits")
    keys.write(page.locator("#id_file_title"), title)
    keys.write(page.locator("#id_file_proves"), "The policy that is in force, as signed.")
    keys.write_day(page.locator("#id_file_covers_from"), TODAY - timedelta(days=30))
    keys.write_day(page.locator("#id_file_covers_to"), TODAY + timedelta(days=300))
    sees("5-file")
    form = page.locator("form", has=page.locator("#id_file_file"))
    keys.follow(form.get_by_role("button", name="Record evidence"))
    expect(page.locator("#evidence").get_by_role("link", name=title)).to_be_visible()

    keys.choose(page.locator("#assessment select[name=claim]"), "Fulfilled")
    keys.write(page.locator("#assessment [name=position]"), "The policy is in force.")
    keys.follow(page.get_by_role("button", name="Save draft"))
    keys.unfold(page.locator("#assessment summary", has_text="Submit for review"))
    sees("6-submitting")
    keys.follow(page.get_by_role("button", name="Submit now"))
    expect(page.locator("#assessment")).to_contain_text("Submitted, awaiting a decision")
    sees("6-submitted")

    to_its_duties(keys, name)
    expect(cell(keys, "Evidence")).to_contain_text("1 piece")
    expect(cell(keys, "Decision")).to_have_text("Awaiting")
    sees("6-row-moved")


def assigns_and_leaves(keys: Keyboard, name: str, sees: Sees) -> None:
    """A colleague and a day, the status on one page, and the way to report an incident."""
    page = keys.page
    keys.main()
    keys.follow(page.locator("tbody tr .row-link", has_text=DUTY))
    keys.main()
    keys.choose(page.locator("#work select[name=assignee]"), "Col")
    keys.write_day(page.locator("#work input[name=target_on]"), TODAY + timedelta(days=10))
    keys.follow(page.locator("#work").get_by_role("button", name="Save"))
    expect(page.locator("main")).to_contain_text("The assignment is recorded.")
    sees("7-assigned")

    keys.follow(model_of(keys, name), key="Shift+Tab")
    keys.main()
    keys.follow(page.get_by_role("link", name="One-page status"))
    sees("8-status")
    keys.to(page.locator("main").get_by_role("link", name="PDF"))
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".pdf")

    keys.follow(page.get_by_role("link", name="Serious incident"), key="Shift+Tab")
    expect(page.locator("h1")).to_have_text("Record a serious incident")
    keys.write(page.locator("input[name=title]"), "The model told how to get past a lock")
    sees("9-incident")

    keys.press("Control+k")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type(name)
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("main")).to_contain_text(name)


def moves_by_letters(keys: Keyboard) -> None:
    """Go down and up the list, and tick and untick a duty, by the letters the board names."""
    rows = keys.page.locator("tbody .row-link")
    chosen = keys.page.locator("[data-chosen-count]")
    keys.to(rows)
    keys.press("j")
    expect(rows.nth(1)).to_be_focused()
    keys.press("k")
    expect(rows.nth(0)).to_be_focused()
    keys.press("x")
    expect(chosen).to_have_text("1 chosen")
    keys.press("x")
    expect(chosen).to_have_text("")


def model_of(keys: Keyboard, name: str) -> Locator:
    """Give the link to the model of the duty that is open."""
    return keys.page.locator("main").get_by_role("link", name=name, exact=True)


def to_its_duties(keys: Keyboard, name: str) -> None:
    """Go from a duty by its model to all duties of that model."""
    keys.follow(model_of(keys, name), key="Shift+Tab")
    keys.main()
    keys.follow(keys.page.locator("main").get_by_role("link", name="Its duties"))


def cell(keys: Keyboard, column: str) -> Locator:
    """Give what the list says of the duty in a column."""
    return keys.page.locator("tbody tr", has_text=DUTY).locator(f"[data-label={column}]")

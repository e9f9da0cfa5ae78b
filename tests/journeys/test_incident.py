"""Something happened: from any page to the final report, as an officer and the AI Office see it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import PHONE, Sees, goes, sign_in

HOLDS = {"desk": {"color_scheme": "light"}, "phone": {"color_scheme": "dark"} | PHONE}
MODEL = "Aurora Polaris"  # of the demonstration, which carries systemic risk
BREACH = "Serious cybersecurity breach of the model"
OUTAGE = "Serious and irreversible disruption of critical infrastructure"
DEATH = "Death of a person"


@pytest.mark.parametrize("hand", ["desk", "phone"])
def test_an_incident_from_the_masthead_to_its_end(opens, product, look, hand):
    page = opens(**HOLDS[hand]).new_page()
    title = f"The grid was told to shed load {token_hex(3)}"

    def sees(station: str) -> None:
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), station
        look(page, f"incident-{hand}-{station}")

    sign_in(page, product, "officer")
    records(page, title, sees)
    reports(page, sees)
    resolves_and_closes(page, sees)
    if hand == "desk":
        reviewer = opens().new_page()
        sign_in(reviewer, product, "reviewer")
        reads_as_the_office(reviewer, title, lambda station: look(reviewer, station))


def test_a_near_miss_runs_no_clock(opens, product, look):
    page = opens().new_page()
    sign_in(page, product, "officer")
    title = f"A filter held back a wrong dose {token_hex(3)}"
    begins(page, title)
    page.get_by_label("It could have happened but did not").check()
    records_it(page)

    expect(page.locator("main")).to_contain_text("recorded and kept, with no clock")
    expect(page.locator("#clocks")).to_have_count(0)
    expect(page.locator("#escalate")).to_contain_text("It became an incident")
    look(page, "incident-near-miss")


def test_a_second_incident_is_told_in_the_reports_of_the_first(opens, product, look):
    page = opens().new_page()
    sign_in(page, product, "officer")
    mark = token_hex(3)
    first, second = f"Wrong advice in the north {mark}", f"Wrong advice in the south {mark}"
    for title in (first, second):
        begins(page, title)
        page.get_by_label(DEATH).check()
        page.get_by_label(MODEL).check()
        records_it(page)

    page.locator("#others summary", has_text="Tell it with an earlier").click()
    choice = page.get_by_label("First incident")
    told = choice.locator("option", has_text=first).inner_text()
    choice.select_option(label=told)
    look(page, "incident-bundle")
    goes(page.get_by_role("button", name="Tell it there"))

    expect(page.locator("#clocks")).to_contain_text("No clock of its own runs")
    goes(page.locator("main").get_by_role("link", name=first))
    expect(page.locator("#reports")).to_contain_text(second)
    look(page, "incident-bundled")


def records(page: Page, title: str, sees: Sees) -> None:
    """Forget the title, lose nothing by that, and see the clock of the gravest class in hours."""
    begins(page, "")
    page.get_by_label(OUTAGE).check()
    page.get_by_label(BREACH).check()
    page.get_by_label(MODEL).check()
    page.get_by_label("On what ground").fill("The operator's log shows it.")
    sees("1-new")
    records_it(page)
    expect(page.locator(".error-summary")).to_contain_text("Say in a line what happened.")
    expect(page.get_by_label(OUTAGE)).to_be_checked()
    expect(page.get_by_label("On what ground")).to_have_value("The operator's log shows it.")
    sees("2-wrong")
    page.get_by_label("What happened, in a line").fill(title)
    records_it(page)

    expect(page.locator("h1")).to_contain_text(title)
    clocks = page.locator("#clocks")
    # Two days after the day of awareness, which itself does not count, to the end of that day.
    expect(clocks).to_contain_text("Initial report: critical infrastructure")
    hours = hours_until_the_end_of(2)
    expect(clocks).to_contain_text(re.compile(rf"\b({hours}|{hours + 1}) hours left"))
    expect(page.locator("#classes")).to_contain_text("The shortest clock counts")
    sees("3-recorded")


def reports(page: Page, sees: Sees) -> None:
    """Hear at once all that an initial report lacks, hand it in with its PDF, and an update."""
    goes(page.get_by_role("button", name="Write the initial report"))
    expect(page.locator("#last-day")).to_contain_text("hours left")
    page.get_by_label("Dates, or the best approximation").fill("This morning, for an hour")
    submits(page)
    expect(page.locator("#submit")).to_contain_text("Say how it was sent.")
    expect(page.locator("#field-3")).to_contain_text("State it, or say why it is missing.")
    expect(page.get_by_label("Dates, or the best")).to_have_value("This morning, for an hour")
    sees("4-lacking")
    fills(page, 7)
    page.get_by_label("By which channel").fill("EU SEND")
    with page.expect_download() as draft:
        page.get_by_role("link", name="Preview PDF").click()
    assert draft.value.suggested_filename.startswith("DRAFT")
    sees("5-written")
    submits(page)

    expect(page.locator("main")).to_contain_text("recorded as submitted and frozen")
    row = page.locator("#reports tr", has_text="Initial report")
    with page.expect_download() as sent:
        row.get_by_role("link", name="PDF").click()
    assert sent.value.path().read_bytes().startswith(b"%PDF-")
    expect(page.locator("#clocks")).to_contain_text("Intermediate report 1")
    expect(page.locator("#clocks")).to_contain_text("28 days left")
    sees("6-submitted")

    goes(page.get_by_role("button", name="Write the intermediate report"))
    page.get_by_label("By which channel").fill("EU SEND")
    submits(page)
    expect(page.locator("#clocks")).to_contain_text("Intermediate report 2")


def resolves_and_closes(page: Page, sees: Sees) -> None:
    """Record the resolution, write the final report, and see that nothing runs any longer."""
    page.locator("#resolve summary").click()
    page.get_by_label("Corrective measures adopted").fill("A person checks before load is shed.")
    goes(page.locator("#resolve").get_by_role("button", name="Record"))
    expect(page.locator("#clocks")).to_contain_text("60 days left")
    sees("7-resolved")

    goes(page.get_by_role("button", name="Write the final report"))
    expect(page.locator("#submit")).to_contain_text("closes the incident")
    fills(page, 9)
    page.get_by_label("By which channel").fill("EU SEND")
    submits(page)
    expect(page.locator("main")).to_contain_text("the incident is closed")
    expect(page.locator("#clocks")).to_contain_text("No clock runs: the final report is submitted")
    sees("8-closed")


def reads_as_the_office(page: Page, title: str, sees: Sees) -> None:
    """Find the final report among all, read its clocks, and go on to a request."""
    goes(page.locator(".sidebar").get_by_role("link", name="Incident reports"))
    rows = page.locator("tbody tr", has_text=title)
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("In time")
    sees("incident-office-1-list")
    goes(rows.filter(has_text="Final report").locator(".row-link"))
    expect(page.locator("#fields")).to_contain_text("What is known of it.")
    expect(page.locator("#clocks")).to_contain_text("Initial report: critical infrastructure")
    expect(page.locator("#files")).to_contain_text("SHA-256")
    sees("incident-office-2-report")
    goes(page.get_by_role("link", name="Make a request"))
    expect(page.get_by_label("Provider").locator("option:checked")).to_contain_text("Aurora")


def begins(page: Page, title: str) -> None:
    """Go to the record from wherever one is."""
    goes(page.get_by_role("link", name="Serious incident").first)
    page.get_by_label("What happened, in a line").fill(title)


def records_it(page: Page) -> None:
    """Send the form of the record."""
    goes(page.locator("main").get_by_role("button", name="Record", exact=True))


def submits(page: Page) -> None:
    """Save a report and record it as submitted."""
    goes(page.get_by_role("button", name="Save and record as submitted"))


def fills(page: Page, last: int) -> None:
    """Say something in every field up to this one that says nothing, and who submits."""
    for number in range(1, last + 1):
        text = page.locator(f"#field-{number} textarea")
        if not text.input_value():
            text.fill("What is known of it.")
    page.get_by_label("Role", exact=True).fill("Compliance officer")
    page.get_by_label("Telephone", exact=True).fill("+32 2 000 00 00")


def hours_until_the_end_of(days: int) -> int:
    """Whole hours from now until the end of the day that many days from today, in Brussels."""
    now = datetime.now(ZoneInfo("Europe/Brussels"))
    end = (now + timedelta(days=days + 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((end.astimezone(UTC) - now.astimezone(UTC)) // timedelta(hours=1))

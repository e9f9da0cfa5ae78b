"""Toward 10^25: a ledger, a plan that crosses, the notification with arguments, a decision."""

from __future__ import annotations

from datetime import date, timedelta
from secrets import token_hex

from playwright.sync_api import Page, expect

from tests.journeys.people import Sees, goes, sign_in

TODAY = date.today()  # noqa: DTZ011 -- the running product's own today
DUE = TODAY + timedelta(weeks=2)
LAST_DAY = f"{DUE.day} {DUE:%b} {DUE.year}"


def test_a_model_crosses_by_a_plan_and_is_notified(opens, product, look):
    page = opens().new_page()
    name = f"Summit {token_hex(3)}"

    def sees(station: str) -> None:
        look(page, f"threshold-{station}")

    sign_in(page, product, "officer")
    registers(page, name)
    fills_the_ledger(page, sees)
    records_the_facts(page, name, sees)
    notifies(page, sees)
    records_a_decision(page, sees)
    reviewer = opens().new_page()
    sign_in(reviewer, product, "reviewer")
    reads_as_the_office(reviewer, name, lambda station: look(reviewer, station))


def registers(page: Page, name: str) -> None:
    """Register a model by its name alone."""
    goes(page.get_by_role("link", name="Register a model").first)
    page.get_by_label("Name of the model").fill(name)
    goes(page.get_by_role("button", name="Register the model"))
    goes(page.get_by_role("link", name="Open the model").first)


def fills_the_ledger(page: Page, sees: Sees) -> None:
    """Enter a run that was done by its architecture, and one that is planned by its amount."""
    goes(page.get_by_role("link", name="Compute ledger"))
    expect(page.locator("#line")).to_contain_text("Nothing counts yet")
    expect(page.locator("#line")).not_to_contain_text("crosses")
    page.get_by_label("Run or component").fill("First run")
    spans(page, TODAY - timedelta(days=90), TODAY - timedelta(days=30))
    page.get_by_label("How the amount is found").select_option("architecture")
    expect(page.get_by_label("Units of hardware")).to_be_hidden()
    page.get_by_label("Tokens").fill("9e12")
    sees("1-entry")
    goes(page.get_by_role("button", name="Add the entry"))
    expect(page.locator(".error-summary")).to_contain_text("Parameters: This is needed.")
    expect(page.get_by_label("Tokens")).to_have_value("9e12")
    page.locator("#id_parameters").fill("70e9")
    goes(page.get_by_role("button", name="Add the entry"))
    expect(page.locator("#entries")).to_contain_text("from the architecture")

    page.get_by_label("Run or component").fill("Second run")
    page.get_by_label("State").select_option("planned")
    spans(page, TODAY + timedelta(days=30), TODAY + timedelta(days=90))
    page.get_by_label("Amount (FLOP)").fill("9e24")
    goes(page.get_by_role("button", name="Add the entry"))
    expect(page.locator("main")).to_contain_text("the two weeks of Art. 52(1) run from")
    expect(page.locator("#line")).to_contain_text("By the plans the line crosses 10^25 FLOP on")
    expect(page.locator(".chart-mark")).to_be_visible()
    expect(page.locator("main")).to_contain_text("stays open all the same")
    sees("2-crosses")


def records_the_facts(page: Page, name: str, sees: Sees) -> None:
    """Follow the words to the fact that is missing, then let the ledger's facts bring the duty."""
    goes(page.get_by_role("link", name="other facts of the model"))
    goes(page.locator("#fact-capabilities").get_by_role("link"))
    page.get_by_label("Text", exact=True).check()
    goes(page.get_by_role("button", name="Record", exact=True))
    goes(page.get_by_role("link", name="Open the model").first)
    goes(page.get_by_role("link", name="Compute ledger"))
    expect(page.locator("main")).to_contain_text("duties and deadline follow")
    notify = page.locator("#facts tr", has_text="Notify the Commission")
    expect(notify).to_contain_text("Newly owed")
    expect(notify).to_contain_text(LAST_DAY)
    sees("3-what-it-changes")
    goes(page.get_by_role("button", name="Record these facts"))
    expect(page.locator("main")).to_contain_text(f"Due {DUE:%a} {LAST_DAY}")
    sees("4-recorded")
    goes(page.get_by_role("link", name="Notification and decisions"))
    expect(page.locator("h1")).to_contain_text(name)


def notifies(page: Page, sees: Sees) -> None:
    """Write the notification with arguments, forget the channel, then record it as sent."""
    expect(page.locator("#notifications")).to_contain_text(LAST_DAY)
    goes(page.get_by_role("button", name="Begin the notification"))
    expect(page.locator("#last-day")).to_contain_text(LAST_DAY)
    expect(page.get_by_label("How it was estimated")).to_contain_text("Second run")
    page.get_by_label("Arguments against the classification go with it").check()
    page.locator("#write summary", has_text="Line, arguments and grounds").click()
    page.get_by_label("Line of the arguments").select_option(index=1)
    page.locator("#id_arguments").fill("It stays behind the most advanced models.")
    goes(page.get_by_role("button", name="Save and record as sent"))
    expect(page.locator("#send")).to_contain_text("Say how it was sent.")
    expect(page.locator("#id_arguments")).to_have_value("It stays behind the most advanced models.")
    expect(page.locator("#complete")).to_contain_text("Missing: Approximations made")
    sees("5-notification")
    page.get_by_label("By which channel").fill("EU SEND")
    goes(page.get_by_role("button", name="Save and record as sent"))
    expect(page.locator("main")).to_contain_text("It is recorded as sent.")
    goes(page.get_by_role("link", name="The notification and its files"))
    expect(page.locator("#arguments")).to_contain_text("It stays behind the most advanced models.")
    with page.expect_download() as sent:
        page.locator(".page-header").get_by_role("link", name="PDF").click()
    assert sent.value.path().read_bytes().startswith(b"%PDF-")
    sees("6-sent")


def records_a_decision(page: Page, sees: Sees) -> None:
    """Record that the arguments were rejected, after reading what that changes."""
    goes(page.locator(".page-header").get_by_role("link", name="Notification"))
    expect(page.locator("#recorded")).to_contain_text(f"{TODAY.day} {TODAY:%b} {TODAY.year}")
    page.get_by_label("Decision", exact=True).select_option(
        label="The arguments against the classification were rejected"
    )
    page.get_by_label("You were informed on").fill(TODAY.isoformat())
    goes(page.get_by_role("button", name="See what it changes"))
    expect(page.locator("main")).to_contain_text("Nothing is recorded yet.")
    expect(page.locator("#effects")).to_contain_text("Assess and mitigate systemic risks")
    sees("7-decision")
    goes(page.get_by_role("button", name="Record the decision"))
    expect(page.locator("main")).to_contain_text("Newly owed (")
    sees("8-decided")


def reads_as_the_office(page: Page, name: str, sees: Sees) -> None:
    """Find the notification, its two weeks, and what is missing in it."""
    goes(page.locator(".sidebar").get_by_role("link", name="Notifications"))
    goes(page.locator("tbody tr", has_text=name).locator(".row-link"))
    expect(page.locator("main")).to_contain_text("Sent in time")
    expect(page.locator("main")).to_contain_text("It stays behind the most advanced models.")
    expect(page.locator("main")).to_contain_text("Missing: Approximations made")
    sees("threshold-office")


def spans(page: Page, first: date, last: date) -> None:
    """Say over which days a run goes."""
    page.get_by_label("First day").fill(first.isoformat())
    page.get_by_label("Last day").fill(last.isoformat())

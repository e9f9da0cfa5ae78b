"""A law change: what it says, what it means for one provider, held back and applied again.

Who runs an installation decides at the command line which edition duties follow; no account may.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser import ROOT
from tests.journeys.conftest import NOT_INHERITED, Product
from tests.journeys.people import Sees, goes, sign_in

PLACE = ("ai-act", "2026-07-27")
WHY, WHY_AGAIN = "It is read once more.", "It was read; duties follow it."


@pytest.fixture
def applied(product):
    """Whatever happens, duties follow the edition again afterwards."""
    yield
    operator(product, "apply_edition", WHY_AGAIN, may_refuse=True)


def test_an_edition_is_read_held_back_and_applied(opens, product, look, applied):
    page = opens().new_page()

    def sees(station: str) -> None:
        look(page, f"law-change-{station}")

    sign_in(page, product, "officer")
    reads(page, sees)
    said = operator(product, "undo_edition", WHY)
    assert "Finished" in said
    sees_it(page, "Held back: duties follow the edition before", "took it back", WHY)
    sees("3-held-back")
    assert "Finished" in operator(product, "apply_edition", WHY_AGAIN)
    sees_it(page, "In use from its day", "applied it", WHY_AGAIN)
    sees("4-applied")
    is_told(page, sees)


def reads(page: Page, sees: Sees) -> None:
    """Compare the editions word by word, then ask what the change means for one's duties."""
    goes(page.locator(".sidebar").get_by_role("link", name="Law changes"))
    goes(page.locator("tbody .row-link").first)
    changed = page.locator("#aia-56-6")
    expect(changed.locator("del").first).to_contain_text("AI Office")
    expect(changed.locator("ins").first).to_contain_text("Commission")
    expect(page.locator("#use")).to_contain_text("The operator of this installation decides")
    sees("1-compared")
    goes(page.get_by_role("link", name="What it means for us"))
    expect(page.locator("main")).to_contain_text("Nothing is written.")
    expect(page.locator("main")).to_contain_text("What was open stays open.")
    expect(page.locator("#submissions")).to_contain_text("Nothing handed in is reopened")
    sees("2-for-us")


def sees_it(page: Page, state: str, step: str, why: str) -> None:
    """Read on the page of one's own what was done, by whom, and why."""
    page.reload()
    expect(page.locator(".page-header")).to_contain_text(state)
    latest = page.locator("#steps li", has_text=why).first
    expect(latest).to_contain_text(step)
    expect(latest).to_contain_text("duties now cite the other edition")


def is_told(page: Page, sees: Sees) -> None:
    """Find both steps in the inbox."""
    goes(page.locator(".sidebar").get_by_role("link", name="Inbox"))
    expect(page.locator("main")).to_contain_text("is no longer in use: no duty changed")
    expect(page.locator("main")).to_contain_text(WHY_AGAIN)
    sees("5-inbox")


def operator(product: Product, command: str, why: str, *, may_refuse: bool = False) -> str:
    """Run a command as the operator beside the running product; answers what it said."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    env |= {"VAR_DIR": str(product.var), "DJANGO_SETTINGS_MODULE": "cop_tracker.settings"}
    ran = subprocess.run(
        [sys.executable, "manage.py", command, *PLACE, "--reason", why],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert may_refuse or ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr

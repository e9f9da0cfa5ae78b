"""Files in a real browser against every process of the product: broken, gone on with, looked at."""

from __future__ import annotations

import os
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SHOWN_WITHIN
from tests.journeys.people import sign_in

PIECE = 8 * 1024 * 1024  # as the script sends them


def open_duty(page: Page, product) -> str:
    _, found = product.call("GET", "duties/?page_size=50", "officer")
    duty = next(one for one in found["results"] if one["bearer"] == "provider")
    page.goto(f"{product.url}/duties/{duty['id']}/")
    page.locator("summary", has_text="Add a file").first.click()
    return duty["id"]


@pytest.fixture
def weights(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(os.urandom(1024 * 1024) * 20)
    return path


def test_a_broken_upload_goes_on_by_itself_and_after_a_reload(opens, product, weights, tmp_path):
    page = opens().new_page()
    sign_in(page, product, "officer")
    duty = open_duty(page, product)
    notes = tmp_path / "notes.txt"
    notes.write_text("What we saw.")
    broken = []

    def breaks(route):
        """Let the first piece pass, and break the next two."""
        offset = int(route.request.headers["upload-offset"])
        if offset == PIECE and len(broken) < 2:
            broken.append(offset)
            route.abort("connectionreset")
        elif offset == 2 * PIECE and len(broken) < 3:
            broken.append(offset)  # never answered: the page is left meanwhile
        else:
            route.continue_()

    page.route("**/api/v1/uploads/*/", lambda route: breaks(route)
               if route.request.method == "PATCH" else route.continue_())  # fmt: skip
    files = page.locator("#id_file_file")
    rows = page.locator("#evidence [data-upload-list] > li")

    files.set_input_files([weights, notes])
    expect(rows.filter(has_text="notes.txt")).to_contain_text("has arrived and waits")
    expect(rows.filter(has_text="weights.bin")).to_contain_text("sent")
    give_up_at = time.monotonic() + SHOWN_WITHIN / 1000
    while len(broken) < 3:
        assert time.monotonic() < give_up_at, f"only {broken} broke"
        page.wait_for_timeout(200)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()

    offered = rows.filter(has_text="weights.bin")
    expect(offered).to_contain_text("Choose the same file again to go on")
    expect(rows.filter(has_text="notes.txt")).to_contain_text("is not recorded yet")
    rows.filter(has_text="notes.txt").get_by_role("button", name="Use it here").click()
    files.set_input_files(weights)
    page.locator("#id_file_title").fill("Run")
    page.locator("form", has=files).get_by_role("button", name="Record evidence").click()
    expect(page.get_by_role("link", name="Run: weights.bin")).to_be_visible()
    expect(page.get_by_role("link", name="Run: notes.txt")).to_be_visible()

    assert broken == [PIECE, PIECE, 2 * PIECE]
    _, recorded = product.call("GET", f"duties/{duty}/evidence/", "officer")
    sizes = {one["title"]: one["size"] for one in recorded["results"]}
    assert sizes["Run: weights.bin"] == weights.stat().st_size

    page.locator("summary", has_text="Look at notes.txt").click()
    expect(page.locator(".preview-text")).to_contain_text("What we saw.")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []

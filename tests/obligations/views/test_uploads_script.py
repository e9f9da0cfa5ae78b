"""The script of uploads in a browser, against answers that are hard to get from a server."""

from __future__ import annotations

import json

import pytest
from django.template.loader import render_to_string

from tests.browser import ROOT, browser

__all__ = ["browser"]

SCRIPT = ROOT / "cop_tracker/static/cop_tracker/uploads.js"
HOST = "http://product.test"


@pytest.fixture
def zone() -> str:
    rows = render_to_string("obligations/evidence/_uploads.html", {"kept": []})
    return (
        "<!doctype html><html lang=en><form><div data-uploads=/api/v1/uploads/ data-owner=p1>"
        f"<input type=file multiple><p data-drop-chosen></p>{rows}</div></form>"
        f"<script>{SCRIPT.read_text()}</script>"
    )


def test_an_upload_that_cannot_be_begun_says_why_at_once(browser, zone):
    asked = []

    def answer(route):
        asked.append(route.request.method)
        if route.request.method == "GET":
            route.fulfill(json={"results": []})
        else:
            body = json.dumps({"detail": "100 uploads are open. Record or cancel some first."})
            route.fulfill(status=409, content_type="application/problem+json", body=body)

    page = browser.new_page()
    page.route(f"{HOST}/", lambda route: route.fulfill(body=zone, content_type="text/html"))
    page.route("**/api/v1/uploads/", answer)
    page.goto(f"{HOST}/")
    page.set_input_files(
        "input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}
    )

    page.locator(".is-failed").wait_for()
    assert "100 uploads are open" in page.locator("[data-part=state]").first.inner_text()
    assert asked == ["GET", "POST"]
    page.close()

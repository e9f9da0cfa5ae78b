"""The page that shows the OpenAPI document, in a real browser under the strict content policy."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from cop_tracker.api_documents import document
from tests.browser import launched


@pytest.mark.django_db
def test_the_page_loads_scripts_of_this_site_alone(client: Client):
    response = client.get("/api/v1/docs/")

    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "https://" not in response.content.decode().partition("<main")[0]


@pytest.mark.django_db
def test_who_is_signed_in_stays_so(officer, sign_in):
    assert "Olivia" in sign_in(officer).get("/api/v1/docs/").content.decode()


def test_the_document_is_drawn_and_the_policy_refuses_nothing(live_server):
    told: list[str] = []
    with launched() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: told.append(f"broken: {error}"))
        page.goto(f"{live_server.url}/api/v1/docs/")
        page.get_by_role("button", name="Show the reference").click()
        page.locator("#swagger-ui .opblock-tag").first.wait_for(timeout=30_000)
        collections = page.locator("#swagger-ui .opblock-tag").count()
        page.locator("#operations-tag-webhooks").click()
        page.locator("#swagger-ui .opblock").first.wait_for(timeout=30_000)
        shown = page.locator("#swagger-ui .opblock").count()

    tags = Counter(
        operation["tags"][0] for path in document()["paths"].values() for operation in path.values()
    )
    assert collections == len(tags)
    assert shown == tags["webhooks"]
    # Styles of our own are built before a server starts, not before a test.
    assert [one for one in told if "404 (Not Found)" not in one] == []

"""A webhook of the provider, and the program on its other side."""

from __future__ import annotations

import pytest

from obligations.webhooks.services import endpoints
from obligations.webhooks.services.endpoints import Settings
from tests.obligations.webhooks.receivers import receiving


@pytest.fixture(autouse=True)
def loopback(settings):
    """Loopback is called in these tests alone, by the operator's setting."""
    settings.WEBHOOK_NETWORKS = ("127.0.0.0/8",)
    settings.BASE_URL = "https://tracker.example"


@pytest.fixture
def other_side():
    with receiving() as server:
        yield server


@pytest.fixture
def add(provider, officer, now):
    def added(url, *, form="standard", kinds=(), label="Tickets"):
        chosen = Settings(label=label, url=url, format=form, kinds=kinds)
        return endpoints.add(provider=provider, chosen=chosen, by=officer, now=now)

    return added


@pytest.fixture
def endpoint(add, other_side):
    made, secret = add(other_side.url)
    made.plain = secret
    return made

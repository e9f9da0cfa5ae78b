"""The lower app on its own: nobody listens to its facts but who a test names."""

import io

import pytest

from providers.services import imports
from providers.signals import facts_changed
from tests.providers.lists import LIST, OPTIONS


@pytest.fixture(autouse=True)
def nobody_else_listens():
    """Take the listeners of the app above away; it has tests of its own for what follows."""
    others = facts_changed.receivers
    facts_changed.receivers = []
    facts_changed.sender_receivers_cache.clear()
    yield
    facts_changed.receivers = others
    facts_changed.sender_receivers_cache.clear()


@pytest.fixture
def preview(provider, officer, now):
    """Preview a list, by default the one with every trap into the officer's provider."""

    def previewed(content=LIST, **changes):
        asked = {"provider": provider, "options": OPTIONS, "by": officer, "now": now} | changes
        return imports.preview(upload=io.BytesIO(content), **asked)

    return previewed


@pytest.fixture
def run(provider, officer, now, preview):
    """Preview a list and import it as previewed."""

    def ran(content=LIST, **changes):
        asked = {"provider": provider, "options": OPTIONS, "by": officer, "now": now} | changes
        plan = preview(content, **changes)
        return imports.run(upload=io.BytesIO(content), fingerprint=plan.fingerprint, **asked)

    return ran

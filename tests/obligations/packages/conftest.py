"""A storage and a signing key of each test's own."""

from __future__ import annotations

import pytest

from tests.obligations.packages import made


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.PACKAGE_SIGNING_KEY = tmp_path / "keys" / "signing.pem"
    settings.TOOLS_RATE = None


@pytest.fixture
def package(ai_model, officer):
    """A package in the making, for a notification, with nothing in it."""
    return made.package(ai_model, officer)


@pytest.fixture
def sealed(ai_model, officer):
    """A sealed package with one file, one gap and one redaction."""
    return made.sealed(ai_model, officer)

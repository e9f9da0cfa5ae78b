"""The pages as the officer of the provider opens them, and as a reviewer does."""

from __future__ import annotations

import pytest
from django.test import Client

from providers.actors import Actor


@pytest.fixture
def page(sign_in, officer: Actor) -> Client:
    return sign_in(officer)


@pytest.fixture
def office(sign_in, reviewer: Actor) -> Client:
    return sign_in(reviewer)

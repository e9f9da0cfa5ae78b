"""The pages as the officer of the provider opens them."""

from __future__ import annotations

import pytest
from django.test import Client

from providers.actors import Actor


@pytest.fixture
def page(sign_in, officer: Actor) -> Client:
    return sign_in(officer)

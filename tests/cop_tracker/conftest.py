"""Organisations that people sign in at, and Noor, who works at one and has an account here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from providers.models import User
from tests.cop_tracker.organisation import settings_of
from tests.factories import providers as make


@pytest.fixture
def set_up(settings) -> Callable[..., None]:
    """Have the organisations that are given as the file says them, and no others."""

    def have(*said: dict) -> None:
        for name, value in settings_of(*said).items():
            setattr(settings, name, value)

    return have


@pytest.fixture
def noor(db, request) -> User:
    """Her address is the one that the module names."""
    return make.make_user("Noor", email=request.module.EMAIL)

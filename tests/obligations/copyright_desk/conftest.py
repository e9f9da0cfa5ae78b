"""A desk that takes complaints, and storage that is thrown away."""

from __future__ import annotations

import pytest

from tests.obligations.copyright_desk import made


@pytest.fixture
def desk(provider, officer):
    """The provider, with a contact point that offers the form."""
    made.designate(provider, officer)
    return provider


@pytest.fixture
def complaint(desk):
    return made.lodge(desk)

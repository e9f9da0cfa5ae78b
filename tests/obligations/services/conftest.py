"""A second duty of the provider's model."""

from __future__ import annotations

import pytest

from obligations.models import Duty
from providers.models import AIModel
from tests.factories.evidence import make_duty


@pytest.fixture
def other_duty(ai_model: AIModel) -> Duty:
    return make_duty(ai_model, "aia-53-1-b")

"""Duties on a board, and a submission that the AI Office reads."""

from __future__ import annotations

import pytest

from obligations.models import Assessment, Duty
from providers.actors import Actor
from providers.models import AIModel
from tests.factories.assessments import submitted
from tests.factories.evidence import attach, make_duty


@pytest.fixture
def duties(ai_model: AIModel) -> list[Duty]:
    """The first three points of Article 53(1)."""
    return [make_duty(ai_model, f"aia-53-1-{point}") for point in "abc"]


@pytest.fixture
def submission(duty: Duty, officer: Actor) -> Assessment:
    attach(duty, by=officer, title="Documentation, version for the Office", name="doc.pdf")
    return submitted(duty, officer, position="The documentation is complete.")

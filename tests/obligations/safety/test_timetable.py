"""tasks.py: the clocks of safety follow the calendar, every night."""

import pytest

from obligations.models import JobRun
from obligations.safety.tasks import refresh_safety_clocks

pytestmark = pytest.mark.django_db


def test_every_provider_is_counted_again_and_the_run_is_noted(provider, rival_provider):
    refresh_safety_clocks()

    run = JobRun.objects.get(name="refresh_safety_clocks")
    assert run.said == "The clocks of safety of 2 providers were counted again."
    assert not run.has_failed

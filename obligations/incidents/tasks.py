"""What the timetable does for incidents; safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from obligations.incidents.services import sweep
from obligations.services import jobs


@shared_task(name="sweep_incidents")
def sweep_incidents() -> None:
    """Find unresolved incidents that lost their clock."""
    jobs.run(
        "sweep_incidents", sweep.sweep, clock=timezone.now, is_alarm=lambda said: said.is_alarm
    )

"""What the timetable does about Framework and Model Reports."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from obligations.safety.services import running
from obligations.services import jobs


@shared_task(name="refresh_safety_clocks")
def refresh_safety_clocks() -> None:
    """Start again the clocks that an exception stopped until today."""
    jobs.run("refresh_safety_clocks", running.refresh_all, clock=timezone.now)

"""What the timetable does about requests."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from obligations.requests.services import following
from obligations.services import jobs


@shared_task(name="refresh_request_clocks")
def refresh_request_clocks() -> None:
    """Begin the clocks of requests whose provider's signature takes effect today."""
    jobs.run("refresh_request_clocks", following.refresh_all, clock=timezone.now)

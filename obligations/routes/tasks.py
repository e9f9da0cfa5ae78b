"""The nightly look at ways, for what the calendar or the catalogue changed alone."""

from __future__ import annotations

from functools import partial

from celery import shared_task
from django.utils import timezone

from obligations.routes.services import standards
from obligations.services import jobs


@shared_task(name="follow_ways")
def follow_ways() -> None:
    """Notice ways to look at again."""
    partial(jobs.run, clock=timezone.now, is_alarm=lambda report: report.failed)(
        "follow_ways", standards.follow_nightly
    )

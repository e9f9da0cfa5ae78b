"""Workers send to webhooks; the timetable sees to what their haste missed."""

from __future__ import annotations

import logging
from functools import partial

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from obligations.services import jobs
from obligations.webhooks.services import forgetting, sending

log = logging.getLogger(__name__)

# So many batches at most, before the next run of the timetable takes over.
BATCHES = 20


@shared_task(name="send_webhooks")
def send_webhooks() -> None:
    """Send what is due, batch by batch, each with a fresh look at the clock."""
    for _ in range(BATCHES):
        if not partial(jobs.run, clock=timezone.now)("send_webhooks", sending.send_due).claimed:
            return


@shared_task(name="forget_webhooks")
def forget_webhooks() -> None:
    """Forget what is old."""
    partial(jobs.run, clock=timezone.now)("forget_webhooks", forgetting.forget)


def hurry() -> None:
    """Ask a worker to send now; without a broker the timetable does it within a minute."""
    try:
        send_webhooks.apply_async(retry=False, expires=60)
    except (OperationalError, OSError):
        log.warning("No worker could be asked to send to webhooks; the timetable will.")

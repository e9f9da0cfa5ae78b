"""Worker and timetable say that they are alive, each for itself, through PostgreSQL."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import Any

from celery.beat import PersistentScheduler
from celery.signals import heartbeat_sent, worker_ready
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

EVERY = 20.0  # seconds

log = logging.getLogger(__name__)
_last: dict[str, float] = {}


def say(part: str, *, at: datetime) -> None:
    """Note that a part is alive; a database that is away is somebody else's alarm."""
    from obligations.models import Pulse  # noqa: PLC0415 -- app ready

    try:
        Pulse.objects.update_or_create(part=part, defaults={"at": at})
    except DatabaseError:
        log.warning("A sign of life could not be written.", extra={"part": part})


def say_now_and_then(part: str) -> None:
    """Say it at most every ``EVERY`` seconds."""
    if time.monotonic() - _last.get(part, -EVERY) >= EVERY:
        _last[part] = time.monotonic()
        close_old_connections()  # The database may have been restarted since the last time.
        say(part, at=timezone.now())


@worker_ready.connect
@heartbeat_sent.connect
def worker_is_alive(**_: Any) -> None:
    """Answer the worker's own heartbeat, which runs beside the tasks, however long they take."""
    say_now_and_then("worker")


class Timetable(PersistentScheduler):
    """The timetable; it remembers on disk what it last ran, so an outage is made up for."""

    max_interval = 15

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Do what is due, and say that the timetable is alive."""
        say_now_and_then("timetable")
        return min(float(super().tick(*args, **kwargs)), EVERY)

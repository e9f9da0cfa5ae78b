"""Exports are made by workers; the timetable sees to those whose worker died."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from obligations.dossiers.services import exports
from obligations.services import jobs


@shared_task(name="make_export")
def make_export(*, export_id: str) -> None:
    """Make one export now."""
    exports.make(export_id=export_id, clock=timezone.now)


@shared_task(name="make_exports")
def make_exports() -> None:
    """Make the exports that wait."""
    jobs.run("make_exports", _make_waiting, clock=timezone.now)


def _make_waiting(*, now: datetime) -> str:
    # Making takes long, so it reads the clock again and again.
    return exports.make_waiting(clock=timezone.now)

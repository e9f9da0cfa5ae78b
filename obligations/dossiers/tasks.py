"""Exports are made by workers; the timetable sees to those whose worker died."""

from __future__ import annotations

from functools import partial

from celery import shared_task
from django.utils import timezone

from obligations.dossiers.services import exports
from obligations.services import jobs


@shared_task(name="make_export")
def make_export(*, export_id: str) -> None:
    """Make one export now."""
    exports.make(export_id=export_id, now=timezone.now())


@shared_task(name="make_exports")
def make_exports() -> None:
    """Make the exports that wait."""
    partial(jobs.run, clock=timezone.now)("make_exports", exports.make_waiting)

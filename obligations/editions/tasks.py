"""Previews are made by workers; the timetable sees to those whose worker died."""

from __future__ import annotations

from functools import partial

from celery import shared_task
from django.utils import timezone

from obligations.editions.services import previews
from obligations.services import jobs


@shared_task(name="make_edition_preview")
def make_edition_preview(*, preview_id: str) -> None:
    """Make one preview now."""
    previews.make(preview_id=preview_id, now=timezone.now())


@shared_task(name="make_edition_previews")
def make_edition_previews() -> None:
    """Make the previews that wait."""
    partial(jobs.run, clock=timezone.now)("make_edition_previews", previews.make_waiting)

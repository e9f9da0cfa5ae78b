"""What the timetable does at the copyright desk."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from obligations.copyright_desk.services import erasure, letters
from obligations.services import jobs


@shared_task(name="send_complaint_letters")
def send_complaint_letters() -> None:
    """Send the letters to complainants that are due."""
    jobs.run("send_complaint_letters", letters.send_due, clock=timezone.now)


@shared_task(name="erase_complainants")
def erase_complainants() -> None:
    """Erase who complained, where the provider's own term of keeping is over."""
    jobs.run("erase_complainants", erasure.erase_due, clock=timezone.now)

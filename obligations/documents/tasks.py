"""What the timetable does about documents."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from obligations.documents.services import keeping
from obligations.services import jobs


@shared_task(name="refresh_document_keeping")
def refresh_document_keeping() -> None:
    """Bring the last day of keeping of versions and their files up to date."""
    jobs.run("refresh_document_keeping", keeping.refresh_keeping, clock=timezone.now)

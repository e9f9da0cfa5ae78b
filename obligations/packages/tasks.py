"""Sealing in the background; the rows say what was begun, and every task is safe to run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from obligations.packages.models import Package
from obligations.packages.services import sealing


@shared_task(name="seal_package")
def seal_package(package: str) -> None:
    """Carry on the sealing of one package."""
    for row in Package.objects.filter(pk=package):
        sealing.carry_on(package=row, clock=timezone.now)


@shared_task(name="resume_sealing")
def resume_sealing() -> None:
    """Carry on what a crash or an absent worker left behind."""
    sealing.resume(clock=timezone.now)

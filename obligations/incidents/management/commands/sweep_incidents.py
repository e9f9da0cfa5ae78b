"""Sweep incidents by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.incidents.services import sweep
from obligations.services import jobs


class Command(BaseCommand):
    help = "Run the clocks of unresolved incidents again, and alarm operators where one was lost."

    def handle(self, *args: Any, **options: Any) -> None:
        report = jobs.run(
            "sweep_incidents", sweep.sweep, clock=timezone.now, is_alarm=lambda said: said.is_alarm
        )
        self.stdout.write(str(report))

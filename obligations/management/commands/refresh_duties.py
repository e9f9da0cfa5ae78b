"""Refresh every provider's duties by hand."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import duties, jobs


class Command(BaseCommand):
    help = "Open, change and end duties as facts, calendar and catalogue now say."

    def handle(self, *args: Any, **options: Any) -> None:
        report = jobs.run(
            "refresh_duties",
            duties.refresh_all,
            clock=timezone.now,
            is_alarm=lambda said: said.failed,
        )
        self.stdout.write(str(report))
        if report.failed:
            sys.exit(1)

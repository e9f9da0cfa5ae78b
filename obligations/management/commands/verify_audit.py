"""Verify the audit trail by hand."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import jobs, trail


class Command(BaseCommand):
    help = "Walk every audit chain; exit with 1 and say where, if one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        report = jobs.run(
            "verify_audit", trail.verify, clock=timezone.now, is_alarm=lambda said: said.problems
        )
        self.stdout.write(str(report))
        if report.problems:
            sys.exit(1)

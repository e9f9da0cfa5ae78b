"""Scan deadlines by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import deadlines, jobs


class Command(BaseCommand):
    help = "Flag deadlines that came near or passed, and queue notices about them, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(jobs.run("scan_deadlines", deadlines.scan, clock=timezone.now)))

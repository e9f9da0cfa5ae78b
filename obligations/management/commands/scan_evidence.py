"""Scan evidence by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import freshness, jobs


class Command(BaseCommand):
    help = "Flag evidence that is stale or soon will be, and queue notices about it, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(jobs.run("scan_evidence", freshness.scan, clock=timezone.now)))

"""Remove left-over files by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import files, jobs


class Command(BaseCommand):
    help = "Remove files that crashes and broken uploads left in the storage four days ago or more."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(jobs.run("sweep_files", files.sweep, clock=timezone.now)))

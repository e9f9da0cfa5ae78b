"""Remind of own target days by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import jobs, targets


class Command(BaseCommand):
    help = "Remind people of own target days that come near or passed, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(jobs.run("remind_of_targets", targets.scan, clock=timezone.now)))

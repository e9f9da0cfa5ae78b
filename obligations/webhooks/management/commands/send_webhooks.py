"""Send to webhooks what is due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import jobs
from obligations.webhooks.services import sending


class Command(BaseCommand):
    help = "Send to webhooks what is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send one batch and say what came of it."""
        report = jobs.run("send_webhooks", sending.send_due, clock=timezone.now)
        self.stdout.write(str(report))

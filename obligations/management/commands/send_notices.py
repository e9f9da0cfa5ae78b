"""Send waiting notices by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import jobs, notices
from obligations.services.notices import SendReport


class Command(BaseCommand):
    help = "Put waiting notices into mails and send every mail that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        total = SendReport()
        while (report := jobs.run("send_notices", notices.send_due, clock=timezone.now)).claimed:
            total += report
        self.stdout.write(str(total))

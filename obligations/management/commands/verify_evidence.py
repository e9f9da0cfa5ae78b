"""Verify stored files by hand."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.services import files


class Command(BaseCommand):
    help = "Read every stored file again; exit with 1 and say which, if one is damaged."

    def handle(self, *args: Any, **options: Any) -> None:
        report = files.verify(now=timezone.now(), budget=None)
        self.stdout.write(str(report))
        if report.damages:
            sys.exit(1)

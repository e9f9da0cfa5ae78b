"""Bring the last day of keeping of documents up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from obligations.documents.services.keeping import refresh_keeping


class Command(BaseCommand):
    help = "Recompute until when versions of documents, and files made from them, are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute for every provider."""
        self.stdout.write(refresh_keeping(now=timezone.now()))

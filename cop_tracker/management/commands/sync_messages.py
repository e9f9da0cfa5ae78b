"""Brings the message files up to date with the strings marked in the sources."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cop_tracker import translations


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Update each file and say how many of its strings have no words yet."""
        for language in translations.LANGUAGES:
            count, open_count = translations.update(language)
            self.stdout.write(f"{language}: {count} strings, {open_count} not translated.")

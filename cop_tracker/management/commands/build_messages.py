"""Compiles the message files, so that pages speak French and German."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cop_tracker import translations


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile and say what was done."""
        built = translations.build(Path(settings.LOCALE_PATHS[0]))
        self.stdout.write(f"Compiled {len(built)} message files.")

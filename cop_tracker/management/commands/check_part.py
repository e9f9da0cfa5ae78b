"""Says whether one part of the product is well; for container health checks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cop_tracker import health


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the part."""
        parser.add_argument("part", choices=sorted(health.PARTS))

    def handle(self, *args: Any, **options: Any) -> None:
        """End with code 1 and the reason where the part is not well."""
        problem = health.PARTS[options["part"]](timezone.now())
        if problem:
            raise CommandError(f"{options['part']}: {problem}")
        self.stdout.write(f"{options['part']}: ok")

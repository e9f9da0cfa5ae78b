"""Take a list of harmonised standards over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from obligations.catalogue.problems import CatalogueErrors
from obligations.routes.services import standards
from providers.actors import OPERATOR
from providers.errors import DomainError


class Command(BaseCommand):
    help = (
        "Take a list of harmonised standards over: it opens the way for the duties it covers. "
        "Run it again to go on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a list as catalogue/data/README.md describes it")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with it")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            listed = standards.read(path.read_bytes(), path.name)
            if options["check"]:
                self.stdout.write(f"Nothing is wrong: {len(listed.standards)} listed.")
                return
            report = standards.take(
                listed=listed,
                file=path.name,
                by=OPERATOR,
                now=timezone.now(),
                clock=timezone.now,
            )
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        except CatalogueErrors as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(str(report))
        if report.failed:
            sys.exit(1)

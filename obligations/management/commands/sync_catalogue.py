"""Take the data files of the catalogue over into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from obligations.catalogue.problems import CatalogueErrors
from obligations.services import catalogue
from providers.actors import OPERATOR
from providers.errors import DomainError


class Command(BaseCommand):
    help = "Take new editions of the catalogue over from the data files. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--replace",
            action="store_true",
            help="also take over editions whose files were corrected in place",
        )

        parser.add_argument(
            "--hold",
            action="store_true",
            help="hold new amendments back: duties follow them once apply_edition says so",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = catalogue.sync(
                now=timezone.now(),
                by=OPERATOR,
                replace=options["replace"],
                hold=options["hold"],
            )
        except CatalogueErrors as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(str(report))

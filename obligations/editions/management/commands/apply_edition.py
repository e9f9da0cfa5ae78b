"""Apply an edition that was held back."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from obligations.editions.management import places
from obligations.editions.services import changes
from providers.actors import OPERATOR
from providers.errors import DomainError


class Command(BaseCommand):
    help = (
        "Let duties follow an edition that was held back. Run it again to go on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        places.add_arguments(parser)
        parser.add_argument("--reason", required=True, help="why; people affected read it")

    def handle(self, *args: Any, **options: Any) -> None:
        amendment = places.found(options["instrument"], options["day"])
        try:
            report = changes.apply(
                amendment=amendment,
                reason=options["reason"],
                by=OPERATOR,
                now=timezone.now(),
                clock=timezone.now,
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(str(report))
        if report.failed:
            sys.exit(1)

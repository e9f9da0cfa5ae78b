"""Takes the second factors of a person away who has lost them all; their sessions end too."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from providers.actors import OPERATOR
from providers.management.edge import refusals_in_words
from providers.services import accounts, people


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="Whose second factors are lost.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them away and say how many there were."""
        user = people.find(options["email"].strip().lower())
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        with refusals_in_words():
            count = accounts.remove_factors(user=user, by=OPERATOR, now=timezone.now())
        self.stdout.write(f"Took {count} ways to sign in away from {user} ({user.email}).")

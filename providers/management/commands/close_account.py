"""Close a person's account."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from providers.actors import OPERATOR
from providers.management.edge import refusals_in_words
from providers.services import accounts, people


class Command(BaseCommand):
    help = "End a person's memberships, tokens and sign-in; what they did stays on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals_in_words():
            user = people.find(people.clean_email(options["email"]))
            if user is None:
                raise CommandError(f"Nobody signs in as {options['email']}.")
            accounts.close(user=user, by=OPERATOR, now=timezone.now())
        self.stdout.write(f"Closed the account of {user} ({user.email}).")

"""Appoint a reviewer of the AI Office."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from providers.actors import OPERATOR
from providers.management.edge import refusals_in_words
from providers.services import invitation_mails, people


class Command(BaseCommand):
    help = "Appoint a reviewer of the AI Office; a new account gets a mail to set its password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", help="needed where the person has no account yet")
        parser.add_argument(
            "--needs-access",
            action="store_true",
            help="reads a provider only while access to it was given; else, every provider",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now, limited = timezone.now(), options["needs_access"]
        with refusals_in_words():
            user = people.find(people.clean_email(options["email"]))
            if user is not None:
                people.make_reviewer(user=user, needs_access=limited, by=OPERATOR, now=now)
                self.stdout.write(f"{user} ({user.email}) is a reviewer now.")
                return
            user = people.create_user(
                email=options["email"],
                name=options["name"] or "",
                is_office=True,
                needs_access=limited,
                by=OPERATOR,
                now=now,
            )
            invitation_mails.send_to_reviewer(user)
        self.stdout.write(f"Created {user} ({user.email}) as a reviewer; a mail lets them in.")

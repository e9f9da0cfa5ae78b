"""Open a workspace for a provider, with its first officer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from providers.actors import OPERATOR, Role
from providers.management.edge import refusals_in_words
from providers.services import invitations, providers


class Command(BaseCommand):
    help = "Open a workspace for a provider and invite its first officer by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="name of the provider")
        parser.add_argument("--officer-email", required=True)
        parser.add_argument("--officer-name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        with refusals_in_words(), transaction.atomic():
            provider = providers.create(name=options["name"], by=OPERATOR, now=now)
            invitation = invitations.invite(
                provider=provider,
                email=options["officer_email"],
                name=options["officer_name"],
                role=Role.OFFICER,
                by=OPERATOR,
                now=now,
            )
        self.stdout.write(
            f"Opened the workspace of {provider} ({provider.pk}); {invitation.email} has been "
            "invited as its first officer."
        )

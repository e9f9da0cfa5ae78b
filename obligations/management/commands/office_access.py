"""List, give, renew and end the access of reviewers to a provider; say who needs any."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model, QuerySet
from django.utils import timezone

from obligations.law.deadlines import brussels_day
from obligations.queries import office_access as queries
from obligations.services import office_access
from providers.actors import OPERATOR
from providers.management.edge import refusals_in_words
from providers.models import OfficeAccess, Provider, User
from providers.services import people

Row = TypeVar("Row", bound=Model)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("list", help="Print every access with its state.")
        give = steps.add_parser("give", help="Let a reviewer read a provider for a period.")
        give.add_argument("email")
        give.add_argument("provider", type=UUID, help="The provider's id.")
        give.add_argument("--from", dest="begins_on", type=date.fromisoformat)
        give.add_argument("--until", dest="ends_on", type=date.fromisoformat, required=True)
        give.add_argument("--because", required=True)
        renew = steps.add_parser("renew", help="Give access a later last day.")
        renew.add_argument("access", type=UUID, help="The id of the access.")
        renew.add_argument("--until", dest="ends_on", type=date.fromisoformat, required=True)
        end = steps.add_parser("end", help="End access now.")
        end.add_argument("access", type=UUID, help="The id of the access.")
        end.add_argument("--because", required=True)
        limit = steps.add_parser("limit", help="From now on, a reviewer needs access.")
        limit.add_argument("email")
        free = steps.add_parser("free", help="From now on, a reviewer reads every provider.")
        free.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one step and say what came of it."""
        with refusals_in_words():
            getattr(self, f"_{options['step']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        today = brussels_day(timezone.now())
        for row in queries.listed(OPERATOR):
            self.stdout.write(f"{row.pk}  {row}  {row.state_on(today)}")

    def _give(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        row = office_access.give(
            provider=_one(Provider.objects.filter(pk=options["provider"]), "provider"),
            reviewer=_person(options["email"]),
            begins_on=options["begins_on"] or brussels_day(now),
            ends_on=options["ends_on"],
            because=options["because"],
            by=OPERATOR,
            now=now,
        )
        self.stdout.write(f"Given: {row} ({row.pk}).")

    def _renew(self, options: dict[str, Any]) -> None:
        row = _one(OfficeAccess.objects.filter(pk=options["access"]), "access")
        office_access.renew(
            access=row,
            ends_on=options["ends_on"],
            revision=row.revision,
            by=OPERATOR,
            now=timezone.now(),
        )
        self.stdout.write(f"Renewed: {row}.")

    def _end(self, options: dict[str, Any]) -> None:
        row = _one(OfficeAccess.objects.filter(pk=options["access"]), "access")
        office_access.end(access=row, because=options["because"], by=OPERATOR, now=timezone.now())
        self.stdout.write(f"Ended: {row}.")

    def _limit(self, options: dict[str, Any]) -> None:
        self._say(options["email"], needs_access=True)

    def _free(self, options: dict[str, Any]) -> None:
        self._say(options["email"], needs_access=False)

    def _say(self, email: str, *, needs_access: bool) -> None:
        user = _person(email)
        people.limit_reviewer(user=user, needs_access=needs_access, by=OPERATOR, now=timezone.now())
        reads = "a provider while access was given" if needs_access else "every provider"
        self.stdout.write(f"{user} ({user.email}) reads {reads}.")


def _person(email: str) -> User:
    found = people.find(email.strip().lower())
    if found is None:
        raise CommandError(f"Nobody signs in as {email}.")
    return found


def _one(rows: QuerySet[Row], what: str) -> Row:
    found = rows.first()
    if found is None:
        raise CommandError(f"There is no such {what}.")
    return found

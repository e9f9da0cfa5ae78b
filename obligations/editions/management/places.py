"""How the commands of this room read which amendment is meant."""

from __future__ import annotations

from datetime import date

from django.core.management.base import CommandError, CommandParser

from obligations.catalogue.problems import CatalogueErrors
from obligations.editions.queries import amendments
from obligations.editions.queries.amendments import Amendment


def add_arguments(parser: CommandParser) -> None:
    """Take the text and the day of an edition."""
    parser.add_argument("instrument", help='the text, such as "ai-act"')
    parser.add_argument("day", help="the day of its edition, such as 2026-07-27")


def found(instrument: str, day: str) -> Amendment:
    """Find the amendment; raises CommandError with those there are."""
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise CommandError(f'"{day}" is no day; write it as 2026-07-27.') from error
    try:
        amendment = amendments.amendment(instrument, on)
    except CatalogueErrors as error:
        raise CommandError(f"{error}\nNothing was changed.") from error
    if amendment is None:
        known = ", ".join(" ".join(map(str, one.after.place)) for one in amendments.amendments())
        raise CommandError(f"There is no such amendment. There are: {known or 'none'}.")
    return amendment

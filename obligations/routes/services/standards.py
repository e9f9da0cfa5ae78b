"""Lists of harmonised standards: taken over by an operator, then followed by every provider."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime

from obligations.catalogue import standards as files
from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import StandardList
from obligations.law.deadlines import brussels_day
from obligations.law.wording import long_date
from obligations.models import StandardsTaken
from obligations.queries import standards as queries
from obligations.routes.services import reviews
from obligations.services.counting import counted
from obligations.services.jobs import Clock
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.models.providers import Origin
from providers.permissions import check_operator
from providers.services import audit

log = logging.getLogger(__name__)
LARGEST = 1_000_000  # bytes


@dataclass(slots=True)
class FollowReport:
    """What looking at the ways of all providers found; ``failed`` names those that could not be."""

    providers: int = 0
    ways: int = 0
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = (
            f"Ways of {counted(self.providers, 'provider')} looked at: "
            f"{counted(self.ways, 'way')} to look at again."
        )
        return f"{told} Failed: {', '.join(self.failed)}." if self.failed else told


def read(content: bytes, name: str) -> StandardList:
    """Read a list from the bytes of a file; raises CatalogueErrors with all that is wrong."""
    if len(content) > LARGEST:
        raise InvalidInput(
            f"The file is larger than {LARGEST:,} bytes; a list is not.", field="file"
        )
    keys = {entry.key for edition in catalogue().editions for entry in edition.entries}
    return files.load(content, name, keys)


def take(
    *, listed: StandardList, file: str, by: Actor, now: datetime, clock: Clock
) -> FollowReport:
    """Take a list over, and look at the ways of every provider; running it again goes on.

    Raises NotAllowedNow for a list that is older than the one in use, is of a day to come, was
    changed after it was taken, or no longer names a standard that was listed.
    """
    check_operator(by, what="say which harmonised standards there are")
    with audit.turn(None):
        latest = queries.latest()
        if latest.sha256 != listed.sha256:
            _check(listed, latest, now)
            row = StandardsTaken(
                as_of=listed.as_of,
                body=queries.body(listed),
                file=file[:200],
                sha256=listed.sha256,
                taken_at=now,
                taken_by_name=by.name,
            )
            with audit.change(action="standards.taken", about=row, by=by, at=now) as event:
                row.save(force_insert=True)
                event.detail = {
                    "as_of": listed.as_of,
                    "standards": [one.key for one in listed.standards],
                    "sha256": listed.sha256,
                }
    return follow_all(clock=clock)


def _check(listed: StandardList, latest: StandardList, now: datetime) -> None:
    if listed.as_of > brussels_day(now):
        raise NotAllowedNow(f"The list is of {long_date(listed.as_of)}, a day to come.")
    if listed.as_of <= latest.as_of:
        raise NotAllowedNow(
            f"The list in use is of {long_date(latest.as_of)}; give a later one. A list that was "
            "taken over is never changed."
        )
    if gone := sorted(
        {one.key for one in latest.standards} - {one.key for one in listed.standards}
    ):
        raise NotAllowedNow(
            f"The list in use names {', '.join(gone)}, and this one does not. Where a standard was "
            'withdrawn, keep it and give the day in "withdrawn_on".'
        )


def follow_all(*, clock: Clock) -> FollowReport:
    """Look at the ways of every provider, each in a transaction of its own; safe to run again."""
    report = FollowReport()
    for provider in list(Provider.objects.exclude(origin=Origin.PUBLIC_DATA).order_by("pk")):
        try:
            with audit.turn(provider):
                report.ways += len(reviews.follow(provider=provider, now=clock()))
            report.providers += 1
        except Exception:
            log.exception("The ways of provider %s could not be looked at.", provider.pk)
            report.failed.append(str(provider.pk))
    return report


def follow_nightly(*, now: datetime) -> FollowReport:
    """Do the same for what the calendar or the catalogue changed alone."""
    return follow_all(clock=lambda: now)

"""Whether an open clock watches an incident: its own, or that of the incident it is told in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from obligations.incidents.models import Incident
from obligations.models import Deadline

MATTER = "incident"
WHAT_TO_DO = (
    "Look at the models named and at their facts. Where one is wrong, correct it, and the clocks "
    "run from awareness. Where they are right, go on by choice, or record with a reason that it "
    "was no serious incident."
)
IN_THE_LOOP = frozenset({"open", "resolved", "bundled"})


def unwatched(incidents: Collection[Incident]) -> set[UUID]:
    """Give the ids of those for which no clock runs, whatever their state, in one query.

    Where one is told in the reports of another one, that one's clocks count.
    """
    told_in = {one.pk: one.bundled_into_id or one.pk for one in incidents}
    rows = Deadline.objects.open().filter(matter=MATTER, matter_id__in=set(told_in.values()))
    running = set(rows.values_list("matter_id", flat=True))
    return {pk for pk, matter_id in told_in.items() if matter_id not in running}


def without_clock(incidents: Collection[Incident]) -> set[UUID]:
    """Give the ids of those unresolved, or owing a final report, that nothing watches."""
    return unwatched([one for one in incidents if one.state in IN_THE_LOOP])


def is_without_clock(incident: Incident) -> bool:
    """Say the same of one incident."""
    return incident.pk in without_clock([incident])


def stopped_at(incident: Incident) -> datetime | None:
    """Give the instant at which a clock that watched it was last cancelled; None where none was."""
    mine = [incident.pk, incident.bundled_into_id or incident.pk]
    stopped = Deadline.objects.filter(matter=MATTER, matter_id__in=mine)
    latest: datetime | None = stopped.aggregate(latest=Max("cancelled_at"))["latest"]
    return latest

"""Whether an open clock watches an incident: its own, or that of the incident it is told in."""

from __future__ import annotations

from obligations.incidents.models import Incident
from obligations.incidents.queries.lists import MATTER
from obligations.models import Deadline

WHAT_TO_DO = (
    "Look at the models named and at their facts. Where one is wrong, correct it, and the clocks "
    "run from awareness. Where they are right, go on by choice, or record with a reason that it "
    "was no serious incident."
)
IN_THE_LOOP = frozenset({"open", "resolved", "bundled"})


def has_clock(incident: Incident) -> bool:
    """Say whether a clock runs for it; where it is told with another one, that one's counts."""
    told_in = incident.bundled_into_id or incident.pk
    return Deadline.objects.open().filter(matter=MATTER, matter_id=told_in).exists()


def is_without_clock(incident: Incident) -> bool:
    """Say whether it is unresolved, or its final report is owed, and nothing watches it."""
    return incident.state in IN_THE_LOOP and not has_clock(incident)


def times_stopped(incident: Incident) -> int:
    """Count the clocks that were cancelled for it; the count rises whenever clocks stop."""
    mine = [incident.pk, incident.bundled_into_id or incident.pk]
    stopped = Deadline.objects.filter(matter=MATTER, matter_id__in=mine, cancelled_at__isnull=False)
    return stopped.count()

"""Write to an incident: its instants checked, its keeping extended, itself held in the loop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.incidents.models import Incident
from obligations.incidents.services import keeping, loop
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# Chapter V applies from this day (Art. 113(b)): no clock of Measure 9.3 ran before it.
FIRST_CLOCK = datetime(2025, 8, 1, 22, tzinfo=UTC)
INSTANTS = (
    "occurred_at",
    "ended_at",
    "first_report_received_at",
    "aware_at",
    "classified_at",
    "resolved_at",
)
# What cannot come before what, and how that is said at the second.
ORDER = (
    ("occurred_at", "ended_at", gettext_lazy("It cannot end before it began.")),
    (
        "occurred_at",
        "first_report_received_at",
        gettext_lazy("Nobody reports it before it happened."),
    ),
    ("occurred_at", "aware_at", gettext_lazy("Nobody is aware of it before it happened.")),
    ("occurred_at", "resolved_at", gettext_lazy("It cannot be resolved before it happened.")),
    (
        "aware_at",
        "resolved_at",
        gettext_lazy("It cannot be resolved before the provider became aware of it."),
    ),
)


def check_instants(values: Mapping[str, Any], *, now: datetime) -> None:
    """Refuse instants that cannot be, naming every field at fault."""
    problems = []
    for name in INSTANTS:
        value = values.get(name)
        if value is None:
            continue
        message = _impossible(name, value, now)
        if message:
            problems.append(InvalidInput(message, field=name))
    if not problems:
        problems = [
            InvalidInput(str(message), field=second)
            for first, second, message in ORDER
            if values.get(first) and values.get(second) and values[second] < values[first]
        ]
    if problems:
        raise InvalidInput.of_all(problems)


def _impossible(name: str, value: object, now: datetime) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return _("Give a day and a time with its zone.")
    if value > now:
        return _("This instant has not come yet.")
    if value < EARLIEST:
        return _("Give an instant after 1 January 2000.")
    if name == "aware_at" and value < FIRST_CLOCK:
        return _("No clock of Measure 9.3 ran before 2 August 2025.")
    return ""


def write(
    incident: Incident, *, by: Actor, now: datetime, revision: int | None = None, **fields: Any
) -> None:
    """Write fields within the turn that is open; the clocks follow, of what is told with it too.

    Raises StaleRevision where somebody wrote since ``revision``; without one, the row must have
    been read within the turn.
    """
    keeping.claim(incident, now=now, revision=revision, **fields)
    loop.hold(incident, by=by, now=now)
    for other in incident.bundled.filter(closed_at=None, dismissed_at=None).order_by("number"):
        loop.hold(other, by=by, now=now)


def check_in_the_loop(incident: Incident) -> None:
    """Refuse to change what is closed, dismissed or a near miss as if it were open."""
    told = {
        "near-miss": _("A near miss runs no clock. Make it an incident first."),
        "dismissed": _("It was found to be no serious incident. Open it again first."),
        "closed": _("The final report is submitted; the record is closed."),
    }
    if incident.state in told:
        raise NotAllowedNow(told[incident.state])

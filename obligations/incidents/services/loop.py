"""Hold an incident in the loop: what the first one no longer watches is parted; silence is told."""

from __future__ import annotations

from datetime import datetime

from obligations.incidents.models import Incident
from obligations.incidents.queries import records, watch
from obligations.incidents.services import announcements, keeping, running
from obligations.law.deadlines import brussels_day
from providers.actors import Actor
from providers.services import audit


def hold(incident: Incident, *, by: Actor, now: datetime) -> None:
    """Run the clocks of an incident again, within its provider's turn.

    Where it is told in the reports of a first one that does not watch it any more, it is reported
    for itself again. Where it is unresolved and no clock runs, its officers are mailed, once for
    each time that the clocks stopped. The row must have been read within the turn; what it is told
    in is held before it.
    """
    _part(incident, by, now)
    running.follow(incident, now=now)
    if watch.is_without_clock(incident):
        basis = records.basis(incident, on=brussels_day(now))
        announcements.without_clock(incident, basis, watch.stopped_at(incident), now)


def _part(incident: Incident, by: Actor, now: datetime) -> None:
    head = incident.bundled_into
    if head is None or incident.state != "bundled":
        return
    answer = records.remains(incident, head, on=brussels_day(now))
    if answer.answer:
        return
    detail = {"head": head.pk, "because": answer.because}
    audit.tell(action="incident.parted", about=incident, by=by, at=now, detail=detail)
    keeping.claim(incident, now=now, bundled_into_id=None)
    announcements.parted(incident, head, answer.because, now)

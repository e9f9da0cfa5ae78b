"""How an incident leaves the loop: resolved and finally reported, or found to be none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.incidents.models import Incident
from obligations.incidents.permissions import check_write
from obligations.incidents.services import announcements, bundles, changing
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.services import audit


def resolve(
    *,
    incident: Incident,
    resolved_at: datetime,
    resolution: str,
    revision: int | None = None,
    by: Actor,
    now: datetime,
) -> Incident:
    """Record that corrective measures are adopted; 60 days for the final report run from there.

    Raises InvalidInput for an instant that cannot be, NotAllowedNow while an incident told in its
    reports is unresolved.
    """
    check_write(by, incident.provider)
    said = contents.reason(resolution, field="resolution")
    with audit.change(action="incident.resolved", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        changing.check_in_the_loop(incident)
        if incident.resolved_at is not None:
            raise NotAllowedNow(_("It is recorded as resolved. Take that back first."))
        _check_after_the_rest(incident, resolved_at, now)
        _check_bundled(incident)
        changing.write(
            incident, by=by, now=now, revision=revision, resolved_at=resolved_at, resolution=said
        )
        announcements.tell(
            incident,
            what="resolved",
            key=f"resolved:{incident.revision}",
            title=f"Resolved: {incident}",
            text=f"{said[:500]} The final report is due 60 days after the resolution.",
            now=now,
        )
        event.detail = {"resolved_at": resolved_at}
    return incident


def dismiss(*, incident: Incident, because: str, by: Actor, now: datetime) -> Incident:
    """Record, with who and why, that it was no serious incident; its clocks are cancelled.

    Nothing else takes an unresolved incident out of the loop, and this can be taken back.
    """
    check_write(by, incident.provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="incident.dismissed", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        changing.check_in_the_loop(incident)
        if incident.bundled.filter(dismissed_at=None).exists():
            raise NotAllowedNow(_("Other incidents are told in its reports. Part them first."))
        changing.write(
            incident,
            by=by,
            now=now,
            dismissed_at=now,
            dismissed_because=reason,
            dismissed_by_name=by.name,
        )
        announcements.tell(
            incident,
            what="dismissed",
            key=f"dismissed:{incident.revision}",
            title=f"Found to be no serious incident: {incident}",
            text=f"{by.name}: {reason}",
            now=now,
        )
        event.detail = {"because": reason}
    return incident


def reopen(*, incident: Incident, because: str, by: Actor, now: datetime) -> Incident:
    """Take a dismissal or a resolution back, with a reason; the clocks run again from their days.

    Where it was told in the reports of an incident that is out of the loop by now, it is reported
    for itself. After the final report nothing is taken back: what happens again is a new incident.
    """
    check_write(by, incident.provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="incident.reopened", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        if incident.closed_at is not None:
            raise NotAllowedNow(_("The final report is submitted. Record a new incident."))
        if incident.dismissed_at is None and incident.resolved_at is None:
            raise NotAllowedNow(_("It is open."))
        event.detail = {
            "because": reason,
            "was": "dismissed" if incident.dismissed_at else "resolved",
            "resolution": incident.resolution,
            "dismissed_because": incident.dismissed_because,
        }
        back: dict[str, Any] = (
            {"dismissed_at": None, "dismissed_because": "", "dismissed_by_name": ""}
            if incident.dismissed_at
            else {"resolved_at": None, "resolution": ""}
        )
        if incident.dismissed_at and bundles.has_lost_its_head(incident):
            back["bundled_into_id"] = None
            event.detail["parted_from"] = incident.bundled_into_id
        changing.write(incident, by=by, now=now, **back)
        announcements.tell(
            incident,
            what="reopened",
            key=f"reopened:{incident.revision}",
            title=f"Open again: {incident}",
            text=f"{by.name}: {reason}",
            now=now,
        )
    return incident


def _check_after_the_rest(incident: Incident, resolved_at: datetime, now: datetime) -> None:
    told = {name: getattr(incident, name) for name in changing.INSTANTS}
    changing.check_instants(told | {"resolved_at": resolved_at}, now=now)


def _check_bundled(incident: Incident) -> None:
    waiting = incident.bundled.filter(resolved_at=None, dismissed_at=None).order_by("number")
    for one in waiting[:1]:
        bundles.check_resolved(one)

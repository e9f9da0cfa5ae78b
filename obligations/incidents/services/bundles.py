"""Similar incidents told in the reports of the first one (SSC-9.3g, A32)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from obligations.incidents.models import Incident, IncidentReport
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import records
from obligations.incidents.services import changing
from obligations.law import bundling
from obligations.law.deadlines import brussels_day
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit


def join(*, incident: Incident, head: Incident, by: Actor, now: datetime) -> Incident:
    """Tell an incident in the reports of an earlier, similar one; that one's clocks govern.

    Raises NotAllowedNow, with the reason, where the law's conservative reading does not allow it.
    """
    check_write(by, incident.provider)
    if head.provider_id != incident.provider_id or head.pk == incident.pk:
        raise InvalidInput(_("Name another incident of the same provider."), field="head")
    with audit.change(action="incident.bundled", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        head.refresh_from_db()
        changing.check_in_the_loop(incident)
        _check_free(incident)
        record, first = records.record(incident), records.record(head)
        due, first_due = records.initial_due(record), records.initial_due(first)
        if due is None or first_due is None:
            raise NotAllowedNow(_("A near miss has no reports to be told in."), field="head")
        on = brussels_day(now)
        answer = bundling.joins(
            record,
            first,
            due,
            first_due,
            on,
            head_is_voluntary=records.basis(head, on=on).is_voluntary,
        )
        if not answer.answer:
            raise NotAllowedNow(answer.because, field="head")
        changing.write(incident, by=by, now=now, bundled_into_id=head.pk)
        event.detail = {"head": head.pk, "because": answer.because}
    incident.refresh_from_db()
    return incident


def part(*, incident: Incident, because: str, by: Actor, now: datetime) -> Incident:
    """Report an incident for itself again, with a reason; its own clocks run from its awareness."""
    check_write(by, incident.provider)
    reason = contents.reason(because, field="because")
    with audit.change(action="incident.parted", about=incident, by=by, at=now) as event:
        incident.refresh_from_db()
        if incident.bundled_into_id is None:
            raise NotAllowedNow(_("It is reported for itself."))
        if incident.closed_at:
            raise NotAllowedNow(_("The final report that tells it is submitted."))
        event.detail = {"head": incident.bundled_into_id, "because": reason}
        changing.write(incident, by=by, now=now, bundled_into_id=None)
    incident.refresh_from_db()
    return incident


def closing(head: Incident) -> list[Incident]:
    """Give the incidents that the final report of the first one closes with it.

    Raises NotAllowedNow while one of them is unresolved: it would leave the loop in silence.
    """
    found = list(head.bundled.filter(dismissed_at=None, closed_at=None).order_by("number"))
    for one in found:
        check_resolved(one)
    return found


def has_lost_its_head(incident: Incident) -> bool:
    """Say whether the incident in whose reports this one was told is closed or dismissed."""
    head = incident.bundled_into
    return head is not None and bool(head.closed_at or head.dismissed_at)


def check_resolved(incident: Incident) -> None:
    """Refuse to go on while an incident that is told in another one's reports is unresolved."""
    if incident.resolved_at is None:
        raise NotAllowedNow(
            _("{incident} is told in its reports and is not resolved.").format(
                incident=incident.label
            )
        )


def _check_free(incident: Incident) -> None:
    if incident.bundled_into_id is not None:
        raise NotAllowedNow(_("It is told in the reports of another one already."))
    if incident.bundled.exists():
        raise NotAllowedNow(_("Other incidents are told in its own reports."))
    if IncidentReport.objects.filter(incident=incident, submitted_at__isnull=False).exists():
        raise NotAllowedNow(_("A report of its own is submitted."))

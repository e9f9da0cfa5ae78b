"""Who hears of an incident: the officers of the provider, each thing once."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from obligations.incidents.models import Incident, IncidentReport
from obligations.incidents.queries import watch
from obligations.law.deadlines import BRUSSELS
from obligations.law.incidents import Basis, Stage
from obligations.law.wording import long_date
from obligations.models import Notice
from obligations.queries import notices as people
from obligations.services import notices


def tell(
    incident: Incident,
    *,
    what: str,
    key: str,
    title: str,
    text: str,
    now: datetime,
    is_always_mailed: bool = False,
) -> None:
    """Queue one notice for every officer, in the transaction of what it tells."""
    notices.queue(
        recipients=people.people(incident.provider),
        kind=f"incident.{what}",
        key=_key(incident, key),
        title=title,
        text=text,
        path=incident.path,
        provider=incident.provider,
        now=now,
        is_always_mailed=is_always_mailed,
    )


def _key(incident: Incident, key: str) -> str:
    return f"incident:{incident.pk}:{key}"


def opened(incident: Incident, now: datetime) -> None:
    """Tell that an incident or a near miss was recorded."""
    aware = "" if incident.aware_at is None else f" Aware since {_instant(incident.aware_at)}."
    tell(
        incident,
        what="opened",
        key="near-miss" if incident.is_near_miss else "opened",
        title=f"Recorded: {incident}",
        text=f"{incident.recorded_by_name} recorded it.{aware}",
        now=now,
    )


def without_clock(
    incident: Incident, basis: Basis, stopped_at: datetime | None, now: datetime
) -> None:
    """Tell that an unresolved incident has no open clock, why, and what to do; by mail always.

    ``stopped_at`` is when its clocks last stopped, None where none ever ran. Each stop is told
    once: who becomes an officer after it, beside one who was told, finds it on the page.
    """
    key = f"without-clock:{stopped_at.isoformat() if stopped_at else 'never'}"
    if _is_told(incident, key, stopped_at):
        return
    tell(
        incident,
        what="without-clock",
        key=key,
        title=f"No clock runs: {incident}",
        text=(
            f"It is not closed, and no clock runs for it. {basis.answer.because} {watch.WHAT_TO_DO}"
        ),
        now=now,
        is_always_mailed=True,
    )


def _is_told(incident: Incident, key: str, stopped_at: datetime | None) -> bool:
    """Say whether an officer was told of the last stop, under its key or one of the earlier form.

    Those counted the clocks that had stopped, which can fall again, so that their instant counts.
    """
    counted = Q(key__regex=rf"^{_key(incident, 'without-clock')}:[0-9]+$")
    if stopped_at is not None:
        counted &= Q(queued_at__gte=stopped_at)
    told = Notice.objects.filter(recipient__in=people.people(incident.provider))
    return told.filter(counted | Q(key=_key(incident, key)), kind="incident.without-clock").exists()


def parted(incident: Incident, head: Incident, because: str, now: datetime) -> None:
    """Tell that its own clocks run again, since the first one's do not watch it; by mail always."""
    tell(
        incident,
        what="parted",
        key=f"parted:{incident.revision}",
        title=f"Reported for itself again: {incident}",
        text=(
            f"It is no longer told in the reports of incident {head.number}. {because} "
            "Its own clocks run from its awareness; look at its page for the next day."
        ),
        now=now,
        is_always_mailed=True,
    )


def tell_office(report: IncidentReport, now: datetime) -> None:
    """Tell the reviewers who may read it of a submitted report, and of nothing beside it."""
    notices.queue(
        recipients=people.reviewers(report.provider),
        kind="incident.report-received",
        key=f"incident-report:{report.pk}:received",
        title=_received(report),
        text=f"Submitted on a serious incident by {report.submitted_by_name}.",
        path=f"/office/incident-reports/{report.pk}/",
        provider=report.provider,
        now=now,
    )


def _received(report: IncidentReport) -> str:
    whose, title = report.provider.name, report.particulars["title"]
    if report.stage == Stage.INITIAL:
        return f"Initial report of {whose}: {title}"
    if report.stage == Stage.FINAL:
        return f"Final report of {whose}: {title}"
    count = report.number - 1
    return f"Intermediate report {count} of {whose}: {title}"


def _instant(value: datetime) -> str:
    local = value.astimezone(BRUSSELS)
    return f"{long_date(local.date())}, {local:%H:%M} Brussels time"

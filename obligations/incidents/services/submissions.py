"""Submit a report: checked, frozen with its files, and the next clock in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.incidents.exports import files
from obligations.incidents.models import Incident, IncidentReport
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import particulars, records
from obligations.incidents.services import announcements, bundles, changing
from obligations.incidents.services.prefill import EMPTY
from obligations.law import incident_reports as law
from obligations.law.incidents import Record, Stage
from obligations.models import Rendering
from obligations.services import renderings, sharing
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.services import audit, revisions

SUBJECT = "incident-report"
ANSWERS = ("cop-ss-9.3", "aia-55-1-c")
RECIPIENTS_LIMIT = 500


def submit(
    *,
    report: IncidentReport,
    recipients: str,
    channel: str,
    reference: str = "",
    submitted_at: datetime | None = None,
    revision: int | None = None,
    by: Actor,
    now: datetime,
) -> IncidentReport:
    """Record that a report went out: when, to whom, by which channel, under which reference.

    It is frozen with its PDF, DOCX and JSON, and shared with the AI Office. Every required field
    is stated, or missing with the reason. Raises InvalidInput naming what lacks, NotAllowedNow for
    a stage that cannot come now, and for a report that is submitted already. A final report closes
    the incidents that are told in it too; it waits while one of them is unresolved.
    """
    check_write(by, report.provider)
    sent_at = submitted_at or now
    told = _told(recipients, channel, reference)
    with audit.change(action="incident.report-submitted", about=report, by=by, at=now) as event:
        report.refresh_from_db()
        if report.submitted_at is not None:
            raise NotAllowedNow(_("It is submitted already."))
        incident = report.incident
        found = records.record(incident)
        if refusal := law.refusal(found, Stage(report.stage)):
            raise NotAllowedNow(refusal)
        _check_instant(found, incident, Stage(report.stage), sent_at, now)
        told_with = bundles.closing(incident) if report.stage == Stage.FINAL else []
        report.answers = complete(report)
        report.particulars = particulars.of(report, submitted_at=sent_at, now=now) | told
        revisions.claim(
            report,
            revision=report.revision if revision is None else revision,
            answers=report.answers,
            particulars=report.particulars,
            submitted_at=sent_at,
            recorded_at=now,
            submitted_by_id=by.user_id,
            submitted_by_name=by.name,
            **told,
            **_files(report, incident, by, now),
        )
        closing: dict[str, Any] = {"closed_at": now} if report.stage == Stage.FINAL else {}
        for other in (*told_with, incident):
            changing.write(other, by=by, now=now, **closing)
        sharing.with_office(report.provider, now=now)
        _announce(report, incident, now)
        event.detail = {
            "incident": incident.pk,
            "stage": report.stage,
            "submitted_at": sent_at,
            **({"closes_too": [other.pk for other in told_with]} if told_with else {}),
            **told,
        }
    return report


def _told(recipients: str, channel: str, reference: str) -> dict[str, str]:
    problems, told = Problems(), {"reference": ""}
    with problems.gathered():
        told["recipients"] = text.name(recipients, field="recipients", limit=RECIPIENTS_LIMIT)
    with problems.gathered():
        told["channel"] = text.name(channel, field="channel")
    with problems.gathered():
        told["reference"] = text.name(reference, field="reference") if reference else ""
    problems.raise_any()
    return told


def _check_instant(
    found: Record, incident: Incident, stage: Stage, sent_at: datetime, now: datetime
) -> None:
    message = ""
    if sent_at.tzinfo is None:
        message = _("Give a day and a time with its zone.")
    elif sent_at > now:
        message = _("This instant has not come yet.")
    elif incident.aware_at and sent_at < incident.aware_at:
        message = _("Nothing is submitted before the provider became aware.")
    elif found.reports and sent_at < found.reports[-1].submitted_at:
        message = _("The report before it went out later.")
    elif stage is Stage.FINAL and incident.resolved_at and sent_at < incident.resolved_at:
        message = _("The final report follows the resolution.")
    if message:
        raise InvalidInput(message, field="submitted_at")


def complete(report: IncidentReport) -> dict[str, dict[str, str]]:
    """Give the answers with what is not required yet as missing, or raise InvalidInput.

    It names every required line that is neither stated nor missing with a reason. Nothing is saved.
    """
    found, problems = {}, []
    for field in law.FIELDS:
        for line in field.lines:
            answer = EMPTY | report.answers.get(line.key, {})
            if not answer["text"] and not answer["missing_because"]:
                if field.is_required(Stage(report.stage)):
                    message = _("State it, or say why it is missing.")
                    problems.append(InvalidInput(message, field=line.key))
                answer["missing_because"] = law.NOT_YET
            found[line.key] = answer
    if problems:
        raise InvalidInput.of_all(problems)
    return found


def _files(
    report: IncidentReport, incident: Incident, by: Actor, now: datetime
) -> dict[str, Rendering]:
    """Make and keep every file of the report, as it goes out."""
    kept: dict[str, Any] = {
        "provider": report.provider,
        "subject": SUBJECT,
        "subject_id": report.pk,
        "recipient": "office",
        "title": f"{report.name}, {incident}",
        "answers": ANSWERS,
        "keep_until": incident.keep_until,
        "keep_because": incident.keep_because,
    }
    stem = f"incident-{incident.number}-report-{report.number}-{report.stage}"
    return {
        name: renderings.keep(
            content=files.make(report, report.particulars, name, is_draft=False),
            file_name=f"{stem}.{name}",
            by=by,
            now=now,
            **kept,
        )
        for name in files.FORMATS
    }


def _announce(report: IncidentReport, incident: Incident, now: datetime) -> None:
    announcements.tell(
        incident,
        what="submitted",
        key=f"report:{report.number}:submitted",
        title=f"{report.name} submitted: {incident}",
        text=f"Sent to {report.recipients} by {report.channel}.",
        now=now,
    )
    announcements.tell_office(report, now)

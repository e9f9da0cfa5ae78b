"""Drafts of reports: begun from the last one, written field by field, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.incidents.models import Incident, IncidentReport
from obligations.incidents.permissions import check_write
from obligations.incidents.queries import records
from obligations.incidents.services import prefill
from obligations.law import incident_reports as law
from obligations.law.incidents import Stage
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput, Problems
from providers.services import audit, revisions

TEXT_LIMIT = 20_000
SHORT_LIMIT = 200
REASON_LIMIT = 500
PARTS = ("text", "missing_because", "redacted")


def draft(
    *, incident: Incident, stage: str | None = None, by: Actor, now: datetime
) -> IncidentReport:
    """Begin the next report; what the last one, or the record, says is taken over.

    Raises NotAllowedNow while another draft is open, and for a stage that cannot come now.
    """
    check_write(by, incident.provider)
    if stage is not None and stage not in list(Stage):
        raise InvalidInput(
            _("Write one of: {stages}.").format(stages=", ".join(Stage)), field="stage"
        )
    report = IncidentReport(
        provider=incident.provider,
        incident=incident,
        drafted_at=now,
        drafted_by_id=by.user_id,
        drafted_by_name=by.name,
    )
    with audit.change(action="incident.report-drafted", about=report, by=by, at=now) as event:
        incident.refresh_from_db()
        found = records.record(incident)
        wanted = Stage(stage) if stage else law.next_stage(found) or Stage.FINAL
        if refusal := law.refusal(found, wanted):
            raise NotAllowedNow(refusal, field="stage")
        before = IncidentReport.objects.filter(incident=incident).order_by("-number").first()
        if before is not None and before.submitted_at is None:
            raise NotAllowedNow(
                _("The {report} is a draft. Submit it, or discard it.").format(
                    report=before.mention
                )
            )
        report.stage = wanted
        report.number = before.number + 1 if before else 1
        report.answers = prefill.answers(incident, before, by)
        report.save(force_insert=True)
        event.detail = {"incident": incident.pk, "stage": wanted, "number": report.number}
    return report


def edit(
    *,
    report: IncidentReport,
    answers: Mapping[str, Mapping[str, str]],
    revision: int,
    by: Actor,
    now: datetime,
) -> IncidentReport:
    """Write lines of a draft; those not named stay.

    Each answer has ``text``, or ``missing_because`` where nothing can be stated, and ``redacted``
    where other Union law took words out. Raises InvalidInput naming every line, Conflict if
    somebody wrote since ``revision``.
    """
    check_write(by, report.provider)
    given = _checked(answers)
    with audit.change(action="incident.report-edited", about=report, by=by, at=now) as event:
        report.refresh_from_db()
        _check_draft(report)
        revisions.claim(report, revision=revision, answers=report.answers | given)
        event.detail = {"lines": sorted(given)}
    return report


def discard(*, report: IncidentReport, by: Actor, now: datetime) -> None:
    """Throw a draft away; the trail keeps that it was."""
    check_write(by, report.provider)
    with audit.change(action="incident.report-discarded", about=report, by=by, at=now) as event:
        mine = IncidentReport.objects.filter(pk=report.pk, submitted_at=None)
        event.detail = {"incident": report.incident_id, "number": report.number}
        if not mine.delete()[0]:
            raise NotAllowedNow(_("It is submitted, or was discarded already."))


def _checked(answers: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    problems, found = Problems(), {}
    lines = {line.key: line for line in law.LINES}
    for key, answer in answers.items():
        with problems.gathered():
            if key not in lines:
                raise InvalidInput(_("The template has no such field."), field=str(key)[:60])
            limit = SHORT_LIMIT if lines[key].is_short else TEXT_LIMIT
            found[key] = _answer(answer, key, limit)
    problems.raise_any()
    return found


def _answer(answer: Any, key: str, limit: int) -> dict[str, str]:
    if not isinstance(answer, Mapping) or set(answer) - set(PARTS):
        raise InvalidInput(_("An answer has {parts}.").format(parts=", ".join(PARTS)), field=key)
    limits = {"text": limit, "missing_because": REASON_LIMIT, "redacted": REASON_LIMIT}
    parts = {
        name: text.prose(answer.get(name, ""), field=key, limit=limits[name]) for name in PARTS
    }
    if parts["text"] and parts["missing_because"]:
        raise InvalidInput(_("It is stated, so it is not missing. Leave one empty."), field=key)
    return parts


def _check_draft(report: IncidentReport) -> None:
    if report.submitted_at is not None:
        raise NotAllowedNow(_("It is submitted; what was sent stays as it was."))

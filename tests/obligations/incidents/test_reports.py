"""Reports: ten fields, frozen when submitted, each running the next clock."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from docx import Document

from obligations.incidents.exports import files
from obligations.incidents.models import IncidentReport
from obligations.incidents.queries import particulars
from obligations.incidents.services import classes, reports, resolutions, submissions
from obligations.law.incident_reports import KEYS, NOT_YET
from obligations.models import Deadline, Notice, Rendering
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from tests import races
from tests.factories.evidence import fresh
from tests.factories.providers import NOW
from tests.obligations.incidents.conftest import bytes_of, submit, write

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def running_now(incident):
    rows = Deadline.objects.open().filter(matter_id=incident.pk)
    return [
        (row.clock.removeprefix("cop-ss-9.3-"), (row.due_on - NOW.date()).days)
        for row in rows.order_by("due_at")
    ]


def resolve(incident, by, days):
    at = NOW + timedelta(days=days)
    resolutions.resolve(incident=incident, resolved_at=at, resolution="Fixed.", by=by, now=at)


def words(report):
    return "\n".join(part.text for part in Document(io.BytesIO(bytes_of(report.docx))).paragraphs)


def test_a_draft_takes_over_what_the_record_knows(recorded, officer):
    incident = recorded("death", description="A pump stopped.", aware_because="Logs show it.")

    answers = reports.draft(incident=incident, by=officer, now=NOW).answers

    assert set(answers) == set(KEYS)
    assert answers["events"]["text"] == "A pump stopped."
    assert answers["evidence"]["text"] == "Logs show it."
    assert answers["model"]["text"] == "Meridian"
    assert answers["submitter-name"]["text"] == "Olivia"


def test_what_is_required_is_stated_or_missing_with_the_reason(recorded, officer):
    report = reports.draft(incident=recorded("death"), by=officer, now=NOW)

    with pytest.raises(InvalidInput) as refused:
        submit(report, officer, NOW)

    lacking = {one.field for one in refused.value.problems}
    assert {"harm", "response", "advice", "submitter-phone"} <= lacking
    assert not {"cause", "patterns", "model"} & lacking
    assert not Rendering.objects.exists()


def test_what_is_missing_is_recorded_as_missing(recorded, officer):
    report = write(reports.draft(incident=recorded("death"), by=officer, now=NOW), officer, NOW)
    reports.edit(
        report=report,
        answers={"harm": {"missing_because": "The clinic counts still."}, "cause": {}},
        revision=report.revision,
        by=officer,
        now=NOW,
    )

    submit(report, officer, NOW)

    assert report.answers["harm"]["missing_because"] == "The clinic counts still."
    assert report.answers["cause"]["missing_because"] == NOT_YET
    assert "Missing: The clinic counts still." in words(report)
    found = json.loads(bytes_of(report.json))
    assert found["fields"][1]["lines"][0]["state"] == "missing"


def test_submitting_freezes_three_files_that_answer_for_the_duty(recorded, sent):
    report = sent(recorded("death", "health"), 3)

    kept = [report.pdf, report.docx, report.json]
    assert bytes_of(report.pdf).startswith(b"%PDF-")
    assert b"/MarkInfo" in bytes_of(report.pdf)
    assert [one.recipient for one in kept] == ["office"] * 3
    assert all(one.answers == ["cop-ss-9.3", "aia-55-1-c"] for one in kept)
    assert all(one.keep_until.year == 2031 for one in kept)
    record = json.loads(bytes_of(report.json))["record"]
    assert record["aware_at"] == "2026-11-23T09:00:00+00:00"
    assert (record["stage"], record["classes"]) == ("initial", ["death", "health"])
    assert record["due_on"] == "2026-12-03"
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        IncidentReport.objects.update(channel="Other")
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        IncidentReport.objects.all()._raw_delete("default")


def test_a_redaction_is_told_with_its_law(recorded, officer):
    report = write(reports.draft(incident=recorded("death"), by=officer, now=NOW), officer, NOW)
    given = {"harm": {"text": "One person.", "redacted": "The name, under Regulation 2016/679."}}
    reports.edit(report=report, answers=given, revision=2, by=officer, now=NOW)

    told = particulars.of(report, submitted_at=None, now=NOW)
    made = json.loads(files.make(report, told, "json", is_draft=True))

    assert made["fields"][1]["lines"][0]["redacted"] == "The name, under Regulation 2016/679."
    assert made["is_draft"] is True


def test_a_preview_says_on_every_page_that_it_is_a_draft(recorded, officer):
    report = reports.draft(incident=recorded("death"), by=officer, now=NOW)
    told = particulars.of(report, submitted_at=None, now=NOW)

    document = Document(io.BytesIO(files.make(report, told, "docx", is_draft=True)))

    assert document.sections[0].header.paragraphs[0].text == "DRAFT, not submitted"
    assert files.make(report, told, "pdf", is_draft=True).startswith(b"%PDF-")


def test_each_report_runs_the_next_clock_until_the_final_one(recorded, sent, officer):
    incident = recorded("death")
    seen = [running_now(incident)]
    for days in (3, 20, 47):
        sent(incident, days)
        seen.append(running_now(incident))
    resolve(incident, officer, 60)
    seen.append(running_now(incident))
    final = sent(incident, 100)

    assert seen == [
        [("death", 10)],
        [("intermediate", 31)],
        [("intermediate", 48)],
        [("intermediate", 75)],
        [("final", 120)],
    ]
    assert (final.stage, final.name, running_now(incident)) == ("final", "Final report", [])
    assert fresh(incident).state == "closed"
    assert Notice.objects.filter(kind="incident.submitted").count() == 4


def test_a_report_is_submitted_once(recorded, sent, officer):
    report = sent(recorded("death"), 1)

    with pytest.raises(NotAllowedNow, match="already"):
        submit(report, officer, NOW + 2 * DAY)
    with pytest.raises(NotAllowedNow):
        reports.edit(report=report, answers={}, revision=report.revision, by=officer, now=NOW)
    with pytest.raises(NotAllowedNow):
        reports.discard(report=report, by=officer, now=NOW)


def test_nothing_follows_the_final_report(recorded, sent, officer):
    incident = recorded("death")
    sent(incident, 1)
    resolve(incident, officer, 2)
    sent(incident, 3)
    at = NOW + 4 * DAY

    for stage in ("initial", "intermediate", "final", None):
        with pytest.raises(NotAllowedNow):
            reports.draft(incident=incident, stage=stage, by=officer, now=at)
    with pytest.raises(NotAllowedNow):
        resolutions.reopen(incident=incident, because="Again.", by=officer, now=at)
    with pytest.raises(NotAllowedNow):
        classes.add(incident=incident, incident_class="health", by=officer, now=at)


@pytest.mark.parametrize("stage", ["intermediate", "final", "last"])
def test_the_initial_report_comes_first(recorded, officer, stage):
    with pytest.raises((NotAllowedNow, InvalidInput)):
        reports.draft(incident=recorded("death"), stage=stage, by=officer, now=NOW)


def test_there_is_one_draft_at_a_time_and_it_can_be_thrown_away(recorded, officer):
    incident = recorded("death")
    first = reports.draft(incident=incident, by=officer, now=NOW)

    with pytest.raises(NotAllowedNow, match="is a draft"):
        reports.draft(incident=incident, by=officer, now=NOW)
    reports.discard(report=first, by=officer, now=NOW)
    assert reports.draft(incident=incident, by=officer, now=NOW).number == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"submitted_at": NOW + 9 * DAY}, "submitted_at"),
        ({"submitted_at": NOW - DAY}, "submitted_at"),
        ({"recipients": " "}, "recipients"),
        ({"channel": ""}, "channel"),
        ({"reference": "a\x07"}, "reference"),
    ],
)
def test_a_submission_that_cannot_be_is_refused(recorded, officer, given, field):
    report = write(reports.draft(incident=recorded("death"), by=officer, now=NOW), officer, NOW)

    with pytest.raises(InvalidInput) as refused:
        submit(report, officer, NOW, **given)

    assert refused.value.field == field
    assert fresh(report).submitted_at is None


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"weather": {"text": "Rain."}}, "weather"),
        ({"harm": {"text": "x" * 20_001}}, "harm"),
        ({"harm": {"text": "a\x07"}}, "harm"),
        ({"harm": {"text": "One.", "missing_because": "None."}}, "harm"),
        ({"harm": {"words": "One."}}, "harm"),
        ({"harm": "One."}, "harm"),
        ({"submitter-name": {"text": "x" * 201}}, "submitter-name"),
    ],
)
def test_a_line_that_cannot_be_is_refused_at_its_field(recorded, officer, answers, field):
    report = reports.draft(incident=recorded("death"), by=officer, now=NOW)

    with pytest.raises(InvalidInput) as refused:
        reports.edit(report=report, answers=answers, revision=1, by=officer, now=NOW)

    assert refused.value.field == field
    assert fresh(report).revision == 1


def test_of_two_writers_the_second_is_told(recorded, officer):
    report = reports.draft(incident=recorded("death"), by=officer, now=NOW)
    reports.edit(report=report, answers={}, revision=1, by=officer, now=NOW)

    with pytest.raises(Conflict):
        reports.edit(report=report, answers={}, revision=1, by=officer, now=NOW)


def test_a_report_sent_late_is_recorded_as_late(recorded, sent):
    incident = recorded("critical-infrastructure")

    sent(incident, 4)

    row = Deadline.objects.get(matter_id=incident.pk, clock="cop-ss-9.3-critical-infrastructure")
    assert (row.done_on - row.due_on).days == 2
    assert running_now(incident) == [("intermediate", 32)]


def test_the_office_sees_submitted_reports_and_no_draft(recorded, sent, reviewer, rival, officer):
    incident = recorded("death")
    report = sent(incident, 1)
    reports.draft(incident=incident, by=officer, now=NOW + 2 * DAY)

    seen = IncidentReport.objects.visible_to(reviewer)
    assert [one.pk for one in seen] == [report.pk]
    assert IncidentReport.objects.visible_to(officer).count() == 2
    assert not IncidentReport.objects.visible_to(rival).exists()


def test_only_officers_report(recorded, colleague):
    with pytest.raises(NotPermitted):
        reports.draft(incident=recorded("death"), by=colleague, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_submit_at_once_one_is_refused(recorded, officer):
    draft = reports.draft(incident=recorded("death"), by=officer, now=NOW)
    pk = write(draft, officer, NOW).pk

    def work():
        row = IncidentReport.objects.select_related("provider").get(pk=pk)
        return submissions.submit(
            report=row, recipients="AI Office", channel="Mailbox", by=officer, now=NOW
        )

    found = races.at_once(work, work)

    assert sorted(type(one).__name__ for one in found) == ["IncidentReport", "NotAllowedNow"]
    assert Rendering.objects.count() == 3

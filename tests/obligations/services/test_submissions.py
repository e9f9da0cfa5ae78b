"""services/submissions.py: what is handed in is complete, frozen and shared from then on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from obligations.models import Assessment, AssessmentEvidence, Deadline
from obligations.services import assessments, evidence
from obligations.services.steps import NotAllowedNow
from providers.errors import InvalidInput
from providers.models import AuditEvent
from providers.services import audit
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.assessments import told

pytestmark = pytest.mark.django_db


def problems(caught) -> list[str]:
    return [problem.field for problem in caught.value.problems]


def sign(provider, *chapters: str) -> None:
    people.make_fact(provider, "code-signature", chapters=dict.fromkeys(chapters, "2025-08-01"))


def test_submitting_freezes_evidence_and_ruling(duty, officer, reviewer, now):
    kept = make.attach(duty, title="Model card", proves="Annex XI.")
    assessment = made.submitted(duty, officer)

    evidence.reword(
        evidence=kept.evidence, title="Renamed", proves="Else.", revision=1, by=officer, now=now
    )
    evidence.add_version(evidence=kept.evidence, statement="Newer.", by=officer, now=now)
    evidence.unlink(evidence=kept.evidence, duty=duty, by=officer, now=now)
    type(duty).objects.filter(pk=duty.pk).update(because="Something else.")

    (frozen,) = assessment.frozen_evidence.all()
    assert (frozen.version, frozen.title, frozen.proves) == (kept, "Model card", "Annex XI.")
    assessment.refresh_from_db()
    assert assessment.ruling["because"] == "The model is a general-purpose AI model."
    assert (assessment.ruling["key"], assessment.ruling["owed"]) == ("aia-53-1-a", True)


def test_the_frozen_ruling_holds_its_days(duty, officer, now):
    Deadline.objects.create(
        provider=duty.provider,
        ai_model=duty.ai_model,
        duty=duty,
        clock="aia-52-1-notification",
        title="Notify",
        due_on=date(2026, 12, 7),
        due_at=now + timedelta(days=15),
        rolled_on=date(2026, 12, 8),
        because="Two weeks.",
        cite="Art. 52(1)",
        opened_at=now,
    )

    ruling = made.submitted(duty, officer).ruling

    assert ruling["on"] == "2026-11-23"
    assert [(one["strict"], one["rolled"]) for one in ruling["deadlines"]] == [
        ("2026-12-07", "2026-12-08")
    ]


def test_submitting_shows_in_the_duty_and_is_told_to_reviewers(duty, officer, colleague, reviewer):
    make.attach(duty)

    assessment = made.submitted(duty, officer)

    duty.refresh_from_db()
    assert (duty.work_status, duty.claim, duty.decision) == ("handed-in", "fulfilled", "awaiting")
    assert (assessment.submitted_by_name, assessment.status) == ("Olivia", "submitted")
    assert told("assessment.submitted") == ["Viktor"]


def test_the_trail_names_what_was_frozen(duty, officer):
    version = make.attach(duty)

    made.submitted(duty, officer)

    event = AuditEvent.objects.get(action="assessment.submitted")
    assert event.detail["evidence"] == [
        {"version_id": str(version.pk), "number": 1, "sha256": version.sha256, "redactions": []}
    ]
    assert audit.verify(duty.provider) == ()


@pytest.mark.parametrize(
    ("claim", "position", "with_evidence", "missing"),
    [
        ("fulfilled", "", False, ["position"]),
        ("", "We do.", False, ["claim"]),
        ("", "", False, ["claim", "position"]),
        ("not-applicable", "", True, ["position"]),
        ("fulfilled", "", True, []),
        ("fulfilled", "We do.", False, []),
        ("not-fulfilled", "", True, []),
        ("not-applicable", "It is not on the market.", False, []),
    ],
)
def test_what_is_missing_is_named_before_anything_is_frozen(
    duty, officer, claim, position, with_evidence, missing
):
    if with_evidence:
        make.attach(duty)
    draft = made.drafted(duty, officer, claim=claim, position=position)

    if missing:
        with pytest.raises(InvalidInput) as caught:
            assessments.submit(assessment=draft, by=officer, now=draft.created_at)
        assert problems(caught) == missing
    else:
        assessments.submit(assessment=draft, by=officer, now=draft.created_at)

    draft.refresh_from_db()
    duty.refresh_from_db()
    assert (draft.submitted_at is None) == bool(missing)
    assert (duty.shared_with_office_at is None) == bool(missing)


def test_withdrawn_evidence_is_not_frozen(duty, officer, now):
    gone = make.attach(duty)
    evidence.withdraw(evidence=gone.evidence, because="Wrong.", by=officer, now=now)

    made.submitted(duty, officer)

    assert AssessmentEvidence.objects.count() == 0


@pytest.mark.parametrize(
    ("route", "explanation", "chapters", "missing"),
    [
        ("code", "", ["transparency"], []),
        ("code", "", ["copyright"], ["route"]),
        ("code", "", None, ["route"]),
        ("other-adequate-means", "Our own audit.", None, []),
        ("other-adequate-means", "", None, ["explanation"]),
        ("harmonised-standard", "", ["transparency"], ["route"]),
        ("", "", None, []),
    ],
)
def test_the_way_to_demonstrate_is_looked_at_again_when_handing_in(
    ai_model, officer, route, explanation, chapters, missing
):
    duty = make.make_duty(
        ai_model, measures=["cop-tr-1.1"], route=route, route_explanation=explanation
    )
    if chapters is not None:
        sign(ai_model.provider, *chapters)

    if missing:
        with pytest.raises(InvalidInput) as caught:
            made.submitted(duty, officer)
        assert problems(caught) == missing
    else:
        assert made.submitted(duty, officer).route == route


def test_a_duty_that_ended_cannot_be_assessed_or_handed_in(duty, officer, ai_model):
    draft = made.drafted(duty, officer)
    type(duty).objects.filter(pk=duty.pk).update(ended_on=date(2026, 11, 1))

    with pytest.raises(NotAllowedNow, match="ended"):
        assessments.submit(assessment=draft, by=officer, now=draft.created_at)
    over = make.make_duty(ai_model, "aia-53-1-b", ended_on=date(2026, 11, 1))
    with pytest.raises(NotAllowedNow, match="ended"):
        made.drafted(over, officer)


def test_a_submission_is_handed_in_once(duty, officer, now):
    assessment = made.submitted(duty, officer)

    with pytest.raises(NotAllowedNow, match="submitted cannot become submitted"):
        assessments.submit(assessment=assessment, by=officer, now=now)


def test_the_database_refuses_to_change_a_submission(duty, officer):
    made.submitted(duty, officer)

    for field, value in {"position": "Else.", "claim": "not-fulfilled", "ruling": {}}.items():
        with pytest.raises(ProgrammingError), transaction.atomic():
            Assessment.objects.update(**{field: value})


def test_the_database_refuses_to_unfreeze_evidence(duty, officer):
    make.attach(duty)
    made.submitted(duty, officer)

    with pytest.raises(ProgrammingError), transaction.atomic():
        AssessmentEvidence.objects.all()._raw_delete("default")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Assessment.objects.all()._raw_delete("default")


def test_a_submission_may_be_taken_back_with_a_reason(duty, officer, reviewer, now):
    assessment = made.submitted(duty, officer)

    with pytest.raises(InvalidInput) as caught:
        assessments.withdraw(assessment=assessment, by=officer, now=now)
    assert caught.value.field == "because"
    assessments.withdraw(assessment=assessment, because="Wrong file.", by=officer, now=now)

    duty.refresh_from_db()
    assert (duty.decision, duty.claim, told("assessment.withdrawn")) == ("none", "", ["Viktor"])
    again = assessments.draft(duty=duty, by=officer, now=now)
    assert (again.number, again.position) == (2, "We do.")

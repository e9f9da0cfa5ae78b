"""services/assessments.py: drafts, one at a time, edited by those who answer for the duty."""

from __future__ import annotations

import pytest

from obligations.models import Assessment
from obligations.services import assessments
from obligations.services.steps import NotAllowedNow
from providers.actors import Scope
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent
from tests.factories import assessments as made
from tests.factories import providers as people
from tests.factories.assessments import told

pytestmark = pytest.mark.django_db


def test_a_draft_is_work_in_progress_and_claims_nothing_yet(duty, officer):
    draft = made.drafted(duty, officer)

    duty.refresh_from_db()
    assert (draft.number, draft.status, draft.claim, draft.position) == (
        1,
        "draft",
        "fulfilled",
        "We do.",
    )
    assert (duty.work_status, duty.claim, duty.decision) == ("in-progress", "", "none")


def test_a_duty_has_one_open_assessment(duty, officer):
    made.drafted(duty, officer)

    with pytest.raises(NotAllowedNow, match="it is draft"):
        made.drafted(duty, officer)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"claim": "compliant"}, "claim"),
        ({"position": "a\x00b"}, "position"),
        ({"position": "x" * 20_001}, "position"),
        ({"position": "x" * 10_000_000}, "position"),
    ],
)
def test_a_draft_is_refused_by_the_field_at_fault(duty, officer, now, fields, named):
    with pytest.raises(InvalidInput) as caught:
        assessments.draft(duty=duty, by=officer, now=now, **fields)

    assert caught.value.field == named
    assert (Assessment.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_editing_needs_the_revision_that_was_read(duty, officer, now):
    draft = made.drafted(duty, officer)
    stale = Assessment.objects.get(pk=draft.pk)
    assessments.edit(assessment=draft, position="Better.", revision=1, by=officer, now=now)

    with pytest.raises(Conflict):
        assessments.edit(assessment=stale, position="Worse.", revision=1, by=officer, now=now)

    draft.refresh_from_db()
    assert (draft.position, draft.claim, draft.revision) == ("Better.", "fulfilled", 2)


def test_only_a_draft_can_be_edited(duty, officer, now):
    assessment = made.submitted(duty, officer)

    with pytest.raises(NotAllowedNow, match="this one is submitted"):
        assessments.edit(assessment=assessment, position="No.", revision=2, by=officer, now=now)


def test_a_discarded_draft_makes_room_and_is_taken_over(duty, officer, now):
    draft = made.drafted(duty, officer, position="Half a thought.")

    assessments.withdraw(assessment=draft, by=officer, now=now)

    again = assessments.draft(duty=duty, by=officer, now=now)
    assert (again.number, again.position) == (2, "Half a thought.")
    assert told("assessment.withdrawn") == []


def test_nobody_without_the_right_drafts_or_submits(duty, officer, colleague, rival, reviewer, now):
    draft = made.drafted(duty, officer)
    weak = people.actor_for(people.user_of(officer), scopes=frozenset({Scope.READ}))

    for actor in (colleague, rival, reviewer, weak):
        with pytest.raises(NotPermitted):
            assessments.draft(duty=duty, by=actor, now=now)
        with pytest.raises(NotPermitted):
            assessments.edit(assessment=draft, claim="fulfilled", revision=1, by=actor, now=now)
        with pytest.raises(NotPermitted):
            assessments.submit(assessment=draft, by=actor, now=now)
        with pytest.raises(NotPermitted):
            assessments.withdraw(assessment=draft, because="No.", by=actor, now=now)

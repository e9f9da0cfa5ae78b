"""services/assessments.py: decided once, with a reason, by a second person."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from obligations.models import Review
from obligations.services import assessments
from obligations.services.steps import NotAllowedNow
from providers.actors import OPERATOR, Role, Scope
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.assessments import told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("decision", ["accepted", "returned"])
def test_a_reviewer_decides_with_a_reason(duty, officer, colleague, reviewer, decision):
    review = made.decided(duty, officer, reviewer, decision)

    duty.refresh_from_db()
    assert (review.decision, review.reason, review.decided_by_name) == (
        decision,
        f"It is {decision}.",
        "Viktor",
    )
    assert (duty.decision, duty.claim) == (decision, "fulfilled")
    assert told(f"assessment.{decision}") == ["Olivia"]
    event = AuditEvent.objects.get(action=f"assessment.{decision}")
    assert (event.actor_name, event.detail) == ("Viktor", {"reason": f"It is {decision}."})


def test_what_was_returned_is_taken_over_into_the_next_draft(duty, officer, reviewer, now):
    made.decided(duty, officer, reviewer, "returned", claim="partly-fulfilled", position="Half.")

    draft = assessments.draft(duty=duty, by=officer, now=now)

    assert (draft.number, draft.claim, draft.position) == (2, "partly-fulfilled", "Half.")


def test_after_an_acceptance_a_draft_begins_empty(duty, officer, reviewer, now):
    made.decided(duty, officer, reviewer, "accepted")

    draft = assessments.draft(duty=duty, by=officer, now=now)

    assert (draft.number, draft.claim, draft.position) == (2, "", "")


def test_a_second_decision_is_not_allowed(duty, officer, reviewer, now):
    first = made.decided(duty, officer, reviewer, "returned")

    with pytest.raises(NotAllowedNow):
        assessments.decide(
            assessment=first.assessment, decision="accepted", reason="No.", by=reviewer, now=now
        )

    assert Review.objects.get().decision == "returned"


def test_a_draft_cannot_be_decided(duty, officer, reviewer, now):
    draft = made.drafted(duty, officer)

    with pytest.raises(NotAllowedNow, match="draft cannot become accepted"):
        assessments.decide(
            assessment=draft, decision="accepted", reason="Early.", by=reviewer, now=now
        )


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "  \n"}, "reason"),
        ({"reason": "a\x00b"}, "reason"),
        ({"reason": "x" * 10_000_000}, "reason"),
        ({"decision": "compliant"}, "decision"),
        ({"decision": ""}, "decision"),
        ({"decision": "withdrawn"}, "decision"),
        ({"decision": None}, "decision"),
    ],
)
def test_a_decision_is_refused_by_the_field_at_fault(duty, officer, reviewer, now, fields, named):
    assessment = made.submitted(duty, officer)
    given = {"decision": "accepted", "reason": "It is."} | fields

    with pytest.raises(InvalidInput) as caught:
        assessments.decide(assessment=assessment, by=reviewer, now=now, **given)

    assert caught.value.field == named
    assessment.refresh_from_db()
    assert assessment.status == "submitted"


def test_who_took_part_cannot_decide_even_at_the_ai_office(provider, duty, now):
    names = ("Author", "Editor", "Submitter")
    users = [people.make_member(provider, Role.OFFICER, people.make_user(n)) for n in names]
    author, editor, submitter = [people.actor_for(user) for user in users]
    draft = made.drafted(duty, author)
    assessments.edit(assessment=draft, position="Mine.", revision=1, by=editor, now=now)
    assessments.submit(assessment=draft, by=submitter, now=now)
    for user in users:
        user.memberships.update(ended_at=now)
        type(user).objects.filter(pk=user.pk).update(is_office=True)

    for user in users:
        user.refresh_from_db()
        with pytest.raises(NotPermitted, match="wrote or submitted"):
            assessments.decide(
                assessment=draft,
                decision="accepted",
                reason="Mine.",
                by=people.actor_for(user),
                now=now,
            )


def test_the_database_refuses_a_decision_of_the_author(duty, officer, now):
    assessment = made.submitted(duty, officer)

    with pytest.raises(ProgrammingError), transaction.atomic():
        Review.objects.create(
            provider=duty.provider,
            assessment=assessment,
            decision="accepted",
            reason="Mine.",
            decided_at=now,
            decided_by_id=officer.user_id,
            decided_by_name=officer.name,
        )


def test_the_database_refuses_to_change_a_decision(duty, officer, reviewer):
    made.decided(duty, officer, reviewer, "returned")

    with pytest.raises(ProgrammingError), transaction.atomic():
        Review.objects.update(decision="accepted")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Review.objects.all().delete()


def test_nobody_without_the_right_decides(provider, duty, officer, colleague, rival, now):
    assessment = made.submitted(duty, officer)
    reviewing_member = people.make_user("Both", is_office=True)
    people.make_member(provider, Role.COLLEAGUE, reviewing_member)
    reader = people.make_user("Reader", is_office=True)
    actors = [
        officer,
        colleague,
        rival,
        OPERATOR,
        people.actor_for(reviewing_member),
        people.actor_for(reader, scopes=frozenset({Scope.READ, Scope.WRITE})),
    ]

    for actor in actors:
        with pytest.raises(NotPermitted):
            assessments.decide(
                assessment=assessment, decision="accepted", reason="So.", by=actor, now=now
            )

    assert Review.objects.count() == 0


def test_a_representative_assesses_what_rests_on_the_representative(
    ai_model, duty, representative, reviewer
):
    own = make.make_duty(ai_model, "aia-54-3-b", bearer="representative")

    made.decided(own, representative, reviewer, "accepted")

    assert told("assessment.accepted") == ["Renée"]
    with pytest.raises(NotPermitted, match="rests on the provider"):
        made.drafted(duty, representative)

"""services/assessments.py: remarks among the provider's people, and to the AI Office."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from obligations.models import Comment, Notice
from obligations.services import comments
from providers.actors import Role
from providers.errors import InvalidInput, NotPermitted
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.assessments import told

pytestmark = pytest.mark.django_db


def test_an_internal_comment_is_told_to_the_providers_people(provider, duty, officer, now):
    people.make_member(provider, Role.OFFICER, people.make_user("Oscar"))

    comment = comments.write(duty=duty, text="Is this so?", by=officer, now=now)

    assert (comment.is_shared, comment.written_by_name) == (False, "Olivia")
    assert told("comment.written") == ["Oscar"]


def test_reviewers_and_provider_talk_about_a_submission(duty, officer, reviewer, now):
    assessment = made.submitted(duty, officer)
    given = {"duty": duty, "assessment": assessment, "is_shared": True, "now": now}

    comments.write(text="Which version?", answer_by=date(2026, 12, 7), by=reviewer, **given)
    comments.write(text="The first.", by=officer, **given)

    assert told("comment.written") == ["Olivia", "Viktor"]
    assert Comment.objects.get(text="Which version?").answer_by == date(2026, 12, 7)


def test_a_conversation_is_not_told_to_reviewers_who_have_no_part_in_it(
    duty, officer, reviewer, now
):
    people.make_user("Vera", is_office=True)
    assessment = made.submitted(duty, officer)
    given = {"duty": duty, "assessment": assessment, "is_shared": True, "now": now}
    Notice.objects.all().delete()

    comments.write(text="Question?", by=reviewer, **given)
    comments.write(text="Answer.", by=officer, **given)

    assert told("comment.written") == ["Olivia", "Viktor"]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": ""}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "x" * 10_000_000}, "text"),
        ({"is_shared": True, "assessment": None}, "is_shared"),
    ],
)
def test_a_comment_is_refused_by_the_field_at_fault(duty, officer, now, fields, named):
    given = {"duty": duty, "text": "Well.", "assessment": made.drafted(duty, officer)} | fields

    with pytest.raises(InvalidInput) as caught:
        comments.write(by=officer, now=now, **given)

    assert caught.value.field == named


def test_a_draft_is_not_discussed_with_the_ai_office(duty, officer, now):
    draft = made.drafted(duty, officer)

    with pytest.raises(InvalidInput, match="submitted"):
        comments.write(
            duty=duty, assessment=draft, text="See?", is_shared=True, by=officer, now=now
        )


def test_a_comment_names_an_assessment_of_the_same_duty(duty, ai_model, officer, now):
    other = made.submitted(make.make_duty(ai_model, "aia-53-1-b"), officer)

    with pytest.raises(InvalidInput) as caught:
        comments.write(duty=duty, assessment=other, text="Mixed up.", by=officer, now=now)

    assert caught.value.field == "assessment"


@pytest.mark.parametrize("answer_by", [date(2026, 11, 22), date(2199, 1, 1)])
def test_an_answer_is_asked_for_on_a_possible_day(duty, officer, reviewer, now, answer_by):
    assessment = made.submitted(duty, officer)

    with pytest.raises(InvalidInput) as caught:
        comments.write(
            duty=duty,
            assessment=assessment,
            text="Soon.",
            is_shared=True,
            answer_by=answer_by,
            by=reviewer,
            now=now,
        )

    assert caught.value.field == "answer_by"


def test_only_reviewers_ask_for_an_answer_by_a_day(duty, officer, now):
    with pytest.raises(NotPermitted):
        comments.write(duty=duty, text="Hurry.", answer_by=date(2026, 12, 1), by=officer, now=now)


def test_a_reviewer_writes_nothing_internal(duty, officer, reviewer, now):
    assessment = made.submitted(duty, officer)

    with pytest.raises(NotPermitted):
        comments.write(duty=duty, assessment=assessment, text="Among us.", by=reviewer, now=now)


def test_the_database_refuses_a_shared_comment_on_nothing(duty, officer, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(
            provider=duty.provider,
            duty=duty,
            is_shared=True,
            text="Leak.",
            written_at=now,
            written_by_id=officer.user_id,
            written_by_name=officer.name,
        )

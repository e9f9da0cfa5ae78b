"""What the AI Office can fetch: what was submitted, and not a row more.

Every test keeps rows beside it that could leak: drafts, later versions, evidence that was never
submitted, internal comments, another model, another provider.
"""

from __future__ import annotations

import pytest

from obligations.models import (
    Assessment,
    AssessmentEvidence,
    Comment,
    Deadline,
    Duty,
    Evidence,
    EvidenceLink,
    EvidenceVersion,
    Notice,
    Review,
    StoredFile,
)
from obligations.services import assessments, comments, evidence
from providers.models import AIModel, AuditEvent, Fact, Membership, Provider
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(ai_model):
    return make.make_duty(ai_model)


@pytest.fixture
def submission(shared, provider, officer, rival, rival_model, reviewer, now):
    """One submission, and everything around it that stays private."""
    frozen = make.attach(shared, content=b"frozen", title="Frozen")
    own = {"by": officer, "now": now}
    comments.write(duty=shared, text="Among us.", **own)
    assessment = made.submitted(shared, officer)
    comments.write(duty=shared, assessment=assessment, text="To you.", is_shared=True, **own)
    comments.write(duty=shared, assessment=assessment, text="About you.", **own)
    evidence.add_version(evidence=frozen.evidence, upload=make.incoming(b"later"), **own)
    make.attach(shared, content=b"never submitted", title="Unsubmitted")
    secret = people.make_model(provider, "Secret")
    people.make_fact(secret, "compute", training_compute_flop="2e25")
    made.drafted(make.make_duty(secret), officer)
    made.drafted(make.make_duty(rival_model), rival)
    return assessment


def test_the_ai_office_fetches_what_was_submitted_and_nothing_else(
    submission, shared, ai_model, provider, reviewer
):
    def seen(model) -> list:
        return list(model.objects.visible_to(reviewer).order_by("pk"))

    assert (seen(Provider), seen(AIModel), seen(Duty)) == ([provider], [ai_model], [shared])
    assert seen(Assessment) == [submission]
    assert [row.title for row in seen(AssessmentEvidence)] == ["Frozen"]
    assert [row.number for row in seen(EvidenceVersion)] == [1]
    assert [row.text for row in seen(Comment)] == ["To you."]
    for private in (Evidence, EvidenceLink, StoredFile, Deadline, Fact, Membership, AuditEvent):
        assert seen(private) == []
    assert {row.recipient_id for row in seen(Notice)} == {reviewer.user_id}


def test_before_a_submission_the_ai_office_knows_nothing(provider, shared, officer, reviewer):
    make.attach(shared)
    made.drafted(shared, officer)

    for model in (Provider, AIModel, Duty, Assessment, AssessmentEvidence, EvidenceVersion):
        assert model.objects.visible_to(reviewer).count() == 0


def test_what_was_taken_back_stays_as_it_was_given(submission, reviewer, officer, now):
    assessments.withdraw(assessment=submission, because="Wrong file.", by=officer, now=now)
    assessments.draft(duty=submission.duty, by=officer, now=now)

    visible = Assessment.objects.visible_to(reviewer)
    assert [(row.number, row.status) for row in visible] == [(1, "withdrawn")]
    assert [row.number for row in EvidenceVersion.objects.visible_to(reviewer)] == [1]


def test_the_next_submission_shows_only_what_was_current_then(submission, reviewer, officer, now):
    assessments.decide(
        assessment=submission, decision="returned", reason="Too thin.", by=reviewer, now=now
    )

    again = assessments.draft(duty=submission.duty, by=officer, now=now)
    assert Assessment.objects.visible_to(reviewer).count() == 1
    assessments.submit(assessment=again, by=officer, now=now)

    titles = again.frozen_evidence.order_by("title").values_list("title", "version__number")
    assert list(titles) == [("Frozen", 2), ("Unsubmitted", 1)]
    assert Review.objects.visible_to(reviewer).count() == 1


def test_a_rival_and_a_stranger_see_nothing_of_it(submission, provider, rival, stranger):
    tenant = (Provider, AIModel, Duty, Assessment, AssessmentEvidence, EvidenceVersion, Evidence)
    for actor in (rival, stranger):
        for model in (*tenant, Comment, StoredFile, EvidenceLink, AuditEvent):
            rows = model.objects.visible_to(actor)
            field = "pk" if model is Provider else "provider"
            assert rows.filter(**{field: provider.pk}).count() == 0

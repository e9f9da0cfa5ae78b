"""One truth table per check: who may do what with duties, evidence, assessments and reviews."""

from __future__ import annotations

import pytest

from obligations import permissions
from obligations.models import Evidence
from providers.actors import ANONYMOUS, OPERATOR, Role, Scope
from providers.permissions import allowed
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people

pytestmark = pytest.mark.django_db

CAST = [
    "officer",
    "colleague",
    "representative",
    "rival",
    "reviewer",
    "office_officer",
    "anonymous",
    "operator",
    "reading_token",
    "writing_token",
    "reviewing_token",
]


@pytest.fixture
def own_duty(ai_model):
    """A duty that rests on the authorised representative."""
    return make.make_duty(ai_model, "aia-54-3-b", bearer="representative")


@pytest.fixture
def cast(provider, officer, colleague, representative, rival, reviewer):
    both = people.make_user("Both", is_office=True)
    people.make_member(provider, Role.OFFICER, both)
    person, viktor = people.user_of(officer), people.user_of(reviewer)
    return {
        "officer": officer,
        "colleague": colleague,
        "representative": representative,
        "rival": rival,
        "reviewer": reviewer,
        "office_officer": people.actor_for(both),
        "anonymous": ANONYMOUS,
        "operator": OPERATOR,
        "reading_token": people.actor_for(person, scopes=frozenset({Scope.READ})),
        "writing_token": people.actor_for(person, scopes=frozenset({Scope.READ, Scope.WRITE})),
        "reviewing_token": people.actor_for(viktor, scopes=frozenset({Scope.READ, Scope.REVIEW})),
    }


def who(cast, check, *args, **kwargs) -> set[str]:
    return {name for name in CAST if allowed(check, cast[name], *args, **kwargs)}


WRITERS = {"officer", "office_officer", "operator", "writing_token"}


def test_who_may_record_evidence(cast, duty, own_duty):
    assert who(cast, permissions.check_attach, duty) == WRITERS
    assert who(cast, permissions.check_attach, own_duty) == WRITERS | {"representative"}


def test_who_may_change_evidence(cast, duty, own_duty):
    check = permissions.check_change_evidence
    theirs = make.attach(duty).evidence
    own = make.attach(own_duty).evidence
    mixed = make.attach(duty, own_duty).evidence
    loose = Evidence.objects.create(
        provider=duty.provider, title="Loose", created_at=duty.opened_at
    )

    assert who(cast, check, theirs) == WRITERS
    assert who(cast, check, own) == WRITERS | {"representative"}
    assert who(cast, check, mixed) == WRITERS
    assert who(cast, check, loose) == WRITERS


def test_who_may_assign(cast, own_duty):
    assert who(cast, permissions.check_assign, own_duty) == WRITERS


@pytest.mark.parametrize("check", [permissions.check_choose_route, permissions.check_draft])
def test_who_may_answer_for_a_duty(cast, duty, own_duty, check):
    assert who(cast, check, duty) == WRITERS
    assert who(cast, check, own_duty) == WRITERS | {"representative"}


@pytest.mark.parametrize("check", [permissions.check_edit, permissions.check_submit])
def test_who_may_edit_and_submit(cast, duty, own_duty, check):
    theirs, own = made.drafted(duty, cast["officer"]), made.drafted(own_duty, cast["officer"])

    assert who(cast, check, theirs) == WRITERS
    assert who(cast, check, own) == WRITERS | {"representative"}


def test_who_may_decide(cast, duty):
    assessment = made.submitted(duty, cast["officer"])

    assert who(cast, permissions.check_decide, assessment) == {"reviewer", "reviewing_token"}


def test_who_may_comment(cast, duty):
    assessment = made.submitted(duty, cast["officer"])
    internal = who(cast, permissions.check_comment, duty, assessment)
    shared = who(cast, permissions.check_comment, duty, assessment, is_shared=True)

    people_of_provider = {"officer", "office_officer", "writing_token", "representative"}
    assert internal == people_of_provider
    assert shared == people_of_provider | {"reviewer", "reviewing_token"}


def test_who_may_ask_for_an_answer_by_a_day(cast, duty):
    may = who(cast, permissions.check_request_answer, duty)

    assert may == {"reviewer", "reviewing_token"}

"""permissions.py: one truth table for each check."""

import pytest

from providers import permissions
from providers.actors import OPERATOR, TIMETABLE, Role, Scope
from providers.errors import NotPermitted
from providers.models import ApiToken, Membership
from providers.permissions import allowed
from tests.factories import providers as make

SYSTEM = {"timetable", "operator"}


@pytest.fixture
def cast(provider, officer, colleague, representative, rival, reviewer, stranger):
    user = make.user_of(officer)
    return {
        "officer": officer,
        "colleague": colleague,
        "representative": representative,
        "rival": rival,
        "reviewer": reviewer,
        "stranger": stranger,
        "reading token": make.actor_for(user, scopes=frozenset({Scope.READ})),
        "writing token": make.actor_for(user, scopes=frozenset({Scope.WRITE})),
        "timetable": TIMETABLE,
        "operator": OPERATOR,
    }


def who_may(check, cast, *args):
    return {name for name, actor in cast.items() if allowed(check, actor, *args)}


def test_members_read_their_provider(cast, provider):
    assert who_may(permissions.check_read_provider, cast, provider) == SYSTEM | {
        "officer",
        "colleague",
        "representative",
        "reading token",
    }


def test_members_read_the_trail_of_their_provider(cast, provider):
    assert who_may(permissions.check_read_audit, cast, provider) == SYSTEM | {
        "officer",
        "colleague",
        "representative",
        "reading token",
    }


@pytest.mark.parametrize(
    "check",
    [
        permissions.check_edit_provider,
        permissions.check_write_facts,
        permissions.check_register_model,
        permissions.check_import_models,
        permissions.check_manage_members,
    ],
)
def test_officers_write_for_their_provider(cast, provider, check):
    assert who_may(check, cast, provider) == SYSTEM | {"officer", "writing token"}


def test_officers_change_models_of_their_provider(cast, ai_model):
    assert who_may(permissions.check_edit_model, cast, ai_model) == SYSTEM | {
        "officer",
        "writing token",
    }


def test_only_the_operator_opens_workspaces_and_accounts(cast):
    assert who_may(permissions.check_create_provider, cast) == SYSTEM
    may = {
        name
        for name, actor in cast.items()
        if allowed(permissions.check_operator, actor, what="do this")
    }
    assert may == SYSTEM


def test_officers_change_the_roles_of_others(cast, colleague):
    membership = Membership.objects.get(user=colleague.user_id)

    assert who_may(permissions.check_change_role, cast, membership) == SYSTEM | {
        "officer",
        "writing token",
    }


def test_nobody_changes_their_own_role(cast, officer):
    membership = Membership.objects.get(user=officer.user_id)

    assert who_may(permissions.check_change_role, cast, membership) == SYSTEM


def test_officers_remove_members_and_everybody_may_leave(cast, colleague):
    membership = Membership.objects.get(user=colleague.user_id)

    assert who_may(permissions.check_remove_member, cast, membership) == SYSTEM | {
        "officer",
        "writing token",
        "colleague",
    }


def test_only_a_person_signed_in_issues_tokens_and_only_their_own(cast, officer):
    user = make.user_of(officer)

    assert who_may(permissions.check_issue_token, cast, user) == SYSTEM | {"officer"}


def test_people_and_their_programs_revoke_their_own_tokens(cast, officer):
    token = ApiToken(user=make.user_of(officer))

    assert who_may(permissions.check_revoke_token, cast, token) == SYSTEM | {
        "officer",
        "reading token",
        "writing token",
    }


def test_a_refusal_names_the_missing_scope(cast, provider):
    with pytest.raises(NotPermitted, match="“write”"):
        permissions.check_write_facts(cast["reading token"], provider)


def test_a_refusal_says_who_may(cast, provider):
    with pytest.raises(NotPermitted, match="Only officers of Fictional Models SA may record facts"):
        permissions.check_write_facts(cast["colleague"], provider)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_ends_with_the_membership(provider, now, role):
    user = make.make_member(provider, role)
    Membership.objects.update(ended_at=now)

    assert not allowed(permissions.check_read_provider, make.actor_for(user), provider)

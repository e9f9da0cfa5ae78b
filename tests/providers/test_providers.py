"""services/providers.py: workspaces, profiles, members and their roles."""

import pytest

from providers.actors import OPERATOR, Role
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent, Invitation, Membership, Provider, User
from providers.models.providers import Origin
from providers.services import audit, invitations, people
from providers.services import providers as workspaces
from providers.services.providers import (
    LastOfficer,
    MembershipEnded,
    WorkspaceExists,
)
from providers.services.revisions import StaleRevision
from tests.factories import providers as make


def fields_of(refusal):
    return [problem.field for problem in refusal.value.problems]


def membership_of(actor):
    return Membership.objects.get(user=actor.user_id)


def test_the_operator_opens_a_workspace(db, now):
    provider = workspaces.create(
        name="Fictional Models SA", contact_email="Compliance@Example.org", by=OPERATOR, now=now
    )

    provider.refresh_from_db()
    assert provider.contact_email == "compliance@example.org"
    event = AuditEvent.objects.get(provider=provider, action="provider.created")
    assert (event.position, event.actor_kind) == (1, "operator")
    assert audit.verify(provider) == ()


def test_nobody_else_opens_a_workspace(officer, reviewer, stranger, now):
    for actor in (officer, reviewer, stranger):
        with pytest.raises(NotPermitted):
            workspaces.create(name="Shell Ltd", by=actor, now=now)

    assert not Provider.objects.filter(name="Shell Ltd").exists()


def test_an_organisation_has_one_workspace_of_public_data(db, now):
    workspaces.create(name="Acme", origin=Origin.PUBLIC_DATA, by=OPERATOR, now=now)

    with pytest.raises(WorkspaceExists):
        workspaces.create(name="Acme", origin=Origin.PUBLIC_DATA, by=OPERATOR, now=now)
    workspaces.create(name="Acme", by=OPERATOR, now=now)

    assert Provider.objects.filter(name="Acme").count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "a\x00b"),
        ("legal_name", "x" * 301),
        ("contact_email", "not an address"),
        ("contact_email", "a@example.org\nbcc: b@example.org"),
        ("website", "javascript:alert(1)"),
        ("website", "www.example.org"),
        ("time_zone", "Europe/Atlantis"),
        ("time_zone", None),
        ("note", "x" * 10_000_000),
        ("origin", "customer"),
    ],
)
def test_a_profile_refuses_what_cannot_be(provider, officer, now, field, value):
    with pytest.raises(InvalidInput) as refusal:
        workspaces.update(provider=provider, revision=1, by=officer, now=now, **{field: value})

    assert fields_of(refusal) == [field]
    provider.refresh_from_db()
    assert provider.revision == 1


def test_a_profile_is_changed_by_the_one_who_read_it_last(provider, officer, now):
    workspaces.update(provider=provider, revision=1, website="", note="One", by=officer, now=now)

    with pytest.raises(StaleRevision):
        workspaces.update(provider=provider, revision=1, note="Two", by=officer, now=now)

    provider.refresh_from_db()
    assert (provider.note, provider.revision) == ("One", 2)
    (event,) = AuditEvent.objects.about(provider)
    assert event.detail["before"] == {"website": "", "note": ""}


def test_the_last_officer_is_neither_demoted_nor_removed_nor_may_leave(provider, officer, now):
    membership = membership_of(officer)

    for attempt in (
        lambda: workspaces.change_role(
            membership=membership, role="colleague", by=OPERATOR, now=now
        ),
        lambda: workspaces.remove_member(membership=membership, by=OPERATOR, now=now),
        lambda: workspaces.remove_member(membership=membership, by=officer, now=now),
    ):
        with pytest.raises(LastOfficer):
            attempt()

    membership.refresh_from_db()
    assert (membership.role, membership.ended_at) == ("officer", None)


def test_a_former_officer_does_not_count_as_one(provider, officer, now):
    former = make.make_member(provider, Role.OFFICER)
    Membership.objects.filter(user=former).update(ended_at=now)

    with pytest.raises(LastOfficer):
        workspaces.remove_member(membership=membership_of(officer), by=officer, now=now)


def test_one_of_two_officers_may_leave(provider, officer, now):
    make.make_member(provider, Role.OFFICER)

    workspaces.remove_member(membership=membership_of(officer), by=officer, now=now)

    assert membership_of(officer).ended_at == now


def test_a_role_is_changed_and_told(provider, officer, colleague, now):
    workspaces.change_role(
        membership=membership_of(colleague), role=Role.OFFICER, by=officer, now=now
    )

    assert membership_of(colleague).role == "officer"
    event = AuditEvent.objects.get(action="member.role_changed")
    assert event.subject_name == "Carl as officer of Fictional Models SA"
    assert event.detail == {"before": "colleague", "after": "officer"}


def test_an_ended_membership_is_not_changed(provider, officer, colleague, now):
    membership = membership_of(colleague)
    workspaces.remove_member(membership=membership_of(colleague), by=officer, now=now)

    with pytest.raises(MembershipEnded):
        workspaces.change_role(membership=membership, role="officer", by=officer, now=now)
    with pytest.raises(MembershipEnded):
        workspaces.remove_member(membership=membership, by=officer, now=now)


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_manage_members(request, provider, officer, now, who):
    by = request.getfixturevalue(who)
    membership = membership_of(officer)

    with pytest.raises(NotPermitted):
        invitations.invite(
            provider=provider, email="x@example.org", name="X", role="officer", by=by, now=now
        )
    with pytest.raises(NotPermitted):
        workspaces.add_member(
            provider=provider, user=make.make_user(), role="colleague", by=by, now=now
        )
    with pytest.raises(NotPermitted):
        workspaces.change_role(membership=membership, role="colleague", by=by, now=now)
    with pytest.raises(NotPermitted):
        workspaces.remove_member(membership=membership, by=by, now=now)

    assert not Invitation.objects.exists()


def test_a_reviewer_is_appointed_by_the_operator_alone(officer, now):
    user = make.make_user()

    with pytest.raises(NotPermitted):
        people.make_reviewer(user=user, by=officer, now=now)
    people.make_reviewer(user=user, by=OPERATOR, now=now)

    assert make.actor_for(user).is_office


def test_a_member_of_a_provider_does_not_become_a_reviewer(officer, now):
    with pytest.raises(Conflict):
        people.make_reviewer(user=make.user_of(officer), by=OPERATOR, now=now)


def test_an_account_is_created_once_and_with_a_good_password(db, now):
    people.create_user(
        email="Ada@Example.org", name="Ada", password="kestrel-lamp-42", by=OPERATOR, now=now
    )

    with pytest.raises(people.EmailTaken):
        people.create_user(email="ada@example.org ", name="Ada", by=OPERATOR, now=now)
    with pytest.raises(InvalidInput) as refusal:
        people.create_user(email="x", name="", password="123", by=OPERATOR, now=now)

    assert fields_of(refusal) == ["email", "name", "password"]
    assert User.objects.get().check_password("kestrel-lamp-42")

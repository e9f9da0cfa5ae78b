"""Eight people at once: chains stay lines, names stay taken once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from providers.actors import OPERATOR, Role
from providers.errors import Conflict
from providers.models import AIModel, AuditEvent, AuditHead, Fact, Invitation, Membership, Provider
from providers.models.providers import Origin
from providers.services import ai_models, audit, facts, invitations, people
from providers.services import providers as workspaces
from tests.factories import providers as make

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8
KNOWN = date(2026, 11, 20)


def at_once(work):
    """Run ``work(number)`` in eight threads that start together; answer results and refusals."""
    barrier = Barrier(PEOPLE, timeout=30)

    def run(number):
        try:
            connection.ensure_connection()
            barrier.wait()
            return work(number)
        except Conflict as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


def refusals(results):
    return [type(one) for one in results if isinstance(one, Conflict)]


@pytest.mark.parametrize("has_begun", [True, False])
def test_a_chain_has_no_gaps_and_no_branches(provider, officer, now, has_begun):
    if has_begun:
        with audit.change(action="chain.begun", about=provider, by=officer, at=now):
            pass

    def change(number):
        for step in range(5):
            with audit.change(
                action="thing.done",
                about=provider,
                by=officer,
                at=now,
                detail={"number": number, "step": step},
            ):
                pass

    at_once(change)

    positions = AuditEvent.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 5 * PEOPLE + 1 + has_begun))
    assert audit.verify(provider) == ()
    assert AuditHead.objects.filter(provider=provider).count() == 1


def test_changes_of_two_chains_do_not_block_each_other_for_ever(
    provider, rival_provider, officer, now
):
    both = [provider, rival_provider]

    def change(number):
        with audit.turns(both if number % 2 else both[::-1]):
            for one in both:
                with audit.change(action="thing.done", about=one, by=officer, at=now):
                    pass

    at_once(change)

    assert [AuditEvent.objects.filter(provider=one).count() for one in both] == [PEOPLE, PEOPLE]
    assert audit.verify_all() == ()


def test_facts_recorded_at_once_form_one_line(provider, ai_model, officer, now):
    def record(number):
        facts.record(
            provider=provider,
            ai_model=ai_model,
            kind="compute",
            value={"training_compute_flop": f"{number + 1}e22"},
            known_on=KNOWN,
            by=officer,
            now=now,
        )

    results = at_once(record)

    assert results == [None] * PEOPLE
    chain = Fact.objects.filter(ai_model=ai_model)
    assert chain.filter(supersedes=None).count() == 1
    assert chain.current().count() == 1
    assert len({one for one in chain.values_list("supersedes", flat=True) if one}) == PEOPLE - 1


def test_of_those_who_saw_the_same_fact_one_supersedes_it(provider, ai_model, officer, now):
    seen = make.make_fact(ai_model, "compute", training_compute_flop="1e22")

    def record(number):
        facts.record(
            provider=provider,
            ai_model=ai_model,
            kind="compute",
            value={"training_compute_flop": f"{number + 1}e23"},
            known_on=KNOWN,
            supersedes=seen.pk,
            by=officer,
            now=now,
        )

    results = at_once(record)

    assert refusals(results) == [facts.FactSuperseded] * (PEOPLE - 1)
    assert Fact.objects.filter(ai_model=ai_model).count() == 2
    assert AuditEvent.objects.filter(action="fact.recorded").count() == 1


def test_a_name_is_taken_once(provider, officer, now):
    results = at_once(
        lambda _: ai_models.register(provider=provider, name="Meridian", by=officer, now=now)
    )

    assert refusals(results) == [ai_models.NameTaken] * (PEOPLE - 1)
    assert AIModel.objects.count() == 1


def test_a_description_is_changed_once_from_one_revision(ai_model, officer, now):
    results = at_once(
        lambda number: ai_models.update(
            ai_model=AIModel.objects.get(pk=ai_model.pk),
            revision=1,
            description=f"By {number}",
            by=officer,
            now=now,
        )
    )

    assert len(refusals(results)) == PEOPLE - 1
    ai_model.refresh_from_db()
    assert ai_model.revision == 2


def test_officers_who_leave_at_once_leave_one_behind(provider, now):
    people = [make.make_member(provider, Role.OFFICER) for _ in range(PEOPLE)]

    def leave(number):
        workspaces.remove_member(
            membership=Membership.objects.get(user=people[number]),
            by=make.actor_for(people[number]),
            now=now,
        )

    results = at_once(leave)

    assert refusals(results) == [workspaces.LastOfficer]
    assert Membership.objects.filter(ended_at=None).count() == 1


def test_a_person_is_invited_once(provider, officer, now):
    results = at_once(
        lambda number: invitations.invite(
            provider=provider,
            email="noor@example.org",
            name=f"Noor {number}",
            role="colleague",
            by=officer,
            now=now,
        )
    )

    assert refusals(results) == [invitations.AlreadyInvited] * (PEOPLE - 1)
    assert Invitation.objects.filter(email="noor@example.org").count() == 1


def test_an_invitation_is_accepted_once(provider, officer, now):
    link = "the-link"
    make.make_invitation(provider, "noor@example.org", link=link)

    results = at_once(
        lambda number: invitations.accept_as_new(
            link=link, name=f"Noor {number}", password="kestrel-lamp-42", now=now
        )
    )

    assert len(refusals(results)) == PEOPLE - 1
    assert set(refusals(results)) <= {invitations.InvitationGone, people.EmailTaken}
    assert Membership.objects.filter(user__email="noor@example.org").count() == 1
    assert audit.verify_all() == ()


def test_public_data_of_an_organisation_is_opened_once(db, now):
    results = at_once(
        lambda _: workspaces.create(name="Acme", origin=Origin.PUBLIC_DATA, by=OPERATOR, now=now)
    )

    assert refusals(results) == [workspaces.WorkspaceExists] * (PEOPLE - 1)
    assert Provider.objects.count() == 1

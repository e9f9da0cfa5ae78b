"""services/audit.py: one turn at a time, one chain without gaps."""

import pgtrigger
import pytest
from django.db import ProgrammingError, connection, transaction

from providers.models import AuditEvent, AuditHead
from providers.services import audit
from tests.factories import providers as make


def written(provider):
    return list(AuditEvent.objects.filter(provider=provider).order_by("position"))


def test_a_change_is_told_with_who_what_and_when(provider, officer, now):
    with audit.change(action="thing.done", about=provider, by=officer, at=now) as event:
        event.detail["flop"] = 1.5e25

    (row,) = written(provider)
    assert (row.position, row.action, row.at) == (1, "thing.done", now)
    assert (row.actor_kind, row.actor_name, row.actor_id) == (
        "person",
        "Olivia",
        str(officer.user_id),
    )
    assert (row.subject_type, row.subject_id) == ("providers.provider", str(provider.pk))
    assert row.detail == {"flop": "1.5e+25"}
    assert audit.verify(provider) == ()


class WentWrong(Exception):
    """Something in the middle of a change."""


def test_a_failed_change_leaves_no_event(provider, officer, now):
    with (
        pytest.raises(WentWrong),
        audit.change(action="thing.done", about=provider, by=officer, at=now),
    ):
        raise WentWrong

    assert written(provider) == []


def test_changes_stand_in_the_order_they_began(provider, ai_model, officer, now):
    with (
        audit.change(action="cause.happened", about=provider, by=officer, at=now),
        audit.change(action="consequence.followed", about=ai_model, by=officer, at=now),
    ):
        pass

    assert [row.action for row in written(provider)] == ["cause.happened", "consequence.followed"]
    assert audit.verify(provider) == ()


def test_a_failure_that_is_survived_takes_its_events_and_theirs_inside_it_along(
    provider, officer, now
):
    def change(action):
        return audit.change(action=action, about=provider, by=officer, at=now)

    def fail_after_an_inner_change():
        with change("inner.done"):
            with change("innermost.done"):
                pass
            raise WentWrong

    with change("outer.done"):
        with pytest.raises(WentWrong):
            fail_after_an_inner_change()
        with change("next.done"):
            pass

    assert [row.action for row in written(provider)] == ["outer.done", "next.done"]


def test_an_event_is_told_inside_a_turn_alone(provider, officer, now):
    event = {"action": "thing.done", "about": provider, "by": officer, "at": now, "detail": {}}

    with pytest.raises(RuntimeError):
        audit.tell(**event)
    with audit.turn(provider):
        audit.tell(**event)

    assert [row.action for row in written(provider)] == ["thing.done"]


def test_chains_of_two_providers_are_separate(provider, rival_provider, officer, now):
    for one in (provider, rival_provider, provider):
        with audit.change(action="thing.done", about=one, by=officer, at=now):
            pass

    assert [row.position for row in written(provider)] == [1, 2]
    assert [row.position for row in written(rival_provider)] == [1]
    assert audit.verify_all() == ()


def test_what_belongs_to_no_provider_has_the_chain_of_the_product(officer, now):
    user = make.user_of(officer)

    with audit.change(action="person.created", about=user, by=officer, at=now):
        pass

    assert [row.subject_id for row in written(None)] == [str(user.pk)]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE providers_auditevent SET action = 'x'", "DELETE FROM providers_auditevent"],
)
def test_the_database_refuses_to_edit_or_delete_events(provider, officer, now, statement):
    with audit.change(action="thing.done", about=provider, by=officer, at=now):
        pass

    with (
        pytest.raises(ProgrammingError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def tampered(sql):
    """Do what only the owner of the tables could: edit past the triggers."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "position"),
    [
        ("UPDATE providers_auditevent SET actor_name = 'Mallory' WHERE position = 2", 2),
        ("UPDATE providers_auditevent SET detail = '{\"n\": 9}' WHERE position = 1", 1),
        ("UPDATE providers_auditevent SET at = at + interval '1 second' WHERE position = 3", 3),
        ("DELETE FROM providers_auditevent WHERE position = 2", 2),
        ("DELETE FROM providers_auditevent WHERE position = 3", 3),
        ("UPDATE providers_audithead SET length = 2", 3),
    ],
)
def test_verify_finds_the_first_event_that_was_tampered_with(provider, officer, now, sql, position):
    for number in range(3):
        with audit.change(
            action="thing.done", about=provider, by=officer, at=now, detail={"n": number}
        ):
            pass
    assert audit.verify(provider) == ()

    tampered(sql)

    problems = audit.verify(provider)
    assert problems[0].chain == "Fictional Models SA"
    assert problems[0].position == position


def test_an_event_behind_the_end_of_the_chain_is_found(provider, officer, now):
    with audit.change(action="thing.done", about=provider, by=officer, at=now):
        pass
    forged = written(provider)[0]
    forged.pk, forged.position = None, 2
    forged._state.adding = True
    forged.save(force_insert=True)

    (problem,) = audit.verify(provider)

    assert problem.position == 2


def test_a_turn_without_changes_writes_no_event(provider):
    with audit.turn(provider):
        pass

    assert AuditHead.objects.get(provider=provider).length == 0
    assert written(provider) == []


def test_what_has_no_plain_form_is_refused(provider, officer, now):
    with (
        pytest.raises(TypeError),
        audit.change(
            action="thing.done", about=provider, by=officer, at=now, detail={"x": object()}
        ),
    ):
        pass

    assert written(provider) == []

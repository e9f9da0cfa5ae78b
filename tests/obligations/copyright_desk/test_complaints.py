"""Complaints: taken in, examined, decided, and opened again."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from obligations.copyright_desk.models import Complaint, Decision, Letter
from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.services import (
    complaint_files,
    complaints,
    correspondence,
)
from obligations.copyright_desk.services.claims import Claim
from obligations.models import Notice
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"capacity": "king"}, "capacity"),
        ({"capacity": "representative"}, "on_behalf_of"),
        ({"works": ""}, "works"),
        ({"works": "x" * 10_001}, "works"),
        ({"seen_where": "\x00"}, "seen_where"),
        ({"asked": " \n "}, "asked"),
    ],
)
def test_what_is_not_precise_is_refused_at_its_field(desk, said, field):
    with pytest.raises(InvalidInput) as refused:
        made.lodge(desk, **said)

    assert field in {one.field for one in refused.value.problems}
    assert not Complaint.objects.exists()


def test_officers_are_told_and_colleagues_are_not_bothered(desk, officer, colleague):
    complaint = made.lodge(desk)

    notice = Notice.objects.get()
    assert notice.recipient_id == officer.user_id
    assert notice.path == reverse("copyright-complaint", args=[complaint.pk])
    assert made.CLAIM["works"] not in notice.title + notice.text


def test_the_age_is_counted_and_no_day_is_set(complaint, officer):
    one = queries.aged(complaint, on=TODAY + timedelta(days=40))
    assert (one.days, one.is_late, complaint.target_on) == (40, False, None)

    made.decide(complaint, officer, now=NOW + timedelta(days=10))

    assert queries.aged(complaint, on=TODAY + timedelta(days=40)).days == 10


def test_only_the_providers_own_target_can_pass(provider, officer):
    made.designate(provider, officer, target_days=14)
    complaint = made.lodge(provider)

    assert complaint.target_on == TODAY + timedelta(days=14)
    lates = [queries.aged(complaint, on=TODAY + timedelta(days=days)).is_late for days in (14, 15)]
    assert lates == [False, True]


@pytest.mark.parametrize("days", [-1, 367])
def test_a_target_lies_within_a_year_of_receipt(complaint, officer, days):
    with pytest.raises(InvalidInput):
        complaints.set_target(
            complaint=complaint,
            target_on=TODAY + timedelta(days=days),
            revision=1,
            by=officer,
            now=NOW,
        )


def test_one_that_came_by_mail_keeps_its_day(desk, officer):
    day = date(2026, 3, 29)  # clocks went forward that night
    complaint = complaints.record(
        provider=desk, claim=Claim(**made.CLAIM), received_on=day, by=officer, now=NOW
    )

    assert queries.aged(complaint, on=day).received_on == day
    for wrong in (TODAY + timedelta(days=1), TODAY - timedelta(days=3661)):
        with pytest.raises(InvalidInput):
            complaints.record(
                provider=desk, claim=Claim(**made.CLAIM), received_on=wrong, by=officer, now=NOW
            )


def test_it_is_acknowledged_once(complaint, officer):
    complaints.acknowledge(complaint=complaint, by=officer, now=NOW)

    with pytest.raises(NotAllowedNow, match="already stands at “In examination”"):
        complaints.acknowledge(complaint=complaint, by=officer, now=NOW)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "forgotten"}, "outcome"),
        ({"outcome": "answered", "answer": " "}, "answer"),
        ({"outcome": "answered", "answer": "x" * 20_001}, "answer"),
        ({"outcome": "unfounded"}, "because"),
        ({"outcome": "repeated"}, "repeats"),
    ],
)
def test_what_is_no_decision_is_refused_at_its_field(complaint, officer, said, field):
    with pytest.raises(InvalidInput) as refused:
        made.decide(complaint, officer, **said)

    assert refused.value.problems[0].field == field
    assert not Decision.objects.exists()


def test_a_decision_stays_and_is_set_aside_once(complaint, officer):
    first = made.decide(complaint, officer)
    made.reopen(complaint, officer)
    second = made.decide(complaint, officer, answer="We looked again.")

    first.refresh_from_db()
    assert (first.reopened_because, second.reopened_at, second.number) == ("New facts.", None, 2)
    assert [one.kind for one in queries.public_steps(complaint)] == [
        "decision", "reopening", "decision",
    ]  # fmt: skip
    for changed in ({"answer": "Nothing."}, {"reopened_because": "Other."}):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            Decision.objects.filter(pk=first.pk).update(**changed)
    second.pk, second.number = uuid4(), 3
    with pytest.raises(IntegrityError, match="one_decision"), transaction.atomic():
        second.save(force_insert=True)


def test_what_is_open_is_not_opened_again(complaint, officer):
    with pytest.raises(NotAllowedNow, match="open already"):
        made.reopen(complaint, officer)


def test_nobody_decides_without_having_seen_what_was_added(complaint, officer):
    seen = complaint.revision
    correspondence.write_again(complaint=complaint, text="One thing more.", now=NOW)

    with pytest.raises(Conflict):
        made.decide(complaint, officer, revision=seen)
    complaint.refresh_from_db()
    made.decide(complaint, officer)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_answer_at_once_one_wins(complaint, officer):
    works = [
        partial(
            made.decide, Complaint.objects.get(pk=complaint.pk), officer, answer=f"Answer {number}."
        )
        for number in range(6)
    ]
    results = at_once(*works)

    assert sum(isinstance(one, Decision) for one in results) == 1
    assert sum(isinstance(one, NotAllowedNow | Conflict) for one in results) == 5
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_something_more_at_once_leave_one_story(complaint, officer):
    results = at_once(
        partial(made.decide, Complaint.objects.get(pk=complaint.pk), officer),
        partial(correspondence.write_again, complaint=complaint, text="More.", now=NOW),
    )

    complaint.refresh_from_db()
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert complaint.is_open is isinstance(results[0], Exception)


def test_a_complaint_stays_as_it_came(complaint):
    for changed in ({"works": "Others"}, {"email": "a@b.example"}, {"fingerprint": "0"}):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(**changed)
    Letter.objects.all().delete()
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).delete()


@pytest.mark.parametrize("way", ["in", "out", "own"])
def test_correspondence_is_kept_and_only_the_internal_is_hidden(complaint, officer, way):
    correspondence.log(complaint=complaint, way=way, text="Words.", by=officer, now=NOW)

    shown = [one.row.text for one in queries.public_steps(complaint)]
    assert shown == ([] if way == "own" else ["Words."])


def test_colleagues_and_representatives_read(complaint, colleague, representative):
    for who in (colleague, representative):
        with pytest.raises(NotPermitted):
            made.decide(complaint, who)
        with pytest.raises(NotPermitted):
            complaints.acknowledge(complaint=complaint, by=who, now=NOW)
        with pytest.raises(NotPermitted):
            complaint_files.attach(complaint=complaint, uploads=[made.upload()], by=who, now=NOW)


def test_the_office_sees_no_complaint(complaint, reviewer):
    assert not Complaint.objects.visible_to(reviewer).exists()

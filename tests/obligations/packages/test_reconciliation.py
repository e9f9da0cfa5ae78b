"""What was due and what was sent: every deadline once, and the counts those of the database."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from obligations.models import Deadline
from obligations.packages.purposes import purposes, sending_clocks
from obligations.packages.queries import reconciliation as queries
from obligations.packages.services import links, receipts, sending
from tests.api.conftest import Program
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty, make_obligation
from tests.factories.providers import NOW
from tests.obligations.packages import made

pytestmark = pytest.mark.django_db

PAST, AHEAD = date(2026, 11, 22), date(2026, 12, 24)
TODAY = NOW.date()


@pytest.fixture
def duty(ai_model):
    make_obligation("aia-52-1", audience=["ai-office"])
    return make_duty(ai_model, "aia-52-1")


def notify(duty, due_on=AHEAD, **fields):
    fields.setdefault("clock", "aia-52-1-notification")
    return make_deadline(duty, due_on, **fields)


def of_matter(ai_model, clock, due_on=AHEAD):
    row = make_deadline(make_duty(ai_model, f"x-{uuid4().hex[:8]}"), due_on, clock=clock)
    Deadline.objects.filter(pk=row.pk).update(
        duty=None, matter="incident", matter_id=uuid4(), path="/incidents/"
    )
    return row


def states(provider, actor):
    rows = queries.deadlines(provider, actor, now=NOW)
    return {row.pk: row.state for row in rows}


def sent(deadline, ai_model, officer, at=NOW):
    package = made.sealed(ai_model, officer)
    if not package.deadline_links.filter(deadline=deadline).exists():
        links.link(package=package, deadline=deadline, by=officer, now=NOW)
    return sending.record(package=package, sent_at=at, channel="eu-send", by=officer, now=at)


def test_each_deadline_stands_in_one_state(provider, officer, ai_model, duty):
    never = notify(duty, PAST)
    today = of_matter(ai_model, "cop-ss-9.3-death", TODAY)
    ahead = of_matter(ai_model, "cop-ss-9.3-final")
    kept = of_matter(ai_model, "aia-53-1-a-placing")
    unknown = of_matter(ai_model, "asked-for-by-letter")
    downstream = of_matter(ai_model, "aia-53-1-b-placing")
    cancelled = notify(duty, date(2026, 1, 1), cancelled_at=NOW)

    found = states(provider, officer)

    assert found == {
        never.pk: "never-sent",
        today.pk: "to-send",  # The last day runs to its end in Brussels.
        ahead.pk: "to-send",
        kept.pk: "on-request",
        unknown.pk: "unknown",
    }
    assert next(iter(found)) == never.pk
    assert downstream.pk not in found
    assert cancelled.pk not in found


def test_a_package_counts_once_it_was_sent_and_a_receipt_once_it_is_recorded(
    provider, officer, ai_model, duty
):
    deadline = notify(duty, PAST)
    package = made.sealed(ai_model, officer)
    assert package.deadline_links.get().deadline == deadline
    before = states(provider, officer)[deadline.pk]

    sending.record(package=package, sent_at=NOW, channel="eu-send", by=officer, now=NOW)
    after = states(provider, officer)[deadline.pk]
    receipts.record(
        package=package,
        received_at=NOW,
        channel="eu-send",
        reference="ES-1",
        by=officer,
        now=NOW,
    )

    assert (before, after) == ("never-sent", "sent")
    assert states(provider, officer)[deadline.pk] == "confirmed"


def test_what_is_shared_here_is_sent_by_that(provider, officer, ai_model, duty):
    deadline = notify(duty)
    package = made.sealed(ai_model, officer, channel="here")

    sending.share(package=package, by=officer, now=NOW)

    assert package.sent_at == NOW
    assert states(provider, officer)[deadline.pk] == "sent"


@pytest.mark.parametrize(
    ("sent_at", "late"),
    [
        (NOW, False),
        (NOW.replace(hour=22, minute=59), False),  # 23:59 in Brussels.
        (NOW.replace(hour=23), True),  # Midnight in Brussels: the day after the last.
    ],
)
def test_late_is_a_day_in_brussels(provider, officer, ai_model, duty, sent_at, late):
    sent(notify(duty, TODAY), ai_model, officer, at=sent_at)

    row = queries.deadlines(provider, officer, now=NOW).get()

    assert queries.is_late(row) is late


def test_the_counts_add_up_to_the_database(sign_in, provider, officer, ai_model, duty):
    for number in range(3):
        notify(duty, PAST - timedelta(days=number), clock=f"aia-52-1-notification-{number}")
    sent(notify(duty), ai_model, officer)
    of_matter(ai_model, "cop-ss-9.3-final", PAST)
    rows = queries.deadlines(provider, officer, now=NOW)

    counts = queries.counts(rows)
    page = sign_in(officer).get(reverse("reconciliation"))
    told = Program(officer).get("reconciliations/counts/").json()["counts"]

    assert sum(counts.values()) == Deadline.objects.filter(cancelled_at=None).count() == 5
    assert page.context["total"] == 5
    assert sum(one["count"] for one in told) == 5
    assert counts["sent"] == counts["never-sent"] == 1


def test_the_page_filters_and_shows_what_was_sent_for_nothing(sign_in, officer, ai_model, duty):
    notify(duty, PAST, title="Tell the Commission")
    lone = made.sealed(ai_model, officer, purpose="notification", title="Lone package")
    lone.deadline_links.all().delete()
    sending.record(package=lone, sent_at=NOW, channel="mail", by=officer, now=NOW)
    client = sign_in(officer)

    everything = client.get(reverse("reconciliation")).content.decode()
    none = client.get(reverse("reconciliation") + "?state=confirmed").content.decode()

    assert "Tell the Commission" in everything
    assert "Lone package" in everything
    assert "Tell the Commission" not in none


def test_a_rival_reconciles_only_its_own(rival_provider, rival, duty):
    notify(duty, PAST)

    assert states(rival_provider, rival) == {}


def test_every_purpose_names_clocks_and_obligations_of_the_catalogue():
    from obligations.catalogue.loader import catalogue

    known = catalogue()
    keys = {entry.key for entry in known.as_of(TODAY)}

    assert sending_clocks() <= known.clocks.keys()
    for one in purposes().values():
        assert set(one.answers) <= keys, one.key
        assert set(one.doubts) <= known.doubts.keys(), one.key
        assert len({wanted.key for wanted in one.expects}) == len(one.expects)
        for clock in one.clocks:
            assert "ai-office" in known.entry(known.clocks[clock].entry, TODAY).audience

"""The queue of submissions: what it keeps, in which order, and how one walks through it."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from obligations.phrasebook import shown
from obligations.phrasebook.book import Book
from obligations.queries import queues
from obligations.queries.queues import Wanted
from obligations.queries.search import translated
from obligations.queries.texts import TEXTS
from tests.factories.assessments import decided, drafted, submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import make_duty
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(ai_model, rival_model, officer, rival, reviewer, now):
    """Four submissions of two providers, and a draft that is no part of any queue."""
    old = make_duty(ai_model, "cop-tr-1.1")
    make_deadline(old, now.date() + timedelta(days=90))
    clocked = make_duty(ai_model, "aia-53-1-b")
    make_deadline(clocked, now.date() - timedelta(days=400), clock="past", title="Long past")
    make_deadline(clocked, now.date() + timedelta(days=3), clock="soon", title="Soon")
    made = {
        "old": submitted(old, officer, now=now - timedelta(days=20)),
        "clocked": submitted(clocked, officer, now=now - timedelta(days=2)),
        "rivals": submitted(make_duty(rival_model, "cop-ss-1.1"), rival, now=now),
        "decided": decided(
            make_duty(ai_model, "aia-53-1-a"), officer, reviewer, "returned",
            now=now - timedelta(days=40),
        ).assessment,
    }  # fmt: skip
    drafted(make_duty(ai_model, "cop-tr-1.2"), officer)
    return made


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["old", "clocked", "rivals", "decided"]),
        ({"order": "clock"}, ["clocked", "old", "decided", "rivals"]),
        ({"order": "newest"}, ["rivals", "clocked", "old", "decided"]),
        ({"status": "submitted"}, ["old", "clocked", "rivals"]),
        ({"status": "decided"}, ["decided"]),
        ({"text": "ai-act"}, ["clocked", "decided"]),
        ({"text": "transparency"}, ["old"]),
        ({"text": "safety-security"}, ["rivals"]),
        ({"text": "copyright"}, []),
        ({"claim": "fulfilled"}, ["old", "clocked", "rivals", "decided"]),
        ({"claim": "not-applicable"}, []),
        ({"days": 20}, ["old", "decided"]),
        ({"days": 21}, ["decided"]),
        ({"words": "contrary"}, ["rivals"]),
    ],
)
def test_the_queue_keeps_what_is_asked_for_in_its_order(rows, wanted, expected, reviewer, now):
    found = queues.queue(reviewer, Wanted(**wanted), now=now)

    names = {row.pk: name for name, row in rows.items()}
    assert [names[row.pk] for row in found] == expected


def test_the_nearest_clock_is_the_first_frozen_day_ahead(rows, reviewer, now):
    found = {row.pk: row for row in queues.queue(reviewer, Wanted(), now=now)}

    clocked, without = found[rows["clocked"].pk], found[rows["rivals"].pk]
    assert (clocked.next_clock["title"], clocked.next_on) == ("Soon", date(2026, 11, 26))
    assert (without.next_clock, without.next_on) == (None, None)


def test_a_deadline_that_changed_afterwards_stays_the_providers(rows, reviewer, now):
    rows["clocked"].duty.deadlines.update(due_on=date(2031, 1, 1), title="SECRET")

    found = queues.queue(reviewer, Wanted(), now=now).get(pk=rows["clocked"].pk)

    assert found.next_clock["title"] == "Soon"


def test_one_walks_from_each_to_the_next(rows, reviewer, now):
    waiting = queues.queue(reviewer, Wanted(status="submitted"), now=now)
    old, clocked, rivals = (rows[one].pk for one in ("old", "clocked", "rivals"))

    assert queues.beside(waiting, old) == queues.Beside(1, 3, None, clocked)
    assert queues.beside(waiting, clocked) == queues.Beside(2, 3, old, rivals)
    assert queues.beside(waiting, rivals) == queues.Beside(3, 3, clocked, None)
    assert queues.beside(waiting, rows["decided"].pk) == queues.Beside(None, 3, None, old)


def test_a_provider_has_no_queue_but_its_own_submissions(rows, rival, now, stranger):
    assert [row.pk for row in queues.queue(rival, Wanted(), now=now)] == [rows["rivals"].pk]
    assert not queues.queue(stranger, Wanted(), now=now).exists()


def test_every_text_of_the_filter_is_apart_from_the_others(officer, provider, now):
    model = make_model(provider, "Apart")
    for key in ("aia-53-1-a", "cop-tr-1.1", "cop-cr-1.1", "cop-ss-1.1"):
        submitted(make_duty(model, key), officer)

    counts = [
        queues.queue(officer, Wanted(text=name), now=now).count()
        for name in [one.name for one in TEXTS]
    ]

    assert counts == [1, 1, 1, 1]


@pytest.fixture
def german(monkeypatch):
    """Read as a German does, with one title in the phrasebook."""
    words = {
        "Creating the Framework": "Schaffung des Rahmens",
        "Measure {number}": "Maßnahme {number}",
    }
    monkeypatch.setattr(shown, "book", {"de": Book("de", words)}.get)
    translated.clear()
    with translation.override("de"):
        yield
    translated.clear()


@pytest.mark.parametrize("typed", ["rahmens", "Maßnahme 1.1", "ss-1.1"])
def test_words_find_what_the_reader_sees_and_what_is_stored(rows, typed, german, reviewer, now):
    found = queues.queue(reviewer, Wanted(words=typed), now=now)

    assert rows["rivals"] in found
    assert rows["clocked"] not in found

"""Home: the clocks that run with their hours, what waits beside duties, and nothing left unsaid."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from obligations.models import Deadline, Duty, Visit
from obligations.models.deadlines import REMARK
from obligations.queries import clocks, waiting
from obligations.requests.services import requests
from obligations.requests.services.requests import Asked
from obligations.views import home
from providers.actors import Role
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.providers import make_model

pytestmark = pytest.mark.django_db


def running(provider, *, matter="incident", title="First report", **left):
    """A clock of a matter that ends after the given time, half an hour to spare."""
    ends = timezone.now() + timedelta(**left) + timedelta(minutes=30)
    pk = uuid4()
    return Deadline.objects.create(
        provider=provider,
        matter=matter,
        matter_id=pk,
        matter_title="Weights exfiltrated",
        path=f"/somewhere/{pk}/",
        clock="first",
        title=title,
        due_on=ends.date(),
        due_at=ends,
        rolled_on=ends.date(),
        because="It says so.",
        cite="M9.3",
        opened_at=timezone.now(),
    )


def ask(provider, by, asked_by="Integrator GmbH", **said):
    """A request of the AI Office, due a year from now unless a day is given."""
    today = timezone.localdate()
    given = {
        "asker": "office",
        "asks": "The evaluation results.",
        "basis": "aia-91",
        "purpose": "To assess the model.",
        "received_on": today,
        "due_on": today + timedelta(days=365),
    }
    asked = Asked(asked_by=asked_by, **given | said)
    return requests.record(provider=provider, ai_model=None, asked=asked, by=by, now=timezone.now())


@pytest.fixture
def page(sign_in, officer, ai_model):
    """Home as the officer reads it; with a model, for there is nothing to show before one."""
    client = sign_in(officer)
    return lambda query="": client.get(f"/{query}")


def requests_among(answer):
    """The requests among what needs attention."""
    (found,) = (one for one in answer.context["attention"] if one.kind.name == "requests")
    return found


def test_an_incident_says_its_hours_from_the_first_day(page, provider):
    running(provider, days=10)

    said = page().content.decode()

    assert "240 hours left" in said
    assert "in 10 days" in said
    assert "Write the report" in said


def test_what_is_over_says_for_how_long(page, provider):
    running(provider, days=-4)

    assert "over for 95 hours" in page().content.decode()


def test_others_say_their_hours_for_the_last_two_days_only(page, provider):
    running(provider, matter="framework", title="Far", days=10)
    running(provider, matter="framework", title="Near", hours=30)

    far, near = sorted(page().context["clocks"].shown, key=lambda one: one.deadline.title)

    assert (far.said_hours, near.said_hours) == (None, 30)


def matters():
    """Every kind of matter that a service runs clocks of, as its call of ``Matter`` names it."""
    for path in sorted(Path("obligations").rglob("services/*.py")):
        if "Matter(" in (source := path.read_text()):
            named = vars(import_module(".".join(path.with_suffix("").parts)))
            functions = (x for x in ast.walk(ast.parse(source)) if isinstance(x, ast.FunctionDef))
            yield from (named[name] for one in functions for name in kinds_in(one))


def kinds_in(function):
    """The names of the kinds in a function: the one that is given, or those of the loop around."""
    loops = [one for one in ast.walk(function) if isinstance(one, ast.For)]
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Matter":
            around = [loop for loop in loops if call in ast.walk(loop)]
            given = [one.value.id for one in call.keywords if one.arg == "kind"]
            yield from [row.elts[0].id for loop in around for row in loop.iter.elts] or given


def test_every_kind_of_clock_names_its_next_step():
    found = set(matters())

    assert {REMARK, "incident"} <= found
    assert found == clocks.KINDS.keys()


def test_a_remark_of_a_reviewer_says_what_is_to_be_done(page, provider):
    running(provider, matter=REMARK, title="Answer by the day", days=3)

    assert "Answer the reviewer" in page().content.decode()


def test_clocks_beyond_the_first_are_counted_and_one_click_away(page, provider):
    for number in range(clocks.SHOWN + 3):
        running(provider, title=f"Report {number}", days=1)

    cut, whole = page(), page("?all=clocks")

    assert len(cut.context["clocks"].shown) == clocks.SHOWN
    assert "All 23" in cut.content.decode()
    assert "?all=clocks" in cut.content.decode()
    assert len(whole.context["clocks"].shown) == whole.context["clocks"].count == 23
    assert "?all=clocks" not in whole.content.decode()


def test_missing_facts_beyond_the_first_are_counted_and_one_click_away(page, provider):
    for number in range(home.QUESTIONS + 2):
        model = make_model(provider, f"Model {number}")
        make.make_duty(model, owed=None, missing=["union_market_date"])

    cut, whole = page(), page("?all=questions")

    assert len(cut.context["questions"]) == home.QUESTIONS
    assert "All 10" in cut.content.decode()
    assert len(whole.context["questions"]) == 10


def test_a_request_without_a_near_day_waits_on_home(page, provider, officer, sign_in):
    ask(provider, officer)
    ask(provider, officer, "No day AG", asker="downstream", due_on=None, basis="", purpose="")

    answer = page()
    found = requests_among(answer)

    assert found.count == 2
    assert {line.title for line in found.lines} == {
        "Request 1: Integrator GmbH",
        "Request 2: No day AG",
    }
    assert "Answer the request" in answer.content.decode()
    assert "Nothing is pressing" not in answer.content.decode()
    listed = sign_in(officer).get(found.url)
    assert listed.context["page"].paginator.count == 2
    assert listed.context["state"] == "open"


def test_requests_stand_between_what_was_returned_and_what_is_stale(
    page, provider, officer, ai_model
):
    make.make_duty(ai_model, "aia-53-1-a", decision="returned")
    make.make_duty(ai_model, "aia-53-1-b", freshness="stale")
    ask(provider, officer)

    said = page().content.decode()

    numbers = ("Returned by a reviewer", "Requests to answer", "Stale evidence")
    cards = ('id="returned"', 'id="requests"', 'id="stale"')
    places = [said.index(one) for one in (*numbers, *cards)]
    assert places == sorted(places)


def test_a_request_whose_clock_is_shown_is_counted_and_not_said_twice(page, provider, officer):
    ask(provider, officer, due_on=timezone.localdate() + timedelta(days=3))

    answer = page()
    found = requests_among(answer)

    assert (found.count, found.lines) == (1, [])
    assert [one.deadline.matter for one in answer.context["clocks"].shown] == ["request"]


def test_requests_beyond_the_first_are_counted(page, provider, officer):
    for number in range(waiting.SHOWN + 2):
        ask(provider, officer, f"Asker {number}")

    found = requests_among(page())

    assert (found.count, len(found.lines), found.more) == (7, waiting.SHOWN, 2)


def test_requests_of_a_rival_wait_elsewhere(page, rival_provider, rival):
    ask(rival_provider, rival)

    found = requests_among(page())

    assert found.count == 0


def test_what_changed_stands_after_what_is_dangerous_and_leads_to_its_days(
    page, provider, ai_model
):
    duty = make.make_duty(ai_model, due_on=date(2026, 11, 1))
    other = people.actor_for(people.make_member(provider, Role.OFFICER, people.make_user("Hanna")))
    page()
    since = timezone.now() - timedelta(days=30)
    Visit.objects.update(latest_at=since)
    for number in range(10):
        make.attach(duty, by=other, statement="x", title=f"Piece {number}")
    Duty.objects.update(flag="overdue")

    said = page().content.decode()

    assert said.index('id="overdue"') < said.index('id="changed"')
    day = timezone.localtime(since).date().isoformat()
    assert f"{reverse('trail', args=[provider.pk])}?after={day}" in said


def test_home_costs_the_same_with_many_clocks_and_requests(page, provider, officer):
    running(provider, days=1)
    ask(provider, officer)
    page()
    with CaptureQueriesContext(connection) as few:
        page()
    for number in range(12):
        running(provider, title=f"Report {number}", days=1)
        ask(provider, officer, f"Asker {number}")

    with CaptureQueriesContext(connection) as many:
        page()

    assert len(many) == len(few)

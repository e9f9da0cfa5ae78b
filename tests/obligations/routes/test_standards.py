"""Harmonised standards: taken over from a list, open exactly what they cover, and are withdrawn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.catalogue.problems import CatalogueErrors
from obligations.law.workflow import Route
from obligations.models import Duty, Notice, StandardsTaken
from obligations.queries import routes
from obligations.queries import standards as queries
from obligations.routes.models import RouteReview, WaysLook
from obligations.routes.services import standards
from obligations.services import care
from obligations.services.steps import NotAllowedNow
from providers.actors import OPERATOR
from providers.errors import InvalidInput, NotPermitted
from tests.api.conftest import Program
from tests.factories import providers as make
from tests.factories.evidence import make_duty
from tests.obligations.services.test_crashes import database_url

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = make.NOW + DAY
TODAY = date(2026, 11, 24)
ONE = """
as_of: 2026-11-24
source: Planted for a test.
confidence: I
standards:
  - key: en-12345
    title: Documentation of models
    cite: OJ L, 2026/9999, 23.11.2026
    published_on: 2026-11-23
    covers: [aia-53-1-a]
    covers_in_part: {aia-53-1-b: "The items on input data."}
    confidence: I
"""
WITHDRAWN = ONE.replace("as_of: 2026-11-24", "as_of: 2026-11-25").replace(
    "    covers:", "    withdrawn_on: 2026-11-25\n    covers:"
)
BROKEN = """
as_of: 24 November
source:
confidence: sure
standards:
  - key: EN 1
    title: One
    cite: OJ
    published_on: 2030-01-01
    covers: [aia-53-3, aia-nothing]
    covers_in_part: {aia-53-1-b: ""}
    confidence: P
    colour: blue
  - {key: en-2, title: Two, cite: OJ, published_on: 2026-01-01, confidence: P}
"""


def take(text, now=NOW, by=OPERATOR):
    listed = standards.read(text.encode(), "list.yaml")
    return standards.take(listed=listed, file="list.yaml", by=by, now=now, clock=lambda: now)


def way(duty, route, on=TODAY):
    return next(one for one in routes.ways(duty, on=on) if one.route == route)


@pytest.fixture
def duties(ai_model, provider):
    make.make_fact(
        provider, "code-signature", chapters={"transparency": "2025-08-01", "copyright": None}
    )
    found = {
        key: make_duty(ai_model, key, measures=[measure])
        for key, measure in (
            ("aia-53-1-a", "cop-tr-1.1"),
            ("aia-53-1-b", "cop-tr-1.2"),
            ("aia-53-1-c", "cop-cr-1.1"),
        )
    }
    Duty.objects.filter(pk__in=[one.pk for one in found.values()]).update(route="code")
    return found


def test_no_list_ships_a_standard_and_says_how_it_was_looked_for(duties):
    latest = queries.latest()

    assert (latest.standards, latest.as_of, latest.confidence) == ((), date(2026, 11, 23), "I")
    assert "was found" in latest.source
    assert not any(way(duty, Route.HARMONISED_STANDARD).is_open for duty in duties.values())


def test_a_standard_opens_the_way_for_exactly_what_it_covers(duties, officer):
    take(ONE)

    for key, standard, code in (
        ("aia-53-1-a", True, False),
        ("aia-53-1-b", True, True),
        ("aia-53-1-c", False, True),
    ):
        assert way(duties[key], Route.HARMONISED_STANDARD).is_open is standard, key
        assert way(duties[key], Route.CODE).is_open is code, key
    duty = Duty.objects.get(pk=duties["aia-53-1-a"].pk)
    given = {"explanation": "", "revision": duty.revision, "by": officer, "now": NOW}
    with pytest.raises(InvalidInput, match="until then"):
        care.choose_route(duty=duty, route="code", **given)
    with pytest.raises(InvalidInput, match="replaces the one chosen before"):
        care.choose_route(duty=duty, route="harmonised-standard", **given)
    given["explanation"] = "The standard covers it whole."
    assert care.choose_route(duty=duty, route="harmonised-standard", **given).route


def test_what_relied_on_the_code_is_listed_people_are_told_once_and_nothing_changes(
    duties, officer
):
    before = list(Duty.objects.order_by("pk").values())

    first = take(ONE)
    again = take(ONE)

    assert list(Duty.objects.order_by("pk").values()) == before
    (review,) = RouteReview.objects.all()
    assert (review.duty.key, review.cause, review.route) == ("aia-53-1-a", "closed", "code")
    assert (first.ways, again.ways, StandardsTaken.objects.count()) == (1, 0, 1)
    told = Notice.objects.filter(recipient__isnull=False).values_list("kind", "title")
    assert sorted(told) == [
        ("standard.changed", "A harmonised standard covers 2 duties"),
        ("way.fallen", "The way of 1 duty no longer stands"),
    ]


def test_a_withdrawal_is_listed_on_its_day_by_the_calendar_alone(duties, officer):
    take(ONE)
    RouteReview.objects.all().delete()
    Duty.objects.filter(pk=duties["aia-53-1-a"].pk).update(route="harmonised-standard")
    take(WITHDRAWN.replace("withdrawn_on: 2026-11-25", "withdrawn_on: 2026-12-01"), NOW + DAY)
    assert not RouteReview.objects.exists()

    report = standards.follow_nightly(now=NOW + 8 * DAY)

    (review,) = RouteReview.objects.all()
    assert (review.route, review.cause, report.ways) == ("harmonised-standard", "closed", 1)
    assert way(duties["aia-53-1-a"], Route.CODE, date(2026, 12, 2)).is_open
    assert Notice.objects.filter(title="A harmonised standard was withdrawn").count() == 1


def test_a_broken_list_is_told_whole_and_nothing_is_taken(tmp_path):
    with pytest.raises(CatalogueErrors) as refused:
        take(BROKEN)

    told = str(refused.value)
    for expected in (
        '"as_of" is a day such as',
        '"source" is missing',
        '"confidence" knows no "sure"',
        "A key here is made of",
        "No standard can cover aia-53-3",
        'It covers nothing named "aia-nothing"',
        "Say which part of aia-53-1-b",
        'There is no field "colour"',
        "en-2: It covers nothing",
    ):
        assert expected in told, expected
    path = tmp_path / "list.yaml"
    path.write_text(BROKEN)
    with pytest.raises(CommandError, match="mistakes"):
        call_command("take_standards", str(path))
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("take_standards", str(tmp_path / "none.yaml"))
    assert not StandardsTaken.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ONE.replace("2026-11-24", "2026-12-24"), "a day to come"),
        (ONE.replace("Planted", "Other"), "give a later one"),
        ("as_of: 2026-11-25\nsource: S\nconfidence: I\nstandards: []", "withdrawn_on"),
    ],
)
def test_a_list_that_cannot_follow_is_refused(text, told):
    take(ONE)

    with pytest.raises(NotAllowedNow, match=told):
        take(text, NOW + 2 * DAY)


def test_only_the_operator_takes_lists_and_a_list_never_changes(officer):
    with pytest.raises(NotPermitted):
        take(ONE, by=officer)
    take(ONE)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        StandardsTaken.objects.update(file="other")


def test_everybody_reads_the_lists_and_members_what_is_covered(duties, officer, client, sign_in):
    empty = client.get(reverse("standards")).content.decode()
    take(ONE)
    page = client.get(reverse("standards")).content.decode()
    mine = sign_in(officer).get(f"{reverse('ways')}?standard=en-12345").content.decode()
    listed = Program().get("standards/").json()

    assert "None was found." in empty
    assert "Documentation of models" in page
    assert mine.count("row-link") == 2
    assert [len(one["standards"]) for one in listed] == [1, 0]


KILLED = """
import os, signal
import django
django.setup()
from obligations.routes.services import reviews
real, calls = reviews.follow, []
def dying(**given):
    answer = real(**given)
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
reviews.follow = dying
from django.core.management import call_command
call_command("take_standards", os.environ["FILE"])
"""


@pytest.mark.django_db(transaction=True)
def test_a_command_killed_half_way_goes_on_and_tells_nobody_twice(tmp_path):
    for number in range(6):
        provider = make.make_provider(f"Provider {number}")
        make.make_member(provider, make.Role.OFFICER)
        make.make_fact(provider, "code-signature", chapters={"transparency": "2025-08-01"})
        duty = make_duty(make.make_model(provider), "aia-53-1-a", measures=["cop-tr-1.1"])
        Duty.objects.filter(pk=duty.pk).update(route="code")
    path = tmp_path / "list.yaml"
    path.write_text(ONE)
    environ = os.environ | {"FILE": str(path), "DATABASE_URL": database_url()}
    environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}

    ended = subprocess.run([sys.executable, "-c", KILLED], env=environ, timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (StandardsTaken.objects.count(), WaysLook.objects.count()) == (1, 2)
    call_command("take_standards", str(path))
    call_command("take_standards", str(path))

    assert RouteReview.objects.count() == 6
    assert Notice.objects.filter(kind="standard.changed").count() == 6
    assert Notice.objects.filter(kind="way.fallen").count() == 6

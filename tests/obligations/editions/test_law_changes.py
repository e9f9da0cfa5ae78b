"""The change of 27 July 2026: held back, compared, previewed, applied and undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from obligations.editions.models import Preview
from obligations.editions.queries import amendments
from obligations.editions.services import changes, previews
from obligations.law import comparisons
from obligations.models import Assessment, Deadline, Duty, Notice
from obligations.services import catalogue, duties
from obligations.services.steps import NotAllowedNow
from providers.actors import OPERATOR
from providers.errors import DomainError
from providers.services import audit
from tests.api.conftest import Program
from tests.factories import providers as make
from tests.factories.assessments import submitted
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def amendment():
    return amendments.amendment("ai-act", date(2026, 7, 27))


@pytest.fixture
def held(ai_model, officer, rival_model):
    """The amendment is held back, and the duties of two providers follow the old text."""
    catalogue.sync(now=NOW, hold=True)
    for model in (ai_model, rival_model):
        make.make_fact(model, "placement", union_market_date="2026-09-01")
        make.make_fact(model, "general-purpose", decision=True)
        make.make_fact(model, "compute", cumulative_compute_flop="3e25")
        with audit.turn(model.provider):
            duties.refresh(provider=model.provider, ai_model=model, by=OPERATOR, now=NOW)


def snapshot(provider):
    columns = ("key", "obligation__edition__in_force_from", "owed", "because", "ended_on", "claim")
    rows = Duty.objects.filter(provider=provider, ended_on=None)
    days = Deadline.objects.filter(provider=provider, met_at=None, cancelled_at=None)
    return (
        sorted(map(str, rows.values_list(*columns))),
        sorted(map(str, days.values_list("clock", "due_on", "flag"))),
    )


def texts(provider):
    rows = Duty.objects.filter(provider=provider, ended_on=None, key__startswith="aia-")
    return set(rows.values_list("obligation__edition__in_force_from", flat=True))


def run(step, amendment, now=NOW):
    return step(amendment=amendment, reason="As decided.", by=OPERATOR, now=now, clock=lambda: now)


def test_the_comparison_adds_up(amendment):
    found = comparisons.compare(amendment.before.entries, amendment.after.entries)

    after = len(found.added) + len(found.changed) + found.unchanged
    before = len(found.removed) + len(found.changed) + found.unchanged
    assert after == len(amendment.after.entries)
    assert before == len(amendment.before.entries)
    assert found.changed


def test_held_back_duties_follow_the_old_text(held, provider):
    assert texts(provider) == {date(2024, 7, 12)}


def test_applied_in_one_step_and_undone_in_one_step(
    held, provider, rival_provider, officer, amendment
):
    duty = Duty.objects.get(provider=provider, key="aia-53-1-a", ended_on=None)
    assessment = submitted(duty, officer)
    before = [snapshot(one) for one in (provider, rival_provider)]

    run(changes.apply, amendment)

    for one in (provider, rival_provider):
        assert texts(one) == {date(2026, 7, 27)}
    assert Assessment.objects.get(pk=assessment.pk).status == "submitted"

    run(changes.undo, amendment, LATER)

    assert [snapshot(one) for one in (provider, rival_provider)] == before
    assert audit.verify_all() == ()


def test_people_hear_of_it_once(held, provider, officer, amendment):
    Notice.objects.all().delete()

    run(changes.apply, amendment)

    mine = Notice.objects.filter(recipient_id=officer.user_id)
    assert mine.count() == 1


def test_it_is_applied_once_and_undone_only_after(held, amendment):
    with pytest.raises(DomainError):
        run(changes.undo, amendment)
    run(changes.apply, amendment)
    with pytest.raises(NotAllowedNow):
        run(changes.apply, amendment)


def test_the_preview_says_what_applying_then_does(held, provider, officer, amendment):
    before = snapshot(provider)
    asked = previews.request(provider=provider, amendment=amendment, by=officer, now=NOW)

    previews.make_waiting(now=NOW)

    made = Preview.objects.get(pk=asked.pk)
    assert (made.state, made.error) == ("done", "")
    assert snapshot(provider) == before
    keys = {key for key, *_ in Duty.objects.filter(provider=provider).values_list("key")}
    run(changes.apply, amendment)
    now_owed = set(
        Duty.objects.filter(provider=provider, ended_on=None).values_list("key", flat=True)
    )
    new = {one["key"] for one in made.body["effects"] if one["what"] == "newly-owed"}
    assert new == now_owed - keys


def test_the_commands_say_what_they_did(held, provider, capsys):
    call_command("apply_edition", "ai-act", "2026-07-27", reason="As decided.")
    assert texts(provider) == {date(2026, 7, 27)}

    call_command("undo_edition", "ai-act", "2026-07-27", reason="Too early.")
    assert texts(provider) == {date(2024, 7, 12)}
    assert capsys.readouterr().out


def test_the_pages_show_the_change(held, officer, sign_in, client):
    place = {"instrument": "ai-act", "day": "2026-07-27"}
    everybody = client.get(reverse("law-change", kwargs=place))
    listed = client.get(reverse("law-changes"))
    us = sign_in(officer).get(reverse("law-change-us", kwargs=place))

    assert [everybody.status_code, listed.status_code, us.status_code] == [200, 200, 200]
    assert client.get(reverse("law-change-us", kwargs=place)).status_code == 302
    missing = {"instrument": "ai-act", "day": "2031-01-01"}
    assert client.get(reverse("law-change", kwargs=missing)).status_code == 404


def test_a_program_reads_the_change(held, provider, officer):
    found = Program().get("amendments/").json()
    one = Program().get("amendments/ai-act/2026-07-27/").json()
    asked = Program(officer).post(
        "previews/",
        {"provider": str(provider.pk), "instrument": "ai-act", "day": "2026-07-27"},
        format="json",
    )

    assert found
    assert one
    assert asked.status_code == 202

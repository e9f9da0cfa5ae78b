"""The first hour: steps that tell what exists, and why each duty applies or does not."""

from datetime import date

import pytest
from django.urls import reverse

from obligations.models import Mark
from obligations.queries import start as queries
from obligations.services import marks
from providers.actors import Role
from providers.errors import NotPermitted
from providers.models import AIModel, Fact, ModelVersion
from providers.services import facts
from tests.factories import evidence as make
from tests.factories import providers as people


def done(provider, actor):
    return [one.name for one in queries.start(provider, actor).steps if one.is_done]


def record(provider, officer, now, kind, **value):
    facts.record(
        provider=provider, kind=kind, value=value, known_on=now.date(), by=officer, now=now
    )


def test_a_new_provider_has_done_nothing_and_is_led_to_its_facts(sign_in, officer, provider):
    found = queries.start(provider, officer)

    assert [one.name for one in found.steps] == [
        "provider", "model", "reasons", "evidence", "people",
    ]  # fmt: skip
    assert not found.done
    assert found.next.name == "provider"
    page = sign_in(officer).get("/").content.decode()
    assert reverse("start-provider") in page
    assert "You are a compliance officer of" in page


def test_steps_are_done_once_what_they_make_exists(officer, provider, now):
    record(provider, officer, now, "establishment", country="FR")
    assert done(provider, officer) == []
    record(provider, officer, now, "size", size="sme")
    assert done(provider, officer) == ["provider"]
    duty = make.make_duty(people.make_model(provider, "First"))
    make.attach(duty, by=officer)
    people.make_member(provider, Role.COLLEAGUE, people.make_user("Carla"))

    assert done(provider, officer) == ["provider", "model", "evidence", "people"]


@pytest.mark.parametrize("country", ["US", "NO"])
def test_place_and_size_are_enough_wherever_the_provider_is(officer, provider, now, country):
    record(provider, officer, now, "establishment", country=country)
    record(provider, officer, now, "size", size="large")

    assert done(provider, officer) == ["provider"]


def test_the_facts_of_a_provider_are_recorded_on_one_page(sign_in, officer, provider):
    client, page = sign_in(officer), reverse("start-provider")
    answer = client.post(page, {"establishment-country": "FR", "size-size": "sme"})

    assert answer["Location"] == reverse("start")
    assert {one.kind: one.value for one in Fact.objects.all()} == {
        "establishment": {"country": "FR"},
        "size": {"size": "sme"},
    }


def test_what_somebody_recorded_meanwhile_is_not_overwritten(sign_in, officer, provider, now):
    record(provider, officer, now, "size", size="sme")
    client, page = sign_in(officer), reverse("start-provider")
    seen = str(Fact.objects.get().pk)
    record(provider, officer, now, "size", size="smc")

    answer = client.post(page, {"size-size": "large", "seen-size": seen})

    assert answer.status_code == 422
    assert "meanwhile" in answer.content.decode()
    assert Fact.objects.current().get().value == {"size": "smc"}


def test_wrong_input_loses_nothing(sign_in, officer, provider):
    page = reverse("start-provider")
    typed = {
        "representative-name": "Somebody",
        "representative-since": "2026-05-01",
        "representative-until": "2025-01-01",
        "size-size": "sme",
    }
    answer = sign_in(officer).post(page, typed)

    assert answer.status_code == 422
    body = answer.content.decode()
    assert "A mandate cannot end before it begins." in body
    assert "Somebody" in body
    assert not Fact.objects.exists()


def test_a_colleague_reads_the_steps_and_is_told_who_takes_them(sign_in, colleague, provider):
    client = sign_in(colleague)

    assert "A compliance officer does this." in client.get(reverse("start")).content.decode()
    assert client.get(reverse("start-provider")).status_code == 403


def test_steps_are_put_away_by_a_person_for_themselves_and_brought_back(sign_in, officer, provider):
    other = people.actor_for(people.make_member(provider, Role.OFFICER, people.make_user("Hanna")))
    client = sign_in(officer)
    page = client.post(reverse("start-away"), follow=True)

    assert queries.start(provider, officer).is_away
    assert not queries.start(provider, other).is_away
    (message,) = page.context["messages"]
    client.post(reverse("undo"), {"undo": message.extra_tags})
    assert not queries.start(provider, officer).is_away


def test_nobody_marks_somewhere_else(rival, provider, now):
    with pytest.raises(NotPermitted):
        marks.put(name="reasons-read", provider=provider, by=rival, now=now)


def test_a_model_is_registered_with_its_release_and_what_decides_most(sign_in, officer, provider):
    typed = {
        "name": "First",
        "released_on": "2026-03-01",
        "placement-union_market_date": "2026-04-01",
        "compute-training_compute_flop": "2e24",
        "capabilities-output_modalities": ["text"],
    }
    page = sign_in(officer).post(reverse("model-new"), typed)

    first = AIModel.objects.get()
    assert reverse("model-why", args=[first.pk]) in page.content.decode()
    assert ModelVersion.objects.get().released_on == date(2026, 3, 1)
    assert {one.kind for one in Fact.objects.all()} == {"placement", "compute", "capabilities"}


def test_a_wrong_day_of_release_registers_nothing(sign_in, officer, provider):
    answer = sign_in(officer).post(
        reverse("model-new"), {"name": "First", "released_on": "1999-01-01"}
    )

    assert answer.status_code == 422
    assert not AIModel.objects.exists()


def test_reasons_are_shown_in_three_groups_and_reading_them_is_noted(sign_in, officer, ai_model):
    answer = sign_in(officer).get(reverse("model-why", args=[ai_model.pk]))

    found = answer.context["reasons"]
    assert answer.status_code == 200
    assert found.unknown
    assert all(one.missing for one in found.unknown)
    assert Mark.objects.get().name == "reasons-read"


def test_a_strangers_model_has_no_reasons_here(sign_in, rival, ai_model):
    assert sign_in(rival).get(reverse("model-why", args=[ai_model.pk])).status_code == 404


def test_a_reviewer_is_greeted_once_and_led(sign_in, reviewer):
    client = sign_in(reviewer)
    first = client.get(reverse("office")).content.decode()

    assert "You are a reviewer at the" in first
    assert "First steps" in first
    client.post(reverse("start-away"), {"place": "office"})
    second = client.get(reverse("office")).content.decode()
    assert "You are a reviewer at the" not in second
    assert "Submissions waiting" in second
    assert 'id="start"' not in second

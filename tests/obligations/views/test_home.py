"""Home: what others changed since the last visit, and progress by text."""

from datetime import timedelta

import pytest
from django.urls import reverse

from obligations.models import Visit
from obligations.services import visits
from providers.actors import Role
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.providers import make_model
from tests.races import at_once


def visited(actor, provider, at):
    return visits.note(provider=provider, by=actor, now=at)


def test_a_first_visit_has_nothing_before_it(officer, provider, now):
    assert visited(officer, provider, now) is None


def test_a_visit_is_compared_with_the_end_of_the_one_before(officer, provider, now):
    visited(officer, provider, now)
    visited(officer, provider, now + timedelta(minutes=20))
    later = now + timedelta(days=1)

    assert visited(officer, provider, later) == now + timedelta(minutes=20)
    # Looking again at once does not swallow what was new.
    assert visited(officer, provider, later + timedelta(minutes=5)) == now + timedelta(minutes=20)


def test_home_names_what_others_did_and_not_what_i_did(sign_in, officer, provider, duty):
    client = sign_in(officer)
    other = people.actor_for(people.make_member(provider, Role.OFFICER, people.make_user("Hanna")))
    client.get("/")
    Visit.objects.update(latest_at=Visit.objects.get().latest_at - timedelta(days=30))
    make.attach(duty, by=other, statement="x", title="Of Hanna")
    make.attach(duty, by=officer, statement="x", title="Of Olivia")

    changed = client.get("/").context["changed"]

    assert [event.actor_name for event in changed.events] == ["Hanna"] * changed.count
    assert changed.count >= 1


def test_a_rivals_visit_is_none_of_mine(officer, rival, provider, rival_provider, now):
    visited(rival, rival_provider, now)

    assert visited(officer, provider, now + timedelta(days=1)) is None


@pytest.mark.django_db(transaction=True)
def test_two_tabs_opened_at_once_are_one_visit(officer, provider, now):
    outcomes = at_once(*[lambda: visited(officer, provider, now)] * 8)

    assert set(outcomes) == {None}
    assert Visit.objects.count() == 1


def test_chapters_count_every_model_and_lead_to_as_many(sign_in, officer, provider, duty):
    other = make_model(provider, "Second")
    make.make_duty(other, "cop-cr-1.1", claim="fulfilled", owed=True)
    make.make_duty(duty.ai_model, "cop-cr-1.2", owed=True)
    client = sign_in(officer)

    chapters = {one.name: one.progress for one in client.get("/").context["chapters"]}

    assert {name: one.owed for name, one in chapters.items()} == {"ai-act": 1, "copyright": 2}
    assert (
        client.get(reverse("duties"), {"text": "copyright", "standing": "owed"}).context["total"]
        == chapters["copyright"].owed
    )

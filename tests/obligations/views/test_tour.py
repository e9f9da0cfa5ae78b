"""The tour of the demonstration: real pages, left and taken up again, never beside real data."""

import pytest
from django.urls import reverse

from obligations.queries.tour import STOPS
from providers.models import Provider


@pytest.fixture
def demo(provider):
    Provider.objects.filter(pk=provider.pk).update(origin="demonstration")


def go(client, name, stop):
    return client.post(reverse("tour-go"), {"tour": name, "stop": stop}, follow=True)


def test_without_the_demonstration_there_is_no_tour(client, sign_in, officer, provider):
    assert client.get(reverse("tour")).status_code == 404
    assert reverse("tour") not in client.get("/").content.decode()
    assert go(sign_in(officer), "officer", 1).status_code == 404
    assert reverse("tour") not in sign_in(officer).get("/").content.decode()


def test_visitors_read_what_it_shows_and_sign_in_for_it(client, demo):
    assert reverse("tour") in client.get("/").content.decode()
    page = client.get(reverse("tour")).content.decode()
    assert "Sign in with an account of the demonstration" in page
    assert client.post(reverse("tour-go"), {"tour": "officer"}).status_code == 302


@pytest.mark.parametrize("name", ["officer", "reviewer"])
def test_every_stop_is_a_page_with_the_way_on(name, sign_in, officer, reviewer, ai_model, demo):
    client = sign_in({"officer": officer, "reviewer": reviewer}[name])
    count = len(STOPS[name])

    for number in range(1, count + 1):
        answer = go(client, name, number)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f"Stop {number} of {count}" in page
        assert ("End the tour" in page) == (number == count)


def test_it_is_left_and_taken_up_where_it_was(sign_in, officer, demo):
    client = sign_in(officer)
    go(client, "officer", 5)
    assert "Stop 5" in client.get(reverse("models")).content.decode()
    page = client.post(reverse("tour-leave"), follow=True).content.decode()

    assert "Go on at stop 5" in page
    assert "Stop 5" not in client.get(reverse("models")).content.decode()


@pytest.mark.parametrize("stop", ["0", "99", "0099", "x", "²", ""])
def test_there_is_no_other_stop(stop, sign_in, officer, demo):
    assert go(sign_in(officer), "officer", stop).status_code == 404


def test_it_does_not_follow_to_a_real_provider(sign_in, officer, provider, demo):
    client = sign_in(officer)
    go(client, "officer", 1)
    Provider.objects.filter(pk=provider.pk).update(origin="customer")

    assert "Stop 1" not in client.get("/").content.decode()


def test_an_officer_takes_no_tour_of_the_office(sign_in, officer, demo):
    assert go(sign_in(officer), "reviewer", 1).status_code == 404

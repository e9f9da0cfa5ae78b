"""Providers, their members, and their audit trail."""

from __future__ import annotations

import pytest

from providers.actors import Role
from providers.models import AuditEvent, Membership
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


def test_a_member_lists_their_providers_alone(api, provider, rival_provider):
    rows = api.get("providers/").json()["results"]

    assert [row["id"] for row in rows] == [str(provider.pk)]
    assert rows[0]["your_role"] == "officer"


def test_a_profile_is_changed_by_its_revision(api, provider):
    path = f"providers/{provider.pk}/"
    etag = api.get(path)["ETag"]

    response = api.patch(path, {"legal_name": "Fictional Models SA/NV"}, HTTP_IF_MATCH=etag)

    assert response.json()["legal_name"] == "Fictional Models SA/NV"
    problem(api.patch(path, {"legal_name": "Lost"}, HTTP_IF_MATCH=etag), 412)
    wrong = {"website": "javascript:alert(1)", "time_zone": "Mars", "contact_email": "x"}
    response = api.patch(path, wrong, HTTP_IF_MATCH='"2"')
    assert sorted(fields(response)) == ["contact_email", "time_zone", "website"]


def test_nobody_opens_a_workspace_through_the_api(api):
    problem(api.post("providers/", {"name": "Mine"}), 405)


def test_a_member_is_promoted_and_removed(api, provider):
    nina = make.make_member(provider, Role.COLLEAGUE, make.make_user(email="nina@example.org"))
    one = f"providers/{provider.pk}/members/{nina.memberships.get().pk}/"
    etag = api.get(one)["ETag"]
    promoted = api.patch(one, {"role": "officer"}, HTTP_IF_MATCH=etag)
    assert promoted.json()["role"] == "officer"
    problem(api.patch(one, {"role": "colleague"}, HTTP_IF_MATCH=etag), 412)
    problem(api.patch(one, {"role": "colleague"}), 428)
    assert api.delete(one).status_code == 204
    problem(api.get(one), 404)
    assert Membership.objects.get(user__email="nina@example.org").ended_at is not None


def test_the_last_officer_stays(api, officer, provider):
    me = Membership.objects.get(user_id=officer.user_id)

    problem(api.delete(f"providers/{provider.pk}/members/{me.pk}/"), 409)


def test_nobody_raises_their_own_role(colleague, provider):
    mine = Program(colleague)
    me = Membership.objects.get(user_id=colleague.user_id)
    path = f"providers/{provider.pk}/members/{me.pk}/"

    problem(mine.patch(path, {"role": "officer"}, HTTP_IF_MATCH=mine.get(path)["ETag"]), 403)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["email", "name", "role"]),
        ({"email": "x", "name": "N", "role": "colleague"}, ["email"]),
        ({"email": "n@example.org", "name": "N", "role": "reviewer"}, ["role"]),
        (
            {"email": "n@example.org", "name": "N", "role": "officer", "is_office": True},
            ["is_office"],
        ),
    ],
)
def test_an_invitation_that_cannot_be_names_the_field(api, provider, body, names):
    assert sorted(fields(api.post(f"providers/{provider.pk}/invitations/", body))) == names


def test_a_person_is_invited_and_the_answer_tells_nothing_of_them(api, provider, rival, reviewer):
    path = f"providers/{provider.pk}/invitations/"
    closed = make.make_user(is_active=False)
    known = [make.user_of(rival).email, make.user_of(reviewer).email, closed.email]

    answers = [
        api.post(path, {"email": email, "name": "Somebody", "role": "colleague"})
        for email in [*known, "nobody@example.org"]
    ]

    assert [one.status_code for one in answers] == [201] * 4
    bodies = [one.json() for one in answers]
    assert {one["name"] for one in bodies} == {"Somebody"}
    assert len({tuple(one) for one in bodies}) == 1
    assert [one["email"] for one in api.get(path).json()["results"]] == [
        *known, "nobody@example.org",
    ]  # fmt: skip
    one = f"{path}{bodies[0]['id']}/"
    assert api.post(f"{one}resend/").status_code == 200
    assert api.delete(one).status_code == 204
    problem(api.get(one), 404)
    problem(api.post(path, {"email": known[1], "name": "S", "role": "colleague"}), 409)


def test_everybody_needs_two_factors_only_if_an_officer_who_has_them_says_so(api, provider):
    path = f"providers/{provider.pk}/two-factors/"

    problem(api.put(path, {"required": True}), 409)
    problem(api.put(path, {"required": None}), 400)
    assert api.put(path, {"required": False}).status_code == 204


def test_a_person_changes_how_they_are_written_for(api):
    tag = api.get("me/")["ETag"]

    changed = api.patch("me/", {"language": "fr", "time_zone": "Asia/Tokyo"}, HTTP_IF_MATCH=tag)

    assert (changed.json()["language"], changed.json()["time_zone"]) == ("fr", "Asia/Tokyo")
    problem(api.patch("me/", {"language": "de"}, HTTP_IF_MATCH=tag), 412)
    problem(api.patch("me/", {"language": "de"}), 428)
    wrong = api.patch("me/", {"theme": "sepia", "language": "x"}, HTTP_IF_MATCH=changed["ETag"])
    assert sorted(fields(wrong)) == ["language", "theme"]


def test_the_trail_is_ones_own_and_says_whether_it_is_whole(api, provider, rival, synced):
    api.post("models/", {"name": "One"})
    Program(rival).post("models/", {"name": "Theirs"})

    rows = api.get("events/").json()["results"]

    assert {row["provider"] for row in rows} == {str(provider.pk)}
    assert "model.registered" in {row["action"] for row in rows}
    assert [row["position"] for row in rows] == sorted(
        (row["position"] for row in rows), reverse=True
    )
    found = api.get("events/?action=model.registered").json()["results"]
    assert [row["subject_name"] for row in found] == ["One"]
    assert api.get(f"events/{found[0]['id']}/").json() == found[0]
    verification = api.get(f"providers/{provider.pk}/events/verification/").json()
    assert verification == {"is_whole": True, "problems": []}


def test_a_rivals_event_is_not_there(api, rival, synced):
    Program(rival).post("models/", {"name": "Theirs"})
    event = AuditEvent.objects.filter(action="model.registered").get()

    problem(api.get(f"events/{event.pk}/"), 404)


def test_a_person_of_two_providers_reads_both(provider, rival_provider):
    person = make.make_user("Double")
    for one in (provider, rival_provider):
        make.make_member(one, Role.COLLEAGUE, person)

    rows = Program(make.actor_for(person)).get("providers/").json()["results"]

    assert {row["id"] for row in rows} == {str(provider.pk), str(rival_provider.pk)}

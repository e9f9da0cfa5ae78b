"""Teams: members who own duties together and are told together."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.models import Duty, Notice
from obligations.queries.notices import people_of_teams
from obligations.services import bulk, duties
from obligations.services.announcements import answering_for
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, Membership, Team
from providers.queries import teams as queries
from providers.services import providers as workspaces
from providers.services import teams
from providers.services.revisions import StaleRevision
from tests.api.conftest import Program, fields, problem
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def legal(provider, officer, colleague, now):
    people = [officer.user_id, colleague.user_id]
    return teams.found(provider=provider, name="Legal", people=people, by=officer, now=now)


def assign(duty, by, now, **owner):
    said = {"assignee": None, "team": None, "target_on": None} | owner
    return duties.assign(duty=duty, revision=duty.revision, by=by, now=now, **said)


def told():
    return {one.recipient.name: one.title for one in Notice.objects.select_related("recipient")}


def test_a_team_is_founded_changed_and_ended(legal, provider, officer, colleague, now):
    teams.change(
        team=legal, name="Law", people=[colleague.user_id], revision=1, by=officer, now=now
    )

    legal.refresh_from_db()
    assert (legal.name, legal.revision) == ("Law", 2)
    assert [one.name for one in legal.people.all()] == ["Carl"]
    with pytest.raises(StaleRevision):
        teams.change(team=legal, name="X", people=[], revision=1, by=officer, now=now)
    teams.end(team=legal, by=officer, now=now)
    assert queries.present(provider) == []
    with pytest.raises(teams.TeamEnded):
        teams.end(team=legal, by=officer, now=now)
    actions = AuditEvent.objects.filter(subject_id=str(legal.pk)).order_by("position")
    assert [one.action for one in actions] == ["team.founded", "team.changed", "team.ended"]
    again = teams.found(provider=provider, name="law", people=[], by=officer, now=now)
    assert again.pk != legal.pk


def test_a_name_is_one_team_whatever_its_capitals(legal, provider, officer, now):
    with pytest.raises(teams.TeamNameTaken):
        teams.found(provider=provider, name="LEGAL", people=[], by=officer, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.create(provider=provider, name="lEgAl", created_at=now)


@pytest.mark.parametrize(("name", "wrong"), [("", ["name"]), ("x" * 101, ["name"])])
def test_a_name_that_cannot_be_is_refused(provider, officer, now, name, wrong):
    with pytest.raises(InvalidInput) as refusal:
        teams.found(provider=provider, name=name, people=[], by=officer, now=now)

    assert [one.field for one in refusal.value.problems] == wrong


def test_only_members_are_in_a_team(provider, officer, rival, reviewer, now):
    for other in (rival, reviewer):
        with pytest.raises(InvalidInput) as refusal:
            teams.found(
                provider=provider, name="Mixed", people=[other.user_id], by=officer, now=now
            )
        assert refusal.value.field == "people"
    assert not Team.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_keep_teams(request, legal, provider, who, now):
    by = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        teams.found(provider=provider, name="Mine", people=[], by=by, now=now)
    with pytest.raises(NotPermitted):
        teams.change(team=legal, name="Mine", people=[], revision=1, by=by, now=now)
    with pytest.raises(NotPermitted):
        teams.end(team=legal, by=by, now=now)


# Owning duties


def test_everybody_in_the_team_is_told_but_whoever_did_it(legal, duty, officer, now):
    assign(duty, officer, now, team=legal)

    assert told() == {"Carl": f"Assigned to Legal: {duty.obligation.title}"}
    event = AuditEvent.objects.get(action="duty.assigned")
    assert (event.detail["name"], event.detail["team"]) == ("Legal", str(legal.pk))


def test_a_duty_has_a_person_or_a_team(legal, duty, officer, colleague, now):
    person = make.user_of(colleague)
    with pytest.raises(InvalidInput) as refusal:
        assign(duty, officer, now, team=legal, assignee=person)
    assert refusal.value.field == "team"
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(team=legal, assignee=person)


def test_a_team_of_another_provider_or_of_the_past_owns_nothing(
    duty, legal, officer, rival_provider, now
):
    theirs = make.make_team(rival_provider, "Theirs")
    teams.end(team=legal, by=officer, now=now)

    for team in (theirs, legal):
        with pytest.raises(InvalidInput) as refusal:
            assign(duty, officer, now, team=Team.objects.get(pk=team.pk))
        assert refusal.value.message == "Choose a team of this provider."


def test_who_left_the_provider_is_told_no_more(legal, duty, officer, colleague, now):
    assign(duty, officer, now, team=legal)
    members = {officer.user_id: officer.role_in(duty.provider_id)}
    members |= {colleague.user_id: colleague.role_in(duty.provider_id)}
    assert answering_for(duty, members) == {officer.user_id, colleague.user_id}

    membership = Membership.objects.get(user=colleague.user_id)
    workspaces.remove_member(membership=membership, by=officer, now=now)

    assert people_of_teams([legal.pk]) == {legal.pk: {officer.user_id}}
    assert [one.people.all()[0].name for one in queries.present(duty.provider)] == ["Olivia"]


def test_setting_a_day_for_many_keeps_the_team(legal, duty, officer, provider, now):
    assign(duty, officer, now, team=legal)

    bulk.assign(
        provider=provider,
        chosen={duty.pk: duty.revision},
        target_on=date(2027, 1, 1),
        by=officer,
        now=now,
    )

    duty.refresh_from_db()
    assert (duty.team, duty.target_on) == (legal, date(2027, 1, 1))


# Pages


def test_a_team_is_founded_and_owns_a_duty_on_the_pages(sign_in, officer, provider, duty):
    client = sign_in(officer)
    page = reverse("teams", args=[provider.pk])

    client.post(page, {"name": "Evaluations", "people": [str(officer.user_id)]})
    team = Team.objects.get()
    client.post(
        reverse("duty-assign", args=[duty.pk]), {"team": str(team.pk), "revision": duty.revision}
    )

    duty.refresh_from_db()
    assert duty.team == team
    assert "Evaluations" in client.get(page).content.decode()
    mine = client.get(reverse("duties"), {"assignee": "me"}).content.decode()
    assert duty.obligation.title in mine
    one = reverse("team", args=[provider.pk, team.pk])
    assert client.post(one, {"name": "Evals", "people": [], "revision": "9"}).status_code == 422
    assert client.post(one, {"name": "Evals", "people": [], "revision": "1"}).status_code == 302
    client.post(reverse("team-end", args=[provider.pk, team.pk]))
    assert client.get(one).status_code == 404


def test_a_wrong_team_comes_back_with_what_was_typed(sign_in, officer, rival, provider):
    said = {"name": "Mixed", "people": [str(rival.user_id)]}

    answer = sign_in(officer).post(reverse("teams", args=[provider.pk]), said)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["people"]
    assert 'value="Mixed"' in answer.content.decode()


def test_the_list_costs_the_same_for_one_and_many(sign_in, officer, provider):
    client, page = sign_in(officer), reverse("teams", args=[provider.pk])
    make.make_team(provider, "One", make.user_of(officer))
    client.get(page)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    before = cost()
    for number in range(5):
        make.make_team(
            provider, f"More {number}", make.user_of(officer), make.make_member(provider)
        )

    assert cost() == before


# The API


def test_a_team_through_the_api(officer, colleague, provider, duty):
    api = Program(officer)
    path = f"providers/{provider.pk}/teams/"

    made = api.post(path, {"name": "Legal", "people": [str(colleague.user_id)]})
    assert made.status_code == 201, made.content
    one = f"{path}{made.json()['id']}/"
    assert made.json()["people"] == [{"id": str(colleague.user_id), "name": "Carl"}]
    owned = api.patch(f"duties/{duty.pk}/", {"team": made.json()["id"]}, HTTP_IF_MATCH='"1"')
    assert owned.json()["team"] == {"id": made.json()["id"], "name": "Legal"}
    found = api.get(f"duties/?team={made.json()['id']}").json()["results"]
    assert [row["id"] for row in found] == [str(duty.pk)]
    person = {"assignee": str(colleague.user_id)}
    taken = api.patch(f"duties/{duty.pk}/", person, HTTP_IF_MATCH=owned["ETag"])
    assert (taken.json()["team"], taken.json()["assignee"]["name"]) == (None, "Carl")
    renamed = api.patch(one, {"name": "Law"}, HTTP_IF_MATCH=made["ETag"])
    assert (renamed.json()["name"], len(renamed.json()["people"])) == ("Law", 1)
    problem(api.patch(one, {"name": "X"}, HTTP_IF_MATCH=made["ETag"]), 412)
    assert api.delete(one).status_code == 204
    problem(api.get(one), 404)


def test_a_team_of_others_is_refused_through_the_api(
    officer, rival, rival_provider, provider, duty
):
    api, theirs = Program(officer), make.make_team(rival_provider, "Theirs")

    wrong = api.patch(f"duties/{duty.pk}/", {"team": str(theirs.pk)}, HTTP_IF_MATCH='"1"')
    assert list(fields(wrong)) == ["team"]
    mixed = api.post(
        f"providers/{provider.pk}/teams/", {"name": "Mixed", "people": [str(rival.user_id)]}
    )
    assert list(fields(mixed)) == ["people"]
    problem(api.get(f"providers/{rival_provider.pk}/teams/{theirs.pk}/"), 404)

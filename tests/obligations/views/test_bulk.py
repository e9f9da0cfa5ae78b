"""Many duties at once on the board: steps, evidence for all, and who changed what meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from obligations.models import Duty, Evidence, Notice, Obligation
from obligations.services import bulk
from providers.actors import Role
from providers.models import AuditEvent, Team
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.races import at_once


def ticked(*duties):
    return [f"{duty.pk}.{duty.revision}" for duty in duties]


def test_many_are_assigned_at_once_and_each_has_its_line(page, duties, provider, now):
    helper = people.make_member(provider, Role.COLLEAGUE, people.make_user("Hanna"))

    page.post(
        reverse("duties-assign"),
        {"duty": ticked(*duties), "assignee": str(helper.pk), "target_on": "2027-01-08"},
    )

    rows = Duty.objects.values_list("assignee", "target_on")
    assert set(rows) == {(helper.pk, date(2027, 1, 8))}
    assert AuditEvent.objects.filter(action="duty.assigned").count() == 3
    assert Notice.objects.filter(kind="duty.assigned").count() == 3


def test_many_are_given_to_a_team_and_each_loses_its_person(page, duties, provider, officer):
    team = people.make_team(provider, "Safety", people.user_of(officer))
    Duty.objects.update(assignee=officer.user_id)

    page.post(reverse("duties-assign"), {"duty": ticked(*duties), "assignee": f"team:{team.pk}"})

    assert set(Duty.objects.values_list("assignee", "team")) == {(None, team.pk)}
    listed = page.get(reverse("duties"), {"assignee": f"team:{team.pk}"})
    assert listed.context["total"] == 3


def test_a_team_of_a_rival_or_one_that_ended_is_no_choice(
    page, duties, provider, rival_provider, now
):
    theirs = people.make_team(rival_provider, "Theirs")
    over = people.make_team(provider, "Over")
    Team.objects.filter(pk=over.pk).update(ended_at=now)

    for team in (theirs, over):
        given = {"duty": ticked(*duties), "assignee": f"team:{team.pk}"}
        assert page.post(reverse("duties-assign"), given).status_code == 422
        listed = page.get(reverse("duties"), {"assignee": f"team:{team.pk}"})
        assert "assignee" in listed.context["form"].errors
    assert not Duty.objects.filter(team__isnull=False).exists()


def test_a_step_for_many_leads_back_to_the_filters(page, duties, officer):
    chosen = page.get(
        reverse("duties-chosen"), {"duty": ticked(*duties), "back": "standing=owed&page=2"}
    )
    assert 'name="back" value="standing=owed&amp;page=2"' in chosen.content.decode()

    answer = page.post(
        reverse("duties-assign"),
        {"duty": ticked(*duties), "assignee": str(officer.user_id), "back": "standing=owed&page=2"},
    )

    assert answer["Location"] == f"{reverse('duties')}?standing=owed&page=2"


def test_all_that_fit_keep_their_filters_too(page, duties):
    answer = page.get(reverse("duties-chosen"), {"all": "1", "standing": "owed"})

    assert answer.context["back"] == "standing=owed"


def test_what_leads_back_stays_on_the_board(page, duties, officer):
    given = {"duty": ticked(*duties), "assignee": str(officer.user_id), "back": "//evil.example/#"}

    answer = page.post(reverse("duties-assign"), given)

    assert answer["Location"].startswith(f"{reverse('duties')}?")


def many(duty, count):
    """As many duties beside one, in two statements."""
    texts = Obligation.objects.bulk_create(
        copied(duty.obligation, key=f"aia-annex-xi-1-{number}") for number in range(count)
    )
    Duty.objects.bulk_create(copied(duty, key=text.key, obligation=text) for text in texts)


def copied(row, **changed):
    """A row like another, not saved yet."""
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del same[row._meta.pk.attname]
    made = type(row)(**same)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def test_more_than_can_be_taken_at_once_are_not_offered(page, ai_model):
    many(make.make_duty(ai_model), bulk.MOST)

    above = page.get(reverse("duties")).content.decode()
    Duty.objects.filter(key="aia-53-1-a").update(ended_on=date(2026, 11, 1))
    within = page.get(reverse("duties")).content.decode()

    assert "Take all" not in above
    assert "201 fit; at most 200 are taken at once" in above
    assert "Take all 200 that fit" in within


def test_what_is_not_said_stays(page, duties, officer):
    Duty.objects.update(assignee=officer.user_id, target_on=date(2026, 12, 1))

    page.post(reverse("duties-assign"), {"duty": ticked(*duties), "target": "clear"})

    assert set(Duty.objects.values_list("assignee", "target_on")) == {(officer.user_id, None)}


def test_what_somebody_changed_meanwhile_is_left_and_named(page, duties, officer):
    old = ticked(*duties)
    Duty.objects.filter(pk=duties[0].pk).update(revision=5)

    answer = page.post(
        reverse("duties-assign"), {"duty": old, "assignee": str(officer.user_id)}, follow=True
    )

    assert Duty.objects.filter(assignee=officer.user_id).count() == 2
    said = " ".join(str(one) for one in answer.context["messages"])
    assert "Recorded for 2 duties." in said
    assert "Left as it was" in said
    assert duties[0].cite in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Say whom to assign"),
        ({"target": "set"}, "Give the day."),
        ({"target": "clear", "target_on": "2027-01-01"}, "Either set this day"),
        ({"target_on": "2199-01-01"}, "Give a target day from"),
        ({"target_on": "no day"}, "Enter a real day"),
        ({"assignee": "00000000-0000-0000-0000-000000000000"}, "valid choice"),
    ],
)
def test_a_wrong_assignment_is_explained_and_changes_nothing(page, duties, given, said):
    answer = page.post(reverse("duties-assign"), {"duty": ticked(*duties), **given})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert set(Duty.objects.values_list("revision", flat=True)) == {1}


@pytest.mark.parametrize("wrong", ["", "x", "1.2", "00000000-0000-0000-0000-000000000000.x"])
def test_what_cannot_be_read_is_refused(page, duties, wrong):
    given = {"duty": [wrong] if wrong else [], "assignee": "nobody"}

    assert page.post(reverse("duties-assign"), given).status_code == 422


def test_a_rivals_duty_among_mine_is_refused_whole(page, duties, rival_model, officer):
    theirs = make.make_duty(rival_model)
    given = {"duty": ticked(*duties, theirs), "assignee": str(officer.user_id)}

    assert page.post(reverse("duties-assign"), given).status_code == 422
    assert not Duty.objects.filter(assignee=officer.user_id).exists()


def test_one_piece_of_evidence_speaks_for_all_chosen(page, duties):
    given = {"duty": ticked(*duties), "title": "Policy", "statement": "We do."}

    answer = page.post(reverse("duties-evidence", args=["statement"]), given)

    piece = Evidence.objects.get()
    assert answer["Location"] == reverse("evidence", args=[piece.pk])
    assert {link.duty_id for link in piece.links.all()} == {duty.pk for duty in duties}
    assert set(Duty.objects.values_list("evidence_count", flat=True)) == {1}


def test_evidence_that_is_refused_comes_back_as_typed(page, duties):
    given = {"duty": ticked(*duties), "title": "", "statement": "Long text"}

    answer = page.post(reverse("duties-evidence", args=["statement"]), given)

    assert answer.status_code == 422
    assert "Long text" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_all_that_fit_are_taken_across_pages(page, ai_model):
    for number in range(60):
        make.make_duty(ai_model, f"aia-annex-xi-1-{number}", flag="overdue")
    make.make_duty(ai_model, "aia-53-1-a")

    answer = page.get(reverse("duties-chosen"), {"all": "1", "near": "overdue"})

    assert len(answer.context["duties"]) == 60


def test_a_colleague_is_offered_no_boxes_and_refused(sign_in, colleague, duties):
    reader = sign_in(colleague)

    assert 'name="duty"' not in reader.get(reverse("duties")).content.decode()
    assert reader.get(reverse("duties-chosen"), {"duty": ticked(*duties)}).status_code == 403
    given = {"duty": ticked(*duties), "assignee": "nobody"}
    assert reader.post(reverse("duties-assign"), given).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_assign_the_same_at_once_do_not_overwrite(provider, ai_model, officer, now):
    duty = make.make_duty(ai_model)

    def assign(day):
        return lambda: bulk.assign(
            provider=provider,
            chosen={duty.pk: 1},
            target_on=date(2027, 1, day),
            by=officer,
            now=now,
        )

    outcomes = at_once(*map(assign, range(1, 9)))

    assert sum(len(one.done) for one in outcomes) == 1
    assert sum(len(one.left) for one in outcomes) == 7

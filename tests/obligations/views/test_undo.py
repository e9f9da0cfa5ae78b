"""Undo: a step is taken back by a service, once, and only where nobody changed it since."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from obligations.models import Duty, EvidenceLink, Notice, SavedFilter
from obligations.services import care, saved_filters
from providers.actors import Role
from providers.models import AuditEvent, Membership, Team
from tests.factories import evidence as make
from tests.factories import providers as people
from tests.factories.duties import make_notice
from tests.factories.providers import NOW


@pytest.fixture
def hanna(provider):
    return people.make_member(provider, Role.OFFICER, people.make_user("Hanna"))


def offered(answer):
    return next(one.extra_tags for one in answer.context["messages"] if one.extra_tags)


def undo(client, key):
    answer = client.post(reverse("undo"), {"undo": key}, follow=True)
    return " ".join(str(one) for one in answer.context["messages"])


def assign(client, duty, **given):
    row = Duty.objects.get(pk=duty.pk)
    given = {"assignee": "", "team": "", "target_on": "", "revision": row.revision} | given
    return client.post(reverse("duty-assign", args=[duty.pk]), given, follow=True)


def test_an_assignment_is_undone_through_the_trail(sign_in, officer, duty, hanna):
    client = sign_in(officer)
    assign(client, duty, target_on="2027-01-01")
    answer = assign(client, duty, assignee=hanna.pk)
    key = offered(answer)

    assert "Undo" in answer.content.decode()
    assert "Undone" in undo(client, key)
    row = Duty.objects.get()
    assert (row.assignee, row.target_on) == (None, date(2027, 1, 1))
    assert AuditEvent.objects.filter(action="duty.assigned").count() == 3
    # Once is enough.
    assert "can no longer be undone" in undo(client, key)


def test_what_somebody_changed_since_stays(sign_in, officer, duty, hanna, now):
    client = sign_in(officer)
    key = offered(assign(client, duty, assignee=hanna.pk))
    row = Duty.objects.select_related("provider", "obligation").get()
    by = people.actor_for(hanna)
    care.assign(
        duty=row, assignee=None, target_on=date(2027, 5, 1), revision=row.revision, by=by, now=now
    )

    assert "Nothing was undone" in undo(client, key)
    assert Duty.objects.get().target_on == date(2027, 5, 1)


def test_an_offer_is_good_in_the_session_it_was_made_in(sign_in, officer, rival, duty, hanna):
    key = offered(assign(sign_in(officer), duty, assignee=hanna.pk))

    assert "can no longer be undone" in undo(sign_in(rival), key)
    assert Duty.objects.get().assignee_id == hanna.pk


@pytest.mark.parametrize("since", [{"role": "colleague"}, {"ended_at": NOW}])
def test_who_may_not_change_it_any_more_undoes_nothing(sign_in, officer, duty, hanna, since):
    client = sign_in(officer)
    key = offered(assign(client, duty, assignee=hanna.pk))
    Membership.objects.filter(user=officer.user_id).update(**since)
    before = AuditEvent.objects.count()

    client.post(reverse("undo"), {"undo": key})

    assert Duty.objects.get().assignee_id == hanna.pk
    assert AuditEvent.objects.count() == before


def test_a_bulk_change_is_undone_where_nobody_came_between(
    sign_in, officer, provider, duty, hanna, now
):
    other = make.make_duty(duty.ai_model, "aia-53-1-b")
    client = sign_in(officer)
    answer = client.post(
        reverse("duties-assign"),
        {"duty": [f"{one.pk}.{one.revision}" for one in (duty, other)], "assignee": hanna.pk},
        follow=True,
    )
    row = Duty.objects.select_related("provider", "obligation").get(pk=other.pk)
    care.assign(
        duty=row,
        assignee=None,
        target_on=date(2027, 5, 1),
        revision=row.revision,
        by=people.actor_for(hanna),
        now=now,
    )

    said = undo(client, offered(answer))

    assert "1 duty stays as it is" in said
    assert Duty.objects.get(pk=duty.pk).assignee is None
    assert Duty.objects.get(pk=other.pk).target_on == date(2027, 5, 1)


def test_evidence_taken_off_speaks_for_its_duty_again(sign_in, officer, duty):
    version = make.attach(duty, by=officer)
    client = sign_in(officer)
    answer = client.post(
        reverse("evidence-unlink", args=[version.evidence_id, duty.pk]), follow=True
    )
    assert Duty.objects.get().evidence_count == 0

    undo(client, offered(answer))

    assert Duty.objects.get().evidence_count == 1
    assert EvidenceLink.objects.exists()


def test_a_saved_view_comes_back_unless_its_name_is_taken(sign_in, officer, provider, now):
    def save(query):
        return saved_filters.save(
            provider=provider, name="Mine", page="duties", query=query, by=officer, now=now
        )

    client = sign_in(officer)
    page = reverse("filter-remove", args=[save("near=overdue").pk])
    undo(client, offered(client.post(page, follow=True)))
    assert SavedFilter.objects.get().query == "near=overdue"

    page = reverse("filter-remove", args=[SavedFilter.objects.get().pk])
    key = offered(client.post(page, follow=True))
    save("near=due-today")
    assert "Another view has this name now" in undo(client, key)


def test_notices_are_unread_again(sign_in, officer, provider, now):
    rows = [
        Notice.objects.create(
            recipient_id=officer.user_id,
            provider=provider,
            kind="duty.assigned",
            key=f"{number}",
            title="Told",
            text="Told",
            path="/",
            queued_at=now - timedelta(hours=number),
        )
        for number in range(3)
    ]
    client = sign_in(officer)
    answer = client.post(reverse("inbox-read"), follow=True)
    assert not Notice.objects.filter(read_at=None).exists()

    undo(client, offered(answer))

    assert Notice.objects.filter(read_at=None).count() == len(rows)


def test_what_was_done_with_notices_since_stays(sign_in, officer, provider):
    first, second = (make_notice(officer.user_id, provider) for _ in range(2))
    client = sign_in(officer)
    key = offered(client.post(reverse("inbox-read"), follow=True))
    until = (timezone.now() + timedelta(days=9)).date()
    client.post(reverse("inbox-snooze", args=[first.pk]), {"until": until.isoformat()})

    assert "1 notice stays as it is" in undo(client, key)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.read_at, first.snoozed_until) == (None, until)
    assert (second.read_at, second.snoozed_until) == (None, None)


def test_putting_off_is_not_undone_once_the_notice_was_read(sign_in, officer, provider):
    notice = make_notice(officer.user_id, provider)
    client = sign_in(officer)
    until = (timezone.now() + timedelta(days=9)).date().isoformat()
    page = reverse("inbox-snooze", args=[notice.pk])
    key = offered(client.post(page, {"until": until}, follow=True))
    client.post(reverse("inbox-open", args=[notice.pk]), {"then": "stay"})

    assert "were read or put off since" in undo(client, key)
    assert Notice.objects.get().read_at is not None


def test_a_notice_that_was_read_is_read_again_once_putting_it_off_is_undone(
    sign_in, officer, provider
):
    notice = make_notice(officer.user_id, provider, read_at=NOW)
    client = sign_in(officer)
    until = (timezone.now() + timedelta(days=9)).date().isoformat()
    page = reverse("inbox-snooze", args=[notice.pk])

    undo(client, offered(client.post(page, {"until": until}, follow=True)))

    notice.refresh_from_db()
    assert (notice.read_at, notice.snoozed_until) == (NOW, None)


def test_a_role_that_somebody_gave_since_stays(sign_in, officer, provider, hanna):
    client = sign_in(officer)
    membership = Membership.objects.get(user=hanna)
    page = reverse("member-role", args=[provider.pk, membership.pk])
    key = offered(client.post(page, {"role": "colleague"}, follow=True))
    Membership.objects.filter(pk=membership.pk).update(role="representative")

    assert "another role meanwhile" in undo(client, key)
    assert Membership.objects.get(user=hanna).role == "representative"


def test_a_team_and_a_role_are_as_before(sign_in, officer, provider, hanna):
    client = sign_in(officer)
    team = people.make_team(provider, "Legal")
    page = reverse("team", args=[provider.pk, team.pk])
    changed = {"name": "Policy", "people": [str(hanna.pk)], "revision": team.revision}
    undo(client, offered(client.post(page, changed, follow=True)))
    assert Team.objects.get().name == "Legal"

    membership = Membership.objects.get(user=hanna)
    page = reverse("member-role", args=[provider.pk, membership.pk])
    undo(client, offered(client.post(page, {"role": "colleague"}, follow=True)))
    assert Membership.objects.get(user=hanna).role == "officer"

"""Reviewers who need access read a provider from the first day until the last, and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from obligations.models import Assessment, Comment, EvidenceVersion, Notice, OfficeNote, Review
from obligations.queries import notices as people
from obligations.queries import submissions
from obligations.queries.notices import still_readable
from obligations.services import assessments, comments, notices, office_access, office_notes
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AIModel, OfficeAccess, Provider
from providers.services.revisions import StaleRevision
from tests.api.conftest import Program, problem
from tests.factories.assessments import submitted, told
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import (
    actor_for,
    make_access,
    make_member,
    make_model,
    make_user,
    user_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def present():
    """The real clock: the database's is what opens rows."""
    return timezone.now()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def guest():
    """A reviewer who needs access."""
    return actor_for(
        make_user("Gerda", email="gerda@example.org", is_office=True, needs_access=True)
    )


@pytest.fixture
def submission(ai_model, officer):
    duty = make_duty(ai_model)
    attach(duty, statement="What we do.", title="Statement", by=officer)
    return submitted(duty, officer, position="What only readers know.")


def give(provider, guest, reviewer, today, now, **changed):
    fields = {"begins_on": today, "ends_on": today + timedelta(days=10), "because": "Case 7."}
    who = user_of(guest)
    return office_access.give(
        provider=provider, reviewer=who, by=reviewer, now=now, **fields | changed
    )


KINDS = (Assessment, AIModel, EvidenceVersion, Review, Comment)


def rows_read(actor):
    return {kind.__name__: kind.objects.visible_to(actor).count() for kind in (Provider, *KINDS)}


@pytest.mark.parametrize(
    ("begins", "ends", "ended", "opens"),
    [
        (0, 0, False, True),
        (-3, 0, False, True),
        (0, 3, False, True),
        (1, 3, False, False),
        (-3, -1, False, False),
        (-3, 3, True, False),
    ],
)
def test_the_database_opens_rows_on_the_days_of_the_period_alone(
    submission, guest, reviewer, officer, today, present, begins, ends, ended, opens
):
    comments.write(
        duty=submission.duty,
        assessment=submission,
        text="Please look.",
        is_shared=True,
        by=officer,
        now=present,
    )
    make_access(
        submission.provider,
        user_of(guest),
        begins_on=today + timedelta(days=begins),
        ends_on=today + timedelta(days=ends),
        ended_at=present if ended else None,
        ended_because="Done." if ended else "",
    )

    expected = rows_read(reviewer) if opens else dict.fromkeys(rows_read(reviewer), 0)
    assert rows_read(guest) == expected


def test_access_to_one_provider_opens_no_other(submission, rival_model, rival, guest):
    make_access(submission.provider, user_of(guest))
    other = submitted(make_duty(rival_model), rival)

    assert [*Assessment.objects.visible_to(guest)] == [submission]
    assert not Provider.objects.visible_to(guest).filter(pk=other.provider_id).exists()


def test_nothing_that_was_not_shared_is_opened(submission, provider, guest):
    make_access(provider, user_of(guest))
    secret = make_model(provider, "SECRET")

    assert not AIModel.objects.visible_to(guest).filter(pk=secret.pk).exists()


def test_decisions_notes_and_file_notes_outlive_access(
    submission, provider, guest, reviewer, today, present, sign_in
):
    access = give(provider, guest, reviewer, today, present)
    office = sign_in(guest)
    assessments.decide(
        assessment=submission, decision="returned", reason="Add it.", by=guest, now=present
    )
    office_notes.write(provider=provider, text="Mine.", by=guest, now=present)
    office_notes.write(provider=provider, text="Of another.", by=reviewer, now=present)
    page = reverse("office-submission", args=[submission.pk])
    note = reverse("office-file-note", args=[submission.pk])
    assert office.get(page).status_code == 200

    office_access.end(access=access, because="The case is closed.", by=reviewer, now=present)

    assert office.get(page).status_code == 404
    assert office.get(reverse("office-provider", args=[provider.pk])).status_code == 404
    assert office.post(reverse("office-remark", args=[submission.pk])).status_code == 404
    assert office.get(note).status_code == 200
    assert [one.text for one in OfficeNote.objects.visible_to(guest)] == ["Mine."]
    listed = office.get(reverse("office-decisions")).content.decode()
    assert "Add it." in listed
    assert f'href="{page}"' not in listed
    api = Program(guest)
    assert api.get(f"/api/v1/assessments/{submission.pk}/").status_code == 404
    assert api.get(f"/api/v1/assessments/{submission.pk}/file-note/").status_code == 200
    assert len(api.get("/api/v1/reviews/").json()["results"]) == 1
    other = actor_for(make_user(is_office=True, needs_access=True))
    assert sign_in(other).get(note).status_code == 404


def test_a_kept_file_note_holds_no_remarks_of_others(
    submission, provider, guest, reviewer, officer, present
):
    access = make_access(provider, user_of(guest))
    common = {"duty": submission.duty, "assessment": submission, "is_shared": True, "now": present}
    comments.write(text="Mine.", by=guest, **common)
    assessments.decide(
        assessment=submission, decision="accepted", reason="Well.", by=guest, now=present
    )
    office_access.end(access=access, because="Done.", by=reviewer, now=present)
    comments.write(text="Said since.", by=officer, **common)

    kept = submissions.for_file_note(guest, submission.pk)

    assert [one.text for one in kept.comments] == ["Mine."]


def test_only_who_may_read_is_told_and_mailed(ai_model, officer, guest, reviewer, present, today):
    assert set(people.reviewers(ai_model.provider)) == {reviewer.user_id}
    access = make_access(ai_model.provider, user_of(guest))

    submitted(make_duty(ai_model), officer)

    assert told("assessment.submitted") == ["Gerda", "Viktor"]
    assert Notice.objects.visible_to(guest).count() == 1
    notices.gather(now=present)
    mails = list(user_of(guest).mails.values_list("pk", flat=True))
    assert still_readable(mails) == set(mails)
    office_access.end(access=access, because="Done.", by=reviewer, now=present)
    assert still_readable(mails) == frozenset()
    assert [one.kind for one in Notice.objects.visible_to(guest)] == ["access.ended"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_on": -1}, "ends_on"),
        ({"begins_on": 5, "ends_on": 4}, "ends_on"),
        ({"begins_on": -1}, "begins_on"),
        ({"ends_on": 366}, "ends_on"),
        ({"because": "  "}, "because"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    submission, guest, reviewer, today, present, changed, field
):
    days = {
        name: today + timedelta(days=value) if isinstance(value, int) else value
        for name, value in changed.items()
    }

    with pytest.raises(InvalidInput) as refused:
        give(submission.provider, guest, reviewer, today, present, **days)

    assert field in {one.field for one in refused.value.problems}
    assert not OfficeAccess.objects.exists()


def test_who_may_give_it_and_to_whom(submission, guest, reviewer, officer, today, present):
    provider = submission.provider
    for by in (guest, officer):
        with pytest.raises(NotPermitted):
            give(provider, guest, by, today, present)
    with pytest.raises(InvalidInput):
        give(provider, reviewer, reviewer, today, present)
    with pytest.raises(InvalidInput):
        give(provider, officer, reviewer, today, present)
    make_member(provider, user=user_of(guest))
    with pytest.raises(InvalidInput):
        give(provider, guest, reviewer, today, present)


def test_renewed_and_ended_once(submission, guest, reviewer, today, present):
    access = give(submission.provider, guest, reviewer, today, present)
    with pytest.raises(Conflict):
        give(submission.provider, guest, reviewer, today, present)
    with pytest.raises(InvalidInput):
        office_access.renew(
            access=access, ends_on=access.ends_on, revision=1, by=reviewer, now=present
        )
    later = today + timedelta(days=40)
    office_access.renew(access=access, ends_on=later, revision=1, by=reviewer, now=present)
    with pytest.raises(StaleRevision):
        office_access.renew(
            access=access,
            ends_on=later + timedelta(days=1),
            revision=1,
            by=reviewer,
            now=present,
        )
    with pytest.raises(NotPermitted):
        office_access.end(access=access, because="Mine.", by=guest, now=present)
    office_access.end(access=access, because="Done.", by=reviewer, now=present)
    for step in (
        lambda: office_access.end(access=access, because="Twice.", by=reviewer, now=present),
        lambda: office_access.renew(
            access=access,
            ends_on=later + timedelta(days=9),
            revision=3,
            by=reviewer,
            now=present,
        ),
    ):
        with pytest.raises(office_access.AccessEnded):
            step()
    assert told("access.given") == told("access.renewed") == told("access.ended") == ["Gerda"]


def test_the_database_keeps_what_ended(submission, today):
    access = make_access(submission.provider)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeAccess.objects.filter(pk=access.pk).update(ends_on=access.begins_on - timedelta(1))
    with pytest.raises(ProgrammingError), transaction.atomic():
        OfficeAccess.objects.filter(pk=access.pk).delete()
    done = OfficeAccess.objects.filter(pk=access.pk)
    done.update(ended_at=timezone.now(), ended_because="Done.")
    with pytest.raises(ProgrammingError), transaction.atomic():
        done.update(ended_at=None)


def test_both_are_warned_once_at_each_stage(submission, guest, reviewer, today, present):
    give(submission.provider, guest, reviewer, today, present)

    for days, count in ((2, 0), (3, 2), (5, 2), (9, 4), (10, 4), (12, 4)):
        office_access.scan(now=present + timedelta(days=days))
        assert Notice.objects.filter(kind="access.ends").count() == count, days
    assert told("access.ends") == ["Gerda", "Gerda", "Viktor", "Viktor"]


def test_pages_for_those_who_give_and_those_who_read(
    submission, provider, guest, reviewer, officer, today, sign_in
):
    lead, reader = sign_in(reviewer), sign_in(guest)
    listed = reverse("office-access")
    wrong = {"provider": provider.pk, "reviewer": guest.user_id, "because": "Case 7, typed"}
    days = {"begins_on": today + timedelta(days=2), "ends_on": today}

    refused = lead.post(reverse("office-access-give"), wrong | days)
    days["begins_on"] = today
    assert reader.post(reverse("office-access-give"), wrong | days).status_code == 422
    made = lead.post(reverse("office-access-give"), wrong | days, follow=True)

    assert refused.status_code == 422
    assert "Case 7, typed" in refused.content.decode()
    access = OfficeAccess.objects.get()
    assert "Case 7, typed" in made.content.decode()
    assert "1 day left" in reader.get(listed).content.decode()
    assert "1 day left" in reader.get(reverse("office")).content.decode()
    assert (
        "1 day left" in reader.get(reverse("office-provider", args=[provider.pk])).content.decode()
    )
    own = sign_in(officer).get(reverse("provider", args=[provider.pk])).content.decode()
    assert "Gerda" in own
    assert "Case 7" not in own
    trail = sign_in(officer).get(f"/providers/{provider.pk}/trail/").content.decode()
    assert "gave a reviewer access" in trail
    assert "Case 7" not in trail
    one = reverse("office-access-one", args=[access.pk])
    assert "End access" not in reader.get(one).content.decode()
    assert reader.post(reverse("office-access-end", args=[access.pk])).status_code == 403
    later = {"ends_on": today + timedelta(days=5), "revision": 1}
    assert lead.post(reverse("office-access-renew", args=[access.pk]), later).status_code == 302
    ended = lead.post(reverse("office-access-end", args=[access.pk]), {"because": ""})
    assert ended.status_code == 422
    lead.post(reverse("office-access-end", args=[access.pk]), {"because": "Closed."})
    assert "You have access to no provider" in reader.get(reverse("office")).content.decode()
    assert lead.get(f"{listed}?format=csv").status_code == 200


def test_the_api_gives_renews_and_ends(
    submission, provider, rival_provider, guest, reviewer, today, officer
):
    lead = Program(reviewer)
    body = {
        "provider": str(provider.pk),
        "reviewer": "Gerda@example.org",
        "begins_on": str(today),
        "ends_on": str(today + timedelta(days=3)),
        "because": "Case 7.",
    }
    address = "/api/v1/office-access/"
    problem(lead.post(address, body | {"provider": str(rival_provider.pk)}, format="json"), 404)
    problem(lead.post(address, body | {"reviewer": "viktor@example.org"}, format="json"), 400)
    problem(Program(guest).post(address, body, format="json"), 404)
    made = lead.post(address, body, format="json")

    assert made.status_code == 201, made.content
    one = f"{address}{made.json()['id']}/"
    assert (made.json()["state"], made.json()["days_left"]) == ("running", 4)
    seen = Program(officer).get(one).json()
    assert seen["reviewer"] == "Gerda"
    assert "because" not in seen
    assert "ended_because" not in seen
    later = {"ends_on": str(today + timedelta(days=9))}
    problem(lead.patch(one, later, format="json"), 428)
    renewed = lead.patch(one, later, format="json", HTTP_IF_MATCH=made["ETag"])
    assert renewed.json()["days_left"] == 10
    problem(lead.patch(one, later, format="json", HTTP_IF_MATCH=made["ETag"]), 400)
    problem(Program(guest).post(f"{one}end/", {"because": "x"}, format="json"), 403)
    ended = lead.post(f"{one}end/", {"because": "Closed."}, format="json")
    assert (ended.json()["state"], ended.json()["days_left"]) == ("ended", 0)
    problem(lead.post(f"{one}end/", {"because": "Again."}, format="json"), 409)


def test_the_operator_gives_it_at_the_command_line(submission, provider, guest, today, capsys):
    until = str(today + timedelta(days=3))
    call_command(
        "office_access",
        "give",
        "gerda@example.org",
        str(provider.pk),
        "--until",
        until,
        "--because",
        "Case 7.",
    )
    access = OfficeAccess.objects.get()
    call_command(
        "office_access", "renew", str(access.pk), "--until", str(today + timedelta(days=9))
    )
    call_command("office_access", "end", str(access.pk), "--because", "Closed.")
    call_command("office_access", "list")
    call_command("office_access", "free", "gerda@example.org")

    assert "ended" in capsys.readouterr().out
    assert actor_for(user_of(guest)).reads_for_office
    for options in (["--needs-access"], []):  # Named again without it, she reads no more.
        call_command("create_reviewer", "gerda@example.org", *options)
        assert actor_for(user_of(guest)).needs_access
    for wrong in (["end", "nothing", "--because", "x"], ["limit", "nobody@example.org"]):
        with pytest.raises(CommandError):
            call_command("office_access", *wrong)

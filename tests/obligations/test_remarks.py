"""A remark that asks for an answer by a day: its clock, who answers it, and who reads of it."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from obligations.models import Assessment, Comment, Deadline, Notice
from obligations.packages.queries import reconciliation
from obligations.queries import clocks, queues, remarks, shared, timeline
from obligations.queries.queues import Wanted
from obligations.services import assessments, comments, scans
from providers.errors import InvalidInput
from tests.api.conftest import Program
from tests.factories.assessments import submitted
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW, actor_for, make_access, make_model, make_user

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = date(2026, 12, 1)
LATER = NOW + timedelta(days=1)
AFTER = NOW + timedelta(days=12)


@pytest.fixture
def submission(ai_model, officer):
    return submitted(make_duty(ai_model), officer)


def write(assessment, by, text="Which version?", *, now=NOW, is_shared=True, **fields):
    return comments.write(
        duty=assessment.duty,
        assessment=assessment,
        text=text,
        is_shared=is_shared,
        by=by,
        now=now,
        **fields,
    )


def ask(assessment, reviewer, *, day=DAY, **fields):
    return write(assessment, reviewer, answer_by=day, **fields)


def returned(assessment, reviewer):
    return assessments.decide(
        assessment=assessment, decision="returned", reason="Which one?", by=reviewer, now=NOW
    )


def as_rows():
    """Give every clock as it stands, but for its key and for when the product looked at it."""
    left_out = ("id", "flag", "next_check_at", "cancelled_at")
    names = [one.attname for one in Deadline._meta.concrete_fields if one.name not in left_out]
    rows = Deadline.objects.all()
    return {(row.cancelled_at is None, *(getattr(row, name) for name in names)) for row in rows}


def states(reviewer, assessment, on=TODAY):
    return list(remarks.states(reviewer, assessment, on=on).values())


def test_it_starts_a_clock_of_its_own(submission, reviewer):
    remark = ask(submission, reviewer)

    clock = Deadline.objects.get()
    assert (clock.matter, clock.matter_id, clock.provider) == (
        "remark",
        remark.pk,
        submission.provider,
    )
    assert (clock.due_on, clock.rolled_on, clock.event_on) == (DAY, DAY, NOW.date())
    assert clock.ai_model == submission.duty.ai_model
    assert clock.page == f"/duties/{submission.duty_id}/#comments"
    assert "No text sets this day." in clock.because


def test_a_remark_without_a_day_starts_none(submission, reviewer):
    write(submission, reviewer)

    assert not Deadline.objects.exists()
    assert states(reviewer, submission) == []


def test_the_providers_answer_meets_every_clock_of_the_submission(submission, reviewer, officer):
    ask(submission, reviewer)
    ask(submission, reviewer, day=DAY + timedelta(days=5))

    write(submission, officer, "The first.", now=LATER)

    assert not Deadline.objects.open().exists()
    assert set(Deadline.objects.values_list("done_on", "met_at", "next_check_at")) == {
        (LATER.date(), LATER, None)
    }


def test_handing_in_anew_ends_it_and_an_answer_there_meets_what_is_asked_since(
    submission, reviewer, officer
):
    ask(submission, reviewer)
    returned(submission, reviewer)
    later = submitted(submission.duty, officer, now=LATER)

    assert states(reviewer, submission) == ["ended"]
    told = Notice.objects.filter(kind="assessment.submitted", recipient=reviewer.user_id)
    assert told.latest("queued_at").text.endswith("by a day are waited for no longer.")
    ask(submission, reviewer, now=LATER)
    write(later, officer, "Here.", now=LATER + timedelta(hours=1))
    assert sorted(states(reviewer, submission)) == ["answered", "ended"]


def test_what_is_taken_back_ends_it_and_says_so(submission, reviewer, officer):
    ask(submission, reviewer)

    assessments.withdraw(assessment=submission, because="Too early.", by=officer, now=LATER)

    assert not Deadline.objects.open().exists()
    assert states(reviewer, submission) == ["ended"]
    told = Notice.objects.get(kind="assessment.withdrawn", recipient=reviewer.user_id).text
    assert told.endswith("are waited for no longer: Too early.")
    with pytest.raises(InvalidInput) as caught:
        ask(submission, reviewer, now=LATER)
    assert caught.value.field == "answer_by"


def test_taking_one_back_ends_nothing_that_was_asked_about_another(submission, reviewer, officer):
    returned(submission, reviewer)
    later = submitted(submission.duty, officer, now=LATER)
    ask(submission, reviewer, now=LATER)
    ask(later, reviewer, now=LATER)

    assessments.withdraw(assessment=later, because="Too early.", by=officer, now=LATER)

    assert states(reviewer, submission) == ["waiting"]
    assert states(reviewer, later) == ["ended"]


def test_who_asks_while_it_is_taken_back_is_refused(submission, reviewer, officer):
    as_read = Assessment.objects.get(pk=submission.pk)
    assessments.withdraw(assessment=submission, because="Too early.", by=officer, now=NOW)

    with pytest.raises(InvalidInput, match="was taken back"):
        ask(as_read, reviewer, now=LATER)

    assert not Comment.objects.exists()


def test_what_is_no_answer_meets_nothing(submission, reviewer, officer, ai_model):
    write(submission, officer, "Said before.", now=NOW)
    other = submitted(make_duty(ai_model, "aia-53-1-b"), officer)
    ask(submission, reviewer, now=LATER)

    write(submission, reviewer, "And a second thought.", now=LATER)
    write(submission, officer, "Among us.", is_shared=False, now=LATER)
    write(other, officer, "About another.", now=LATER)
    write(submission, officer, "Written before it.", now=LATER - timedelta(seconds=1))

    assert Deadline.objects.open().count() == 1


def test_a_later_remark_waits_for_an_answer_of_its_own(submission, reviewer, officer):
    ask(submission, reviewer)
    write(submission, officer, "The first.", now=LATER)
    ask(submission, reviewer, now=LATER + timedelta(hours=1), day=DAY)

    assert sorted(states(reviewer, submission)) == ["answered", "waiting"]


def test_it_is_flagged_and_told_by_the_same_jobs(submission, reviewer, officer):
    ask(submission, reviewer)
    Notice.objects.all().delete()

    scans.scan(now=AFTER)

    assert Deadline.objects.get().flag == "overdue"
    notice = Notice.objects.get(kind="deadline.flagged")
    assert notice.recipient_id == officer.user_id
    assert "Answer a reviewer at the AI Office" in notice.title
    assert notice.path.endswith("#comments")


def test_it_stands_on_home_and_timeline_and_is_nothing_to_send(submission, reviewer, officer):
    ask(submission, reviewer)
    provider = submission.provider

    (near,) = clocks.near(provider, officer, now=NOW).shown
    line = timeline.deadlines(provider, officer, begins=NOW.date(), ends=DAY)

    assert near.deadline in line
    assert not reconciliation.deadlines(provider, officer, now=NOW).exists()


@pytest.mark.parametrize(
    ("answered", "on", "state"),
    [
        (None, DAY, "waiting"),
        (None, DAY + timedelta(days=1), "late"),
        (LATER, AFTER.date(), "answered"),
        (AFTER, AFTER.date(), "answered-late"),
    ],
)
def test_provider_and_office_read_where_it_stands(
    submission, reviewer, officer, answered, on, state
):
    ask(submission, reviewer)
    if answered:
        write(submission, officer, "The first.", now=answered)

    own = remarks.with_states(Comment.objects.visible_to(officer), on=on)

    assert states(reviewer, submission, on) == [state]
    assert own.get(answer_by=DAY).answer_state == state


def test_the_queue_says_and_filters_what_is_waited_for(submission, reviewer, officer, provider):
    quiet = submitted(make_duty(make_model(provider, "Quiet")), officer)
    met = submitted(make_duty(make_model(provider, "Met")), officer)
    ask(submission, reviewer)
    ask(met, reviewer)
    write(met, officer, "So.", now=LATER)

    def found(now, **wanted):
        return [row.pk for row in queues.queue(reviewer, Wanted(**wanted), now=now)]

    rows = {row.pk: row for row in queues.queue(reviewer, Wanted(), now=NOW)}
    assert (rows[quiet.pk].answer_state, rows[quiet.pk].asked_on) == (None, None)
    assert (rows[submission.pk].answer_state, rows[submission.pk].asked_on) == ("waiting", DAY)
    assert found(NOW, answer="waiting") == [submission.pk]
    assert found(NOW, answer="late") == []
    assert found(AFTER, answer="late") == [submission.pk]
    assert found(AFTER, answer="answered") == [met.pk]
    assert queues.asked(reviewer, now=NOW) == {"waiting": 1, "late": 0}
    assert queues.asked(reviewer, now=AFTER) == {"waiting": 0, "late": 1}
    ask(met, reviewer, now=LATER)
    assert found(AFTER, answer="answered") == [met.pk]  # The list of what was answered has it.


def test_the_pages_show_it(sign_in, submission, reviewer, officer):
    day = timezone.localdate() + timedelta(days=3)
    ask(submission, reviewer, day=day, now=timezone.now())
    office = sign_in(reviewer)

    home = office.get(reverse("office")).content.decode()
    listed = office.get(reverse("office-submissions"), {"answer": "waiting"}).content.decode()
    none = office.get(reverse("office-submissions"), {"answer": "late"})
    opened = office.get(reverse("office-submission", args=[submission.pk])).content.decode()
    own = sign_in(officer).get(reverse("duty", args=[submission.duty_id])).content.decode()

    assert f"{reverse('office-submissions')}?answer=waiting" in home
    assert "The day asked for has not passed." in listed
    assert none.context["page"].object_list.count() == 0
    assert "The day asked for has not passed." in opened
    assert "The day asked for has not passed." in own


def test_programs_read_it(submission, reviewer, officer):
    ask(submission, reviewer, day=timezone.localdate() + timedelta(days=3), now=timezone.now())
    office = Program(reviewer)

    (queued,) = office.get("submissions/?answer=waiting").json()["results"]
    (clock,) = office.get("deadlines/").json()["results"]
    (remark,) = Program(officer).get(f"assessments/{submission.pk}/comments/").json()["results"]

    assert queued["answer"]["state"] == "waiting"
    assert clock["matter"]["kind"] == "remark"
    assert remark["answer_state"] == "waiting"
    assert office.get("submissions/?answer=late").json()["results"] == []


def test_an_answer_is_new_to_the_office(submission, reviewer, officer):
    ask(submission, reviewer)
    write(submission, officer, "The first.", now=LATER)

    news = shared.news(reviewer, since=NOW + timedelta(minutes=1))
    (kind,) = [
        one
        for one in shared.by_provider(reviewer, submission.provider, since=None)
        if one.kind.shared_at == "met_at"
    ]

    assert [(one.kind.place, one.new) for one in news[submission.provider_id]] == [(11, 1)]
    assert kind.latest[0][0].path.endswith(f"{submission.pk}/#remarks")


def test_the_clock_is_its_provider_s_and_the_offices_alone(
    submission, reviewer, officer, colleague, rival, stranger
):
    ask(submission, reviewer)
    limited = make_user("Lena", is_office=True, needs_access=True)
    before = Deadline.objects.visible_to(actor_for(limited)).count()
    make_access(submission.provider, limited)

    seen = {
        name: Deadline.objects.visible_to(actor).count()
        for name, actor in (
            ("officer", officer),
            ("colleague", colleague),
            ("reviewer", reviewer),
            ("limited", actor_for(limited)),
            ("rival", rival),
            ("stranger", stranger),
        )
    }

    assert before == 0
    assert seen == {
        "officer": 1,
        "colleague": 1,
        "reviewer": 1,
        "limited": 1,
        "rival": 0,
        "stranger": 0,
    }
    assert clocks.near(submission.provider, rival, now=NOW).shown == []


def test_remarks_written_before_there_were_clocks_get_theirs(submission, reviewer, officer):
    ask(submission, reviewer)
    write(submission, officer, "The first.", now=LATER)
    ask(submission, reviewer, now=LATER + timedelta(hours=1))
    taken_back = submitted(make_duty(submission.duty.ai_model, "aia-53-1-b"), officer)
    ask(taken_back, reviewer)
    assessments.withdraw(assessment=taken_back, because="Early.", by=officer, now=LATER)
    anew = submitted(make_duty(submission.duty.ai_model, "aia-53-1-c"), officer)
    ask(anew, reviewer)
    returned(anew, reviewer)
    submitted(anew.duty, officer, now=LATER)
    made = as_rows()
    Deadline.objects.all().delete()
    start = import_module("obligations.migrations.0017_clocks_of_remarks").start
    settle = import_module("obligations.migrations.0018_clocks_of_remarks_that_ended").settle

    for one in (start, settle) * 2:
        one(apps, None)

    assert as_rows() == made
    assert Deadline.objects.open().needing_check(timezone.now()).count() == 1

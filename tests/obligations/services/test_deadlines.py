"""services/deadlines.py: opened and moved by rulings, met and reopened, flagged and told once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.law.terms import Due, Ruling
from obligations.models import Deadline, Duty, Notice
from obligations.services import deadlines
from providers.actors import Role
from tests.factories.duties import make_deadline
from tests.factories.evidence import fresh, make_duty
from tests.factories.providers import make_member, make_model, make_provider
from tests.races import at_once

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def day(text):
    return date.fromisoformat(text)


def noon(text):
    """Noon in Brussels on a day."""
    return datetime.fromisoformat(f"{text}T12:00").replace(tzinfo=BRUSSELS)


def ruling(due=None, *, rolled=None, owed=True, clock=None, because="The day of placing."):
    strict = day(due) if due else None
    return Ruling(
        key="aia-53-1-a",
        title="Technical documentation",
        owed=owed,
        because="It is.",
        cite="Art. 53(1)(a)",
        due=Due(strict, day(rolled) if rolled else strict, False, because) if due else None,
        clock=clock,
    )


def opened(duty, *due, now, **fields):
    for one in due:
        deadlines.open_for(duty=duty, ruling=ruling(one, **fields), now=now)
    return Deadline.objects.get(cancelled_at=None)


# Opening and moving


def test_a_ruling_with_a_day_opens_a_deadline(duty, now):
    deadline = opened(duty, "2026-12-07", rolled="2026-12-08", now=now)

    assert deadline.due_on == day("2026-12-07")
    assert deadline.rolled_on == day("2026-12-08")
    # The day is over at midnight in Brussels, which in winter is an hour ahead of UTC.
    assert deadline.due_at == datetime(2026, 12, 7, 23, 0, tzinfo=UTC)
    assert deadline.flag == "upcoming-14"


@pytest.mark.parametrize("said", [ruling(None), ruling("2026-12-07", owed=None)])
def test_no_day_or_no_answer_opens_none(duty, now, said):
    assert deadlines.open_for(duty=duty, ruling=said, now=now) is None
    assert Deadline.objects.count() == 0


def test_the_same_ruling_again_writes_nothing(duty, now):
    opened(duty, "2026-12-07", now=now)

    with CaptureQueriesContext(connection) as queries:
        again = deadlines.open_for(duty=duty, ruling=ruling("2026-12-07"), now=now)

    assert again is None
    assert [query["sql"][:6] for query in queries] == ["SELECT"]


def test_a_day_that_moves_cancels_the_old_deadline_and_keeps_it(duty, now):
    deadline = opened(duty, "2026-12-07", "2026-12-21", now=now)

    assert deadline.due_on == day("2026-12-21")
    old = Deadline.objects.get(cancelled_at=now)
    assert (old.due_on, old.next_check_at) == (day("2026-12-07"), None)


def test_a_rolled_day_that_moves_is_taken_over_in_place(duty, now):
    opened(duty, "2026-12-07", now=now)

    deadlines.open_for(duty=duty, ruling=ruling("2026-12-07", rolled="2026-12-09"), now=now)

    assert Deadline.objects.get().rolled_on == day("2026-12-09")


def test_a_duty_without_a_ruling_keeps_no_open_deadline(duty, now):
    opened(duty, "2026-12-07", now=now)

    moves = deadlines.follow([(duty, None)], now=now)

    assert [row.cancelled_at for row in Deadline.objects.all()] == [now]
    assert moves.duties == {duty.pk}


def test_following_takes_as_many_statements_for_many_duties_as_for_one(provider, now):
    def statements(count):
        pairs = [(make_duty(make_model(provider)), ruling("2026-12-07")) for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            deadlines.follow(pairs, now=now)
        return len(queries)

    assert statements(1) == statements(20)


# Meeting


def test_meeting_stops_the_clock_and_reopening_starts_it_on_its_old_day(duty, now):
    opened(duty, "2026-12-07", now=now)

    assert deadlines.meet(duty=duty, now=now) == 1
    met = Deadline.objects.get()
    later = noon("2026-12-08")
    assert deadlines.reopen(duty=duty, now=later) == 1

    assert (met.met_at, met.next_check_at) == (now, None)
    again = Deadline.objects.get()
    assert (again.met_at, again.due_on, again.flag) == (None, day("2026-12-07"), "overdue")


def test_a_met_deadline_is_not_opened_again_by_the_same_ruling(duty, now):
    opened(duty, "2026-12-07", now=now)
    deadlines.meet(duty=duty, now=now)

    assert deadlines.open_for(duty=duty, ruling=ruling("2026-12-07"), now=now) is None
    assert Deadline.objects.get().met_at == now


@pytest.mark.parametrize(
    ("claim", "decision", "is_met"),
    [
        ("fulfilled", "awaiting", True),
        ("fulfilled", "accepted", True),
        ("not-applicable", "awaiting", True),
        ("fulfilled", "returned", False),
        ("partly-fulfilled", "awaiting", False),
        ("not-fulfilled", "accepted", False),
        ("", "none", False),
    ],
)
def test_what_was_handed_in_stops_the_clock_if_it_claims_that_all_was_done(
    duty, now, claim, decision, is_met
):
    duty.claim, duty.decision = claim, decision
    opened(duty, "2026-12-07", now=now)
    deadlines.settle([duty], now=now)

    assert (Deadline.objects.get().met_at is not None) is is_met


def test_clocks_of_a_duty_that_ended_stay_stopped(duty, now):
    opened(duty, "2026-12-07", now=now)
    deadlines.meet(duty=duty, now=now)
    duty.ended_on = day("2026-11-23")
    deadlines.settle([duty], now=now)

    assert Deadline.objects.get().met_at == now


# Scanning

FIXED_DATES = ["2025-08-02", "2026-08-02", "2027-08-02"]
# The two weeks of Art. 52(1) from Monday 23 November 2026.
TWO_WEEKS = "2026-12-07"


@pytest.mark.parametrize("due_on", [*FIXED_DATES, TWO_WEEKS])
@pytest.mark.parametrize(
    ("days", "flag"),
    [
        (91, "none"),
        (90, "upcoming-90"),
        (31, "upcoming-90"),
        (30, "upcoming-30"),
        (15, "upcoming-30"),
        (14, "upcoming-14"),
        (8, "upcoming-14"),
        (7, "upcoming-7"),
        (2, "upcoming-7"),
        (1, "upcoming-1"),
        (0, "due-today"),
        (-1, "overdue"),
    ],
)
def test_a_scan_flags_the_real_dates(duty, due_on, days, flag):
    deadline = make_deadline(duty, day(due_on))

    deadlines.scan(now=noon(due_on) - timedelta(days=days))

    assert fresh(deadline).flag == flag
    assert fresh(duty).flag == flag
    # The duty's own columns are touched only where the flag changed.
    assert fresh(duty).due_on == (None if flag == "none" else day(due_on))


@pytest.mark.parametrize(
    ("instant", "flag"),
    [
        # The clocks went forward in the night of 29 March 2026, back in that of 25 October.
        ("2026-03-28T23:59:59.999999+01:00", "upcoming-1"),
        ("2026-03-29T00:00:00+01:00", "due-today"),
        ("2026-03-29T23:59:59.999999+02:00", "due-today"),
        ("2026-03-30T00:00:00+02:00", "overdue"),
    ],
)
def test_due_today_begins_and_ends_at_midnight_in_brussels(duty, instant, flag):
    deadline = make_deadline(duty, day("2026-03-29"))

    deadlines.scan(now=datetime.fromisoformat(instant))

    assert fresh(deadline).flag == flag


@pytest.mark.parametrize("due_on", ["2026-03-29", "2026-10-25", "2026-12-07"])
def test_the_next_look_is_never_late(duty, due_on):
    deadline = make_deadline(duty, day(due_on))
    seen = []
    now = noon(due_on) - timedelta(days=200)
    while True:
        assert deadlines.scan(now=now).checked == 1
        deadline = fresh(deadline)
        seen.append(deadline.flag)
        if deadline.next_check_at is None:
            break
        # Nobody looks a microsecond before it is time.
        assert deadlines.scan(now=deadline.next_check_at - timedelta(microseconds=1)).checked == 0
        now = deadline.next_check_at

    upcoming = [f"upcoming-{days}" for days in (90, 30, 14, 7, 1)]
    assert seen == ["none", *upcoming, "due-today", "overdue"]


def test_a_change_of_flag_is_told_to_the_officers_and_to_whom_it_is_assigned(
    provider, duty, officer, colleague, representative, rival
):
    make_deadline(duty, day("2026-12-07"), rolled_on=day("2026-12-09"))
    bystander = make_member(provider, Role.COLLEAGUE)
    Duty.objects.update(assignee=colleague.user_id)

    report = deadlines.scan(now=noon("2026-11-30"))

    told = Notice.objects.order_by("key")
    assert report.notices == 2
    assert {one.recipient_id for one in told} == {officer.user_id, colleague.user_id}
    assert bystander.pk not in {one.recipient_id for one in told}
    assert told[0].title == "Due in 7 days: Technical documentation of the model (Meridian)"
    assert told[0].text == (
        "The strict last day is Monday 7 December 2026 in Brussels (Art. 53(1)(a)). "
        "Regulation 1182/71 might allow Wednesday 9 December 2026; work to the earlier day."
    )
    assert told[0].path == f"/duties/{duty.pk}/"


def test_representatives_are_told_of_what_rests_on_them(ai_model, officer, representative):
    make_deadline(make_duty(ai_model, bearer="representative"), day("2026-12-07"))

    deadlines.scan(now=noon("2026-12-07"))

    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {officer.user_id, representative.user_id}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (14, "Due in 14 days"),
        (1, "Due tomorrow"),
        (0, "Due today"),
        (-1, "Overdue by 1 day"),
        (-30, "Overdue by 30 days"),
    ],
)
def test_the_title_counts_the_days(duty, officer, days, said):
    make_deadline(duty, day("2026-12-07"))

    deadlines.scan(now=noon("2026-12-07") - timedelta(days=days))

    assert Notice.objects.get().title.startswith(f"{said}: ")


@pytest.mark.parametrize(("days", "is_always_mailed"), [(7, False), (0, False), (-1, True)])
def test_the_mail_about_an_overdue_deadline_cannot_be_switched_off(
    duty, officer, days, is_always_mailed
):
    make_deadline(duty, day("2026-12-07"))

    deadlines.scan(now=noon("2026-12-07") - timedelta(days=days))

    assert Notice.objects.get().is_always_mailed is is_always_mailed


def test_a_flag_is_told_once_however_often_it_is_looked_at(duty, officer):
    deadline = make_deadline(duty, day("2026-12-07"))
    deadlines.scan(now=noon("2026-12-07"))
    again = deadlines.scan(now=noon("2026-12-07"))
    # Even if the row is put back to where it was, as a restored backup would.
    Deadline.objects.update(flag="none", next_check_at=deadline.next_check_at)
    restored = deadlines.scan(now=noon("2026-12-07"))

    assert again.checked == 0
    assert (restored.checked, restored.notices) == (1, 0)
    assert Notice.objects.count() == 1


def test_after_three_days_of_outage_only_the_present_flag_is_told(duty, officer):
    make_deadline(duty, day("2026-12-07"))
    deadlines.scan(now=noon("2026-12-05"))
    Notice.objects.all().delete()

    deadlines.scan(now=noon("2026-12-08"))

    assert [one.key.rsplit(":")[-1] for one in Notice.objects.all()] == ["overdue"]


def test_a_provider_without_people_is_flagged_all_the_same(duty):
    deadline = make_deadline(duty, day("2026-12-07"))

    assert deadlines.scan(now=noon("2026-12-07")).notices == 0
    assert fresh(deadline).flag == "due-today"


def test_met_and_cancelled_deadlines_are_left_alone(duty, officer, now):
    make_deadline(duty, day("2026-12-07"), met_at=now)
    make_deadline(duty, day("2026-12-08"), cancelled_at=now)

    assert deadlines.scan(now=noon("2026-12-09")).checked == 0


def test_a_duty_shows_the_earliest_of_its_open_deadlines(duty):
    make_deadline(duty, day("2026-12-07"), clock="one")
    make_deadline(duty, day("2026-11-30"), clock="two")

    deadlines.scan(now=noon("2026-12-02"))

    assert (fresh(duty).due_on, fresh(duty).flag) == (day("2026-11-30"), "overdue")


def test_a_scan_takes_few_statements_for_many_deadlines(provider, officer):
    def statements(count):
        for _ in range(count):
            make_deadline(make_duty(make_model(provider)), day("2026-12-07"))
        with CaptureQueriesContext(connection) as queries:
            assert deadlines.scan(now=noon("2026-12-07")).checked == count
        return len(queries)

    assert statements(1) == statements(25)


def test_batches_end_when_nothing_is_left(provider, officer):
    for _ in range(7):
        make_deadline(make_duty(make_model(provider)), day("2026-12-07"))

    report = deadlines.scan(now=noon("2026-12-07"), batch=3)

    assert (report.checked, report.flagged, report.notices) == (7, 7, 7)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_flag_and_tell_everything_once():
    provider = make_provider()
    make_member(provider)
    for _ in range(40):
        make_deadline(make_duty(make_model(provider)), day("2026-12-07"))
    now = noon("2026-12-07")

    reports = at_once(*[lambda: deadlines.scan(now=now, batch=5)] * 4)
    reports.append(deadlines.scan(now=now))

    assert sum(report.checked for report in reports) == 40
    assert sum(report.notices for report in reports) == 40
    assert Notice.objects.count() == 40
    assert set(Deadline.objects.values_list("flag", flat=True)) == {"due-today"}


@pytest.mark.django_db(transaction=True)
def test_a_scan_leaves_alone_what_somebody_is_writing(duty):
    from django.db import transaction

    make_deadline(duty, day("2026-12-07"))
    with transaction.atomic():
        Duty.objects.select_for_update(no_key=True).get()
        (during,) = at_once(lambda: deadlines.scan(now=noon("2026-12-07")))

    assert during.checked == 0
    assert deadlines.scan(now=noon("2026-12-07")).checked == 1

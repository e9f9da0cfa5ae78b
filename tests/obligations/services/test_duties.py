"""services/duties.py: facts recorded, and what is owed because of them, over the real catalogue."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.models import Deadline, Duty, EvidenceLink, Notice, Obligation
from obligations.services import duties
from obligations.services.catalogue import EditionEdited
from obligations.services.rulings import text
from providers.actors import TIMETABLE, Role
from providers.models import AuditEvent
from providers.services import facts
from providers.services.facts import NewFact
from tests.factories.evidence import attach, fresh
from tests.factories.providers import make_fact, make_member, make_model, make_provider
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def refresh(about, now, by=TIMETABLE):
    provider, ai_model = (about.provider, about) if hasattr(about, "provider") else (about, None)
    return duties.refresh(provider=provider, ai_model=ai_model, by=by, now=now)


def keys(changes):
    return {change.key for change in changes}


def in_force(about, **wanted):
    return set(about.duties.filter(ended_on=None, **wanted).values_list("key", flat=True))


def record(ai_model, by, now, kind, **value):
    """Record a fact as an officer does; answer what follows."""
    return facts.record(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind=kind,
        value=value,
        known_on=TODAY,
        by=by,
        now=now,
    ).changes


@pytest.fixture
def signatory(provider):
    """A provider in the Union that signed two chapters."""
    make_fact(provider, "establishment", country="FR")
    make_fact(
        provider,
        "code-signature",
        chapters={"transparency": "2025-08-01", "copyright": "2025-08-01"},
    )
    return provider


@pytest.fixture
def plain_model(signatory, ai_model):
    """A general-purpose model under the threshold, placed in September 2026, not open source."""
    make_fact(ai_model, "placement", union_market_date="2026-09-01")
    make_fact(ai_model, "general-purpose", decision=True)
    make_fact(ai_model, "compute", training_compute_flop="2e24", cumulative_compute_flop="2e24")
    make_fact(ai_model, "open-source", licence_open=False)
    return ai_model


def test_a_plain_model_owes_article_53_and_the_measures_of_the_chapters_signed(plain_model, now):
    changes = refresh(plain_model, now)

    owed = in_force(plain_model, owed=True)
    assert {"aia-53-1-a", "aia-53-1-b", "aia-53-1-c", "aia-53-1-d"} <= owed
    assert {"cop-tr-1.1", "cop-tr-1.2", "cop-tr-1.3", "cop-cr-1.4"} <= owed
    assert not any(key.startswith(("cop-ss", "aia-54", "aia-55")) for key in owed)
    assert in_force(plain_model, owed=None) == set()
    # What binds the provider once is no duty of its model.
    own = set(Duty.objects.filter(ai_model=None).values_list("key", flat=True))
    assert {"aia-53-3", "cop-cr-1.1"} <= own
    assert owed.isdisjoint(own)
    assert keys(changes.newly_owed) == owed | own
    assert (changes.changed, changes.ended) == ((), ())


def test_a_duty_carries_its_ruling_and_points_to_the_text_in_force(plain_model, now):
    refresh(plain_model, now)

    duty = Duty.objects.get(key="aia-53-1-a")
    assert (duty.owed, duty.applies_from) == (True, date(2026, 9, 1))
    assert duty.cite == duty.obligation.cite
    assert "general-purpose" in duty.because
    assert duty.obligation == Obligation.objects.get(
        key="aia-53-1-a", edition__in_force_from=date(2026, 7, 27)
    )
    assert (duty.due_on, duty.flag) == (date(2026, 9, 1), "overdue")


def test_a_measure_is_demonstrated_by_the_code_itself(plain_model, now):
    refresh(plain_model, now)

    routes = dict(Duty.objects.values_list("key", "route"))
    assert routes["cop-tr-1.1"] == "code"
    assert routes["aia-53-1-a"] == ""


def test_what_binds_the_provider_names_the_model_that_decides(plain_model, now):
    refresh(plain_model, now)
    assert Duty.objects.get(key="aia-53-3").because.startswith("Meridian: ")

    # A second model agrees: one more in the reason, and still one duty.
    second = make_model(plain_model.provider, "Zenith")
    make_fact(second, "general-purpose", decision=True)
    make_fact(second, "placement", union_market_date="2026-10-01")
    refresh(second, now)

    duty = Duty.objects.get(key="aia-53-3")
    assert duty.because.endswith("The same holds for 1 more of the provider's models.")


def test_a_model_of_which_nothing_is_known_leaves_everything_open(ai_model, now):
    changes = refresh(ai_model, now)

    assert in_force(ai_model, owed=True) == set()
    undetermined = Duty.objects.get(key="aia-53-1-a", ai_model=ai_model)
    assert undetermined.owed is None
    assert "union_market_date" in undetermined.missing
    assert changes.newly_owed == ()
    assert "aia-53-1-a" in keys(changes.changed)
    # Nobody is warned of a day that may not exist.
    assert Deadline.objects.count() == 0


def test_a_model_that_is_not_general_purpose_has_no_duties(provider, ai_model, now):
    make_fact(provider, "code-signature", chapters={})
    make_fact(ai_model, "general-purpose", decision=False, reasons="It plays chess.")

    changes = refresh(ai_model, now)

    assert not changes
    assert Duty.objects.count() == 0
    assert not AuditEvent.objects.filter(provider=provider).exists()


def test_a_refresh_without_differences_writes_nothing_at_all(plain_model, officer, now):
    refresh(plain_model, now)
    events, notices = AuditEvent.objects.count(), Notice.objects.count()

    for later in (timedelta(0), timedelta(days=1), timedelta(days=40)):
        with CaptureQueriesContext(connection) as queries:
            assert not refresh(plain_model, now + later)
        statements = {query["sql"].split()[0] for query in queries}
        assert statements <= {"SELECT", "SAVEPOINT", "RELEASE"}

    assert (AuditEvent.objects.count(), Notice.objects.count()) == (events, notices)


def test_a_refresh_takes_as_many_queries_for_many_models_as_for_one(signatory, now):
    def statements(count):
        for _ in range(count):
            model = make_model(signatory)
            make_fact(model, "placement", union_market_date="2026-09-01")
            make_fact(model, "general-purpose", decision=True)
        with CaptureQueriesContext(connection) as queries:
            refresh(signatory, now)
        # Each event has a savepoint, and each model an event.
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    text(now)  # The first refresh of all takes the catalogue over.
    first = statements(1)
    assert statements(4) <= first
    assert first < 25


def test_entries_the_database_has_not_are_named(plain_model, now):
    refresh(plain_model, now)
    Deadline.objects.all().delete()
    Duty.objects.all().delete()
    Obligation.objects.filter(key="aia-53-1-c").delete()

    with pytest.raises(EditionEdited, match="aia-53-1-c"):
        refresh(plain_model, now)


# The main job: compute recorded, systemic risk, new duties, two weeks


def test_recording_compute_brings_systemic_risk_with_its_two_weeks(plain_model, officer, now):
    refresh(plain_model, now)

    changes = record(
        plain_model,
        officer,
        now,
        "compute",
        training_compute_flop="1.2e25",
        cumulative_compute_flop="1.5e25",
    )
    record(plain_model, officer, now, "threshold-known", on="2026-11-23")

    assert {"aia-52-1", "aia-55-1-a", "aia-55-1-b", "aia-55-1-c", "aia-55-1-d"} <= keys(
        changes.newly_owed
    )
    notification = Deadline.objects.get(duty__key="aia-52-1", cancelled_at=None)
    assert (notification.due_on, notification.rolled_on) == (date(2026, 12, 7), date(2026, 12, 7))
    assert notification.clock == "aia-52-1-notification"
    assert notification.flag == "upcoming-14"
    assert fresh(notification.duty).due_on == date(2026, 12, 7)


def test_the_three_days_of_application_arrive_through_rulings(signatory, now):
    legacy, new = make_model(signatory, "Legacy"), make_model(signatory, "New")
    make_fact(legacy, "placement", union_market_date="2025-03-03")
    make_fact(new, "placement", union_market_date="2025-09-01")
    for model in (legacy, new):
        make_fact(model, "general-purpose", decision=True)

    refresh(signatory, now)

    days = {
        duty.ai_model_id: (duty.applies_from, duty.enforceable_from, duty.due_on)
        for duty in Duty.objects.filter(key="aia-53-1-c")
    }
    until = date(2027, 8, 2)
    assert days[legacy.pk] == (until, until, until)
    assert days[new.pk] == (date(2025, 9, 1), date(2026, 8, 2), date(2025, 9, 1))


def test_a_rebuttal_that_is_accepted_ends_what_the_risk_brought(plain_model, officer, now):
    record(plain_model, officer, now, "compute", cumulative_compute_flop="1.5e25")
    record(plain_model, officer, now, "threshold-known", on="2026-10-01")
    assert "aia-55-1-a" in in_force(plain_model, owed=True)

    changes = record(
        plain_model, officer, now, "rebuttal", submitted_on="2026-10-05", accepted_on="2026-11-20"
    )

    assert "aia-55-1-a" in keys(changes.ended)
    ended = Duty.objects.get(key="aia-55-1-a")
    assert (ended.ended_on, ended.work_status, ended.flag) == (TODAY, "ended", "none")
    assert ended.ended_because
    assert not Deadline.objects.open().filter(duty=ended).exists()


def test_a_day_that_moves_is_a_change_with_its_before(plain_model, officer, now):
    refresh(plain_model, now)

    changes = record(plain_model, officer, now, "placement", union_market_date="2026-12-01")

    (change,) = (one for one in changes.changed if one.key == "aia-53-1-a")
    assert change.before == "Owed from 1 September 2026, due 1 September 2026."
    assert change.due_on == date(2026, 12, 1)
    days = Deadline.objects.filter(duty_id=change.duty_id).order_by("due_on")
    assert [(one.due_on, one.cancelled_at) for one in days] == [
        (date(2026, 9, 1), now),
        (date(2026, 12, 1), None),
    ]


def test_a_missing_fact_that_arrives_makes_an_open_duty_owed(ai_model, officer, now):
    refresh(ai_model, now)
    before = Duty.objects.get(key="aia-53-1-c", ai_model=ai_model)

    facts.record_all(
        provider=ai_model.provider,
        ai_model=ai_model,
        facts=[
            NewFact(kind="general-purpose", value={"decision": True}, known_on=TODAY),
            NewFact(kind="placement", value={"union_market_date": "2026-12-01"}, known_on=TODAY),
        ],
        by=officer,
        now=now,
    )

    after = fresh(before)
    assert (after.owed, after.missing) == (True, [])
    assert after.due_on == date(2026, 12, 1)


def test_the_calendar_alone_changes_no_duty_that_is_already_owed(plain_model, now):
    refresh(plain_model, now)
    owed = in_force(plain_model)

    duties.refresh_all(now=now + timedelta(days=400))

    assert in_force(plain_model) == owed


# What facts say was done


def notification(ai_model):
    return Deadline.objects.get(duty__key="aia-52-1", ai_model=ai_model, cancelled_at=None)


def test_a_recorded_notification_meets_its_two_weeks(plain_model, officer, now):
    record(plain_model, officer, now, "compute", cumulative_compute_flop="1.5e25")
    assert notification(plain_model).met_at is None

    changes = record(plain_model, officer, now, "notification", submitted_on="2026-11-23")

    met = notification(plain_model)
    assert (met.done_on, met.met_at, met.next_check_at) == (TODAY, now, None)
    assert "aia-52-1" in keys(changes.changed)
    assert (fresh(met.duty).due_on, fresh(met.duty).work_status) == (None, "not-started")
    # Evidence for it does not start the clock again, and nobody is warned.
    attach(met.duty, by=officer)
    assert notification(plain_model).met_at == now
    Notice.objects.all().delete()
    duties.deadlines.scan(now=now + timedelta(days=60))
    assert not Notice.objects.filter(text__contains="Art. 52(1)").exists()


def test_a_notification_recorded_by_mistake_starts_the_clock_again(plain_model, officer, now):
    record(plain_model, officer, now, "compute", cumulative_compute_flop="1.5e25")
    record(plain_model, officer, now, "notification", submitted_on="2026-11-23")

    record(plain_model, officer, now, "notification", submitted_on=None)

    again = notification(plain_model)
    assert (again.done_on, again.met_at, again.flag) == (None, None, "upcoming-14")
    assert fresh(again.duty).due_on == date(2026, 12, 7)


def test_a_planned_notification_meets_nothing_yet(plain_model, officer, now):
    record(plain_model, officer, now, "compute", cumulative_compute_flop="1.5e25")
    record(plain_model, officer, now, "notification", submitted_on="2026-11-30")

    assert notification(plain_model).met_at is None
    duties.refresh_all(now=now + timedelta(days=7))
    assert notification(plain_model).done_on == date(2026, 11, 30)


def test_a_mandate_in_force_meets_the_day_before_the_placing(provider, plain_model, now):
    make_fact(provider, "establishment", country="US")
    make_fact(provider, "representative", name="Rep", since="2026-08-01")

    refresh(plain_model, now)

    appointed = Deadline.objects.get(duty__key="aia-54-1")
    assert (appointed.due_on, appointed.done_on) == (date(2026, 8, 31), date(2026, 8, 1))
    assert appointed.met_at == now


# What was done is not lost


def test_a_fact_mistyped_and_corrected_on_one_day_costs_nothing(plain_model, officer, now):
    refresh(plain_model, now)
    duty = Duty.objects.get(key="aia-53-1-a")
    attach(duty, by=officer)
    record(plain_model, officer, now, "general-purpose", decision=False)
    assert fresh(duty).ended_on == TODAY

    record(plain_model, officer, now + timedelta(hours=1), "general-purpose", decision=True)

    again = fresh(duty)
    assert (again.ended_on, again.ended_because) == (None, "")
    assert (again.work_status, again.evidence_count) == ("in-progress", 1)
    assert again.due_on == date(2026, 9, 1)
    assert Duty.objects.filter(key="aia-53-1-a").count() == 1


def test_a_duty_that_returns_later_takes_over_evidence_and_people(plain_model, officer, now):
    refresh(plain_model, now)
    old = Duty.objects.get(key="aia-53-1-a")
    attach(old, by=officer)
    Duty.objects.filter(pk=old.pk).update(
        assignee=officer.user_id, route="other-adequate-means", route_explanation="Our way."
    )
    record(plain_model, officer, now, "general-purpose", decision=False)

    later = now + timedelta(days=3)
    record(plain_model, officer, later, "general-purpose", decision=True)

    new = Duty.objects.get(key="aia-53-1-a", ended_on=None)
    assert new.pk != old.pk
    assert fresh(old).ended_on == TODAY
    assert new.assignee_id == officer.user_id
    assert (new.route, new.route_explanation) == ("other-adequate-means", "Our way.")
    assert (new.evidence_count, new.work_status) == (1, "in-progress")
    assert EvidenceLink.objects.filter(duty=new, linked_by_name=officer.name).count() == 1


# The trail and the people


def test_one_event_says_what_changed_and_why(plain_model, officer, now):
    changes = refresh(plain_model, now, by=officer)

    event = AuditEvent.objects.get(action="duties.refreshed")
    assert (event.subject_id, event.actor_name) == (str(plain_model.pk), officer.name)
    told = {one["key"]: one for one in event.detail["newly_owed"]}
    assert set(told) == keys(changes.newly_owed)
    assert told["aia-53-1-a"]["due_on"] == "2026-09-01"
    assert told["aia-53-1-a"]["because"] == Duty.objects.get(key="aia-53-1-a").because


def test_a_refresh_of_all_leaves_one_event_for_each_subject(signatory, plain_model, now):
    second = make_model(signatory, "Zenith")
    make_fact(second, "general-purpose", decision=True)

    refresh(signatory, now)

    events = AuditEvent.objects.filter(action="duties.refreshed")
    about = {event.subject_name: event.detail for event in events}
    assert set(about) == {"Fictional Models SA", "Meridian", "Zenith"}
    assert "aia-53-3" in {one["key"] for one in about["Fictional Models SA"]["newly_owed"]}
    assert "aia-53-1-a" in {one["key"] for one in about["Meridian"]["newly_owed"]}
    assert "aia-53-1-a" in {one["key"] for one in about["Zenith"]["changed"]}


def test_words_that_change_alone_are_taken_over_and_counted(plain_model, now):
    refresh(plain_model, now)
    Duty.objects.filter(key="aia-53-1-a").update(because="Said otherwise once.")

    changes = refresh(plain_model, now)

    assert not changes
    assert Duty.objects.get(key="aia-53-1-a").because != "Said otherwise once."
    assert (
        AuditEvent.objects.filter(action="duties.refreshed").latest("position").detail["reworded"]
        == 1
    )


def test_the_fact_stands_before_its_consequences_in_the_trail(ai_model, officer, now):
    record(ai_model, officer, now, "placement", union_market_date="2026-09-01")

    actions = AuditEvent.objects.filter(provider=ai_model.provider).order_by("position")
    assert list(actions.values_list("action", flat=True)) == ["fact.recorded", "duties.refreshed"]


def test_officers_get_one_notice_for_all_that_is_newly_owed(
    provider, plain_model, officer, colleague, rival, now
):
    changes = refresh(plain_model, now)

    notice = Notice.objects.get()
    count = len(changes.newly_owed)
    assert notice.recipient_id == officer.user_id
    assert notice.title == f"{count} newly owed duties for Meridian"
    assert notice.path == f"/models/{plain_model.pk}/"
    first, *_, more, last = notice.text.splitlines()
    assert first.endswith("(aia-53-1-a): was due Tuesday 1 September 2026.")
    assert len(notice.text.splitlines()) == 14
    assert (more, last) == (f"And {count - 12} more.", "Why each applies stands on its page.")


def test_representatives_hear_of_what_rests_on_them(provider, plain_model, representative, now):
    make_fact(provider, "establishment", country="US")
    make_fact(provider, "representative", name="Rep", since="2026-08-01")

    refresh(plain_model, now)

    assert "aia-54-3-a" in in_force(plain_model, owed=True, bearer="representative")
    assert Notice.objects.get().recipient_id == representative.user_id


def test_a_provider_without_people_is_refreshed_in_silence(plain_model, now):
    assert refresh(plain_model, now).newly_owed
    assert Notice.objects.count() == 0


def test_if_the_refresh_fails_the_fact_is_not_recorded(ai_model, officer, now, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no post")

    monkeypatch.setattr("obligations.services.digests.tell", broken)
    with pytest.raises(RuntimeError):
        record(ai_model, officer, now, "general-purpose", decision=True)

    assert (ai_model.facts.count(), Duty.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


# Everybody at once, and everything at once


def test_refreshing_all_goes_on_after_a_failure_and_names_it(plain_model, now, monkeypatch, caplog):
    bad = make_provider("Broken")
    make_model(bad)
    works = duties.rulings.gather

    def gather(provider, *rest):
        if provider == bad:
            raise RuntimeError("unreadable")
        return works(provider, *rest)

    monkeypatch.setattr("obligations.services.rulings.gather", gather)
    report = duties.refresh_all(now=now)

    assert report.failed == [str(bad.pk)]
    assert report.providers == 1
    assert in_force(plain_model)
    assert "could not be refreshed" in caplog.text
    assert f"Failed: {bad.pk}." in str(report)


def test_other_providers_are_not_touched(plain_model, rival_model, now):
    refresh(plain_model, now)

    assert set(Duty.objects.values_list("provider_id", flat=True)) == {plain_model.provider_id}


@pytest.mark.django_db(transaction=True)
def test_refreshes_at_once_open_every_duty_once(now):
    provider = make_provider()
    make_member(provider, Role.OFFICER)
    model = make_model(provider)
    make_fact(model, "placement", union_market_date="2026-09-01")
    make_fact(model, "general-purpose", decision=True)

    answers = at_once(*[lambda: refresh(model, now)] * 8)

    assert not [one for one in answers if isinstance(one, Exception)]
    assert sum(bool(one) for one in answers) == 1
    in_all = Duty.objects.values_list("ai_model_id", "key")
    assert len(in_all) == len(set(in_all)) > 0
    assert Notice.objects.count() == 1


def test_a_summer_night_is_the_next_day_in_brussels(plain_model):
    late = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)

    assert text(late).on == date(2026, 8, 1)

"""services/trail.py and services/jobs.py: chains walked, runs noted."""

from datetime import timedelta

import pgtrigger
import pytest

from obligations.models import JobRun, Notice
from obligations.services import jobs, trail
from providers.models import AuditEvent
from providers.services import audit
from tests.factories.providers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def trails(provider, officer, now):
    """A chain of three events."""
    for number in range(3):
        with audit.change(action="thing.done", about=provider, by=officer, at=now) as event:
            event.detail["number"] = number


def test_unbroken_chains_are_counted(trails, now):
    report = trail.verify(now=now)

    assert (report.chains, report.events, report.problems) == (1, 3, ())
    assert str(report) == "1 audit chain with 3 events walked, none broken."


def test_a_broken_chain_is_named_and_the_operators_are_told_once(trails, provider, now, caplog):
    operator = make_user(is_superuser=True)
    make_user()
    with pgtrigger.ignore("providers.AuditEvent:audit_is_never_edited"):
        AuditEvent.objects.filter(position=2).update(actor_name="Nobody")

    report = trail.verify(now=now)
    trail.verify(now=now + timedelta(days=1))

    (problem,) = report.problems
    assert (problem.chain, problem.position) == (provider.name, 2)
    assert f"{provider.name}, event 2: " in str(report)
    assert "broken at event 2" in caplog.text
    assert Notice.objects.get().recipient_id == operator.pk


def test_a_run_is_noted_with_what_it_said(now):
    times = iter([now, now + timedelta(seconds=4)])

    said = jobs.run("greet", lambda *, now: f"Hello at {now:%H:%M}.", clock=lambda: next(times))

    run = JobRun.objects.get()
    assert said == run.said == "Hello at 09:00."
    assert (run.name, run.has_failed) == ("greet", False)
    assert run.ended_at - run.begun_at == timedelta(seconds=4)


def test_a_failure_is_noted_and_raised_again(now):
    def fail(*, now):
        raise ValueError("no such luck")

    with pytest.raises(ValueError, match="no such luck"):
        jobs.run("fail", fail, clock=lambda: now)

    run = JobRun.objects.get()
    assert (run.has_failed, run.said) == (True, "ValueError: no such luck")


def test_a_report_of_something_broken_is_shown_among_the_failures(now):
    jobs.run("look", lambda *, now: "Broken.", clock=lambda: now, is_alarm=lambda said: True)

    assert JobRun.objects.get().has_failed


def test_one_failure_does_not_stop_the_other_jobs(now):
    def fail(*, now):
        raise ValueError("no such luck")

    with pytest.raises(ExceptionGroup) as failed:
        jobs.each(
            lambda: jobs.run("fail", fail, clock=lambda: now),
            lambda: jobs.run("greet", lambda *, now: "Hello.", clock=lambda: now),
        )

    assert [str(error) for error in failed.value.exceptions] == ["no such luck"]
    assert list(JobRun.objects.order_by("name").values_list("name", "has_failed")) == [
        ("fail", True),
        ("greet", False),
    ]


def test_a_clock_set_back_meanwhile_does_not_hide_the_run(now):
    times = iter([now, now - timedelta(hours=1)])

    jobs.run("greet", lambda *, now: "Hello.", clock=lambda: next(times))

    assert JobRun.objects.get().ended_at == now


def test_runs_are_forgotten_after_a_month(now):
    for days in (29, 31):
        at = now - timedelta(days=days)
        jobs.run("greet", lambda *, now: "Hello.", clock=lambda at=at: at)

    assert jobs.forget(now=now).startswith("1 run of jobs older")
    assert JobRun.objects.get().begun_at == now - timedelta(days=29)

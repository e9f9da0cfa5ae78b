"""Every job by hand: it does what the timetable would, and says so."""

from io import StringIO

import pgtrigger
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from obligations import tasks
from obligations.models import Duty, Edition, JobRun, Notice, Obligation
from providers.models import AuditEvent
from tests.factories.duties import make_deadline, make_notice
from tests.factories.evidence import fresh, make_duty
from tests.factories.providers import make_fact

pytestmark = pytest.mark.django_db


def say(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_the_catalogue_is_taken_over_once():
    first, second = say("sync_catalogue"), say("sync_catalogue")

    assert first == f"5 editions added; {Obligation.objects.count()} entries written.\n"
    assert second == "5 editions in the database already, none new.\n"


def test_an_edited_edition_is_one_clear_sentence():
    say("sync_catalogue")
    Edition.objects.filter(instrument="guidelines").update(sha256="0" * 64)

    with pytest.raises(CommandError, match=r"guidelines/2025-07-18\.yaml"):
        say("sync_catalogue")
    assert "1 edition replaced" in say("sync_catalogue", "--replace")


def test_duties_are_refreshed(ai_model):
    make_fact(ai_model, "general-purpose", decision=True)
    make_fact(ai_model, "placement", union_market_date="2026-01-01")

    said = say("refresh_duties")

    count = Duty.objects.filter(owed=True).count()
    assert said.startswith(f"1 provider refreshed: {count} duties newly owed")
    assert JobRun.objects.get().said == said.strip()


def test_a_failed_refresh_ends_with_an_error(ai_model, monkeypatch, capsys):
    def broken(*_):
        raise RuntimeError("unreadable")

    monkeypatch.setattr("obligations.services.rulings.gather", broken)
    with pytest.raises(SystemExit) as end:
        say("refresh_duties")

    assert end.value.code == 1


def test_deadlines_are_scanned(ai_model, officer, now):
    deadline = make_deadline(make_duty(ai_model), now.date().replace(year=2025))

    assert say("scan_deadlines") == (
        "1 open deadline looked at, 1 flag changed, 1 notice queued.\n"
    )
    assert fresh(deadline).flag == "overdue"


def test_evidence_is_scanned():
    assert say("scan_evidence").startswith("The evidence of 0 duties")


def test_people_are_reminded_of_own_targets(ai_model, officer):
    make_duty(ai_model, target_on=timezone.localdate())

    assert say("remind_of_targets") == "1 notice about own target days.\n"
    assert say("remind_of_targets") == "0 notices about own target days.\n"


def test_notices_are_sent(provider, officer):
    for _ in range(60):
        make_notice(officer.user_id, provider)

    assert say("send_notices") == ("2 mails due: 2 sent, 0 to be tried again, 0 given up.\n")
    assert len(mail.outbox) == 2


def test_the_trail_is_verified_and_a_break_ends_with_an_error(provider, ai_model, officer):
    make_fact(ai_model, "general-purpose", decision=True)
    say("refresh_duties")
    assert "none broken" in say("verify_audit")
    with pgtrigger.ignore("providers.AuditEvent:audit_is_never_edited"):
        AuditEvent.objects.filter(provider=provider).update(detail={})

    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("verify_audit", stdout=out)

    assert end.value.code == 1
    assert JobRun.objects.latest("begun_at").has_failed
    assert f"{provider.name}, event 1: " in out.getvalue()


def test_tasks_do_the_same_by_timetable(provider, ai_model, officer, now):
    deadline = make_deadline(make_duty(ai_model), now.date().replace(year=2025))
    make_fact(ai_model, "general-purpose", decision=True)

    for task in (tasks.scan_deadlines, tasks.nightly, tasks.scan_evidence, tasks.verify_audit):
        task()
    tasks.send_notices()

    assert fresh(deadline).flag == "overdue"
    assert Duty.objects.filter(key="aia-53-1-c").exists()
    assert Notice.objects.exclude(mail__sent_at=None).count() == Notice.objects.count() > 0
    assert not JobRun.objects.filter(has_failed=True).exists()


def test_every_task_of_the_timetable_exists():
    from cop_tracker.celery import app

    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {name for name in scheduled if name not in app.tasks} == set()

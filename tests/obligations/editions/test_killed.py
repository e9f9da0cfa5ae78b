"""A change of edition killed with -9 in its middle, and two operators at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command

from obligations.editions.queries import amendments
from obligations.editions.services import changes
from obligations.models import Duty, Edition, EditionChange, EditionStep, Notice
from obligations.services import catalogue, duties
from obligations.services.steps import NotAllowedNow
from providers.actors import OPERATOR
from providers.models import AuditEvent, Provider
from providers.services import audit
from tests.factories import providers as make
from tests.factories.providers import NOW
from tests.obligations.editions.test_law_changes import run, snapshot, texts
from tests.obligations.services.test_crashes import database_url
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = ("ai-act", "2026-07-27")

KILLED = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from obligations.editions.services import announcements, steps
module, name = {"inside": (announcements, "tell"), "between": (steps, "take")}[os.environ["WHERE"]]
real, calls = getattr(module, name), []
def dying(*args, **given):
    answer = real(*args, **given)
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
setattr(module, name, dying)
call_command(os.environ["COMMAND"], "ai-act", "2026-07-27", reason="As decided.")
"""


@pytest.fixture
def owners():
    """Six providers alike, whose duties follow the old text, with ways by the Code."""
    catalogue.sync(now=NOW, hold=True)
    found = []
    for number in range(6):
        provider = make.make_provider(f"Provider {number}")
        make.make_member(provider)
        make.make_fact(provider, "code-signature", chapters={"transparency": "2025-08-01"})
        ai_model = make.make_model(provider, "Model")
        make.make_fact(ai_model, "placement", union_market_date="2026-09-01")
        make.make_fact(ai_model, "general-purpose", decision=True)
        with audit.turn(provider):
            duties.refresh(provider=provider, ai_model=None, by=OPERATOR, now=NOW)
        found.append(provider)
    Duty.objects.filter(key="aia-53-1-a").update(route="code")
    Notice.objects.all().delete()
    return sorted(found, key=lambda one: one.pk)


def killed(command, where):
    environ = os.environ | {"COMMAND": command, "WHERE": where, "DATABASE_URL": database_url()}
    environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    ended = subprocess.run([sys.executable, "-c", KILLED], env=environ, timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL


def notices():
    """How often each person was told of each thing that is said once."""
    return Counter(Notice.objects.values_list("recipient_id", "kind"))


@pytest.mark.parametrize(("where", "taken"), [("inside", 2), ("between", 3)])
def test_killed_in_apply_and_in_undo_it_goes_on_to_the_same_end(owners, where, taken):
    old, new = date(2024, 7, 12), date(2026, 7, 27)
    before = [snapshot(one) for one in owners]

    killed("apply_edition", where)
    assert [texts(one) for one in owners] == [{new}] * taken + [{old}] * (6 - taken)
    call_command("apply_edition", *PLACE, reason="As decided.")

    # All are alike, so that those the killed run never reached show an uninterrupted run.
    after = [snapshot(one) for one in owners]
    assert after == [after[-1]] * 6
    assert [texts(one) for one in owners] == [{new}] * 6
    assert set(notices().values()) == {1}
    assert {kind for _, kind in notices()} == {"edition.changed", "way.fallen"}

    Notice.objects.all().delete()
    killed("undo_edition", where)
    assert [texts(one) for one in owners] == [{old}] * taken + [{new}] * (6 - taken)
    call_command("undo_edition", *PLACE, reason="As decided.")

    assert [snapshot(one) for one in owners] == before
    assert set(notices().values()) == {1}
    taken_steps = EditionStep.objects.exclude(done_at=None).filter(was_skipped=False)
    steps = Counter(taken_steps.values_list("change__direction", flat=True))
    assert steps == {"apply": 6, "undo": 6}
    assert AuditEvent.objects.filter(action="edition.followed").count() == 12
    assert EditionChange.objects.filter(finished_at=None).count() == 0
    assert audit.verify_all() == ()


def test_two_operators_applying_at_once_share_the_work(owners):
    amendment = amendments.amendment("ai-act", date(2026, 7, 27))

    both = at_once(*[lambda: run(changes.apply, amendment)] * 2)

    reports = [one for one in both if isinstance(one, changes.Report)]
    refused = [one for one in both if isinstance(one, Exception)]
    assert all(isinstance(one, NotAllowedNow) for one in refused)
    assert sum(one.taken for one in reports) == 6
    assert EditionChange.objects.count() == 1
    assert AuditEvent.objects.filter(action="edition.change-finished").count() == 1
    assert set(notices().values()) == {1}


def test_one_applies_while_another_undoes_and_all_end_on_the_text_in_use(owners):
    amendment = amendments.amendment("ai-act", date(2026, 7, 27))

    at_once(lambda: run(changes.apply, amendment), lambda: run(changes.undo, amendment))
    for step in (changes.apply, changes.undo):
        # Whoever decided last is gone on with; the other way round there is nothing to do.
        if EditionChange.objects.filter(finished_at=None, direction=step.__name__).exists():
            run(step, amendment)

    held = Edition.objects.get(instrument="ai-act", in_force_from=date(2026, 7, 27)).held_at
    expected = date(2026, 7, 27) if held is None else date(2024, 7, 12)
    assert [texts(one) for one in Provider.objects.all()] == [{expected}] * 6
    assert not EditionStep.objects.filter(done_at=None).exists()
    assert max(notices().values()) <= 2
    assert audit.verify_all() == ()

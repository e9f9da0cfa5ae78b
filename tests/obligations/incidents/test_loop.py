"""An unresolved incident never leaves the loop in silence: walks, deaths, bundles, sweeps."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from obligations.incidents.models import Classification, Incident, IncidentReport
from obligations.incidents.queries import records, watch
from obligations.incidents.services import (
    bundles,
    classes,
    incidents,
    loop,
    reports,
    resolutions,
    running,
    submissions,
    sweep,
)
from obligations.law.deadlines import brussels_day
from obligations.law.incidents import IncidentClass
from obligations.models import Deadline, Notice
from obligations.services.steps import NotAllowedNow
from providers.errors import DomainError
from providers.services import audit, facts
from tests.factories.evidence import fresh
from tests.factories.providers import NOW
from tests.obligations.incidents.conftest import computed, submit, write

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Interrupted(RuntimeError):
    """The process died here."""


def is_watched(incident):
    """Whether an open clock runs for it, its own or that of the incident whose reports tell it."""
    told_in = incident.bundled_into_id or incident.pk
    return Deadline.objects.open().filter(matter="incident", matter_id=told_in).exists()


def is_told(incident, at):
    """Whether no report is owed, and the officers heard of it since the clocks last stopped."""
    mailed = Notice.objects.filter(
        kind="incident.without-clock",
        path=incident.path,
        is_always_mailed=True,
        queued_at__gte=watch.stopped_at(incident) or incident.recorded_at,
    )
    return mailed.exists() and records.basis(incident, on=brussels_day(at)).is_voluntary


def resolve(incident, by, at):
    return resolutions.resolve(incident=incident, resolved_at=at, resolution="Done.", by=by, now=at)


@pytest.mark.parametrize("seed", [6, 24, 35, 41, 42])
def test_no_walk_of_steps_leaves_an_unresolved_incident_without_a_clock_in_silence(
    seed, recorded, officer, ai_model, modest
):
    chance = random.Random(seed)
    first = recorded("death")
    second = recorded("health", aware_at=NOW + DAY, models=[modest], now=NOW + DAY)
    at, taken, silent = NOW + 2 * DAY, set(), 0
    steps = {
        "add": lambda one: classes.add(
            incident=one, incident_class=chance.choice(list(IncidentClass)), by=officer, now=at
        ),
        "remove": lambda one: classes.remove(
            classification=Classification.objects.filter(incident=one, removed_at=None)[0],
            because="Not of it.",
            by=officer,
            now=at,
        ),
        "report": lambda one: submit(
            write(reports.draft(incident=one, by=officer, now=at), officer, at), officer, at
        ),
        "resolve": lambda one: resolve(one, officer, at),
        "dismiss": lambda one: resolutions.dismiss(incident=one, because="No.", by=officer, now=at),
        "reopen": lambda one: resolutions.reopen(incident=one, because="Yes.", by=officer, now=at),
        "bundle": lambda one: bundles.join(
            incident=one, head=first if one == second else second, by=officer, now=at
        ),
        "part": lambda one: bundles.part(incident=one, because="Apart.", by=officer, now=at),
        "models": lambda one: incidents.edit(
            incident=one,
            models=chance.choice([[ai_model], [modest], [ai_model, modest]]),
            revision=one.revision,
            by=officer,
            now=at,
        ),
        "fact": lambda _: computed(
            chance.choice([ai_model, modest]), chance.choice(["1e24", "2e25"]), officer, at
        ),
        "sweep": lambda _: sweep.sweep(now=at),
    }

    # Bundling is possible for a few days alone, so it is tried more often.
    names = [*steps, "bundle", "bundle"]
    for _ in range(60):
        name = chance.choice(names)
        one = fresh(chance.choice([first, second]))
        at += timedelta(hours=chance.choice([1, 7, 100]))
        try:
            steps[name](one)
            taken.add(name)
        except (DomainError, IndexError):
            IncidentReport.objects.filter(submitted_at=None).delete()
        for row in Incident.objects.all():
            if row.dismissed_at is None and row.closed_at is None:
                is_silent = not is_watched(row)
                silent += is_silent
                assert not is_silent or is_told(row, at), (name, row.state)

    assert {"report", "resolve", "models", "fact", "bundle"} <= taken
    assert silent, "Being told decided nothing in this walk."


@pytest.mark.parametrize("step", ["resolve", "report", "remove", "dismiss"])
def test_a_step_that_dies_half_way_has_not_happened(step, recorded, officer, monkeypatch):
    incident = recorded("death", "cybersecurity")
    draft = write(reports.draft(incident=incident, by=officer, now=NOW), officer, NOW)
    before = set(Deadline.objects.open().values_list("clock", "due_on"))

    def die(*_, **__):
        raise Interrupted

    monkeypatch.setattr(running.clocks, "follow", die)
    steps = {
        "resolve": lambda: resolve(incident, officer, NOW),
        "report": lambda: submit(draft, officer, NOW),
        "remove": lambda: classes.remove(
            classification=incident.classifications.first(), because="x", by=officer, now=NOW
        ),
        "dismiss": lambda: resolutions.dismiss(incident=incident, because="x", by=officer, now=NOW),
    }
    with pytest.raises(Interrupted):
        steps[step]()

    after = fresh(incident)
    assert (after.state, after.revision) == ("open", 1)
    assert not IncidentReport.objects.filter(submitted_at__isnull=False).exists()
    assert incident.classifications.filter(removed_at=None).count() == 2
    assert set(Deadline.objects.open().values_list("clock", "due_on")) == before


def test_a_sweep_after_weeks_of_outage_brings_back_every_lost_clock(recorded, officer):
    one, two = recorded("death"), recorded("health")
    submit(write(reports.draft(incident=two, by=officer, now=NOW), officer, NOW), officer, NOW)
    Deadline.objects.filter(matter="incident").update(cancelled_at=NOW)
    late = NOW + 45 * DAY

    found, again = sweep.sweep(now=late), sweep.sweep(now=late)

    assert found.repaired == (str(one), str(two))
    assert (again.repaired, again.lost) == ((), ())
    open_days = Deadline.objects.open().order_by("due_on").values_list("due_on", flat=True)
    assert list(open_days) == [(NOW + 10 * DAY).date(), (NOW + 28 * DAY).date()]


def record_unheard(ai_model, flop, by):
    """Record compute that no clock has followed yet, as facts turn by the passing of a day."""
    new = facts.NewFact(
        kind="compute", value={"cumulative_compute_flop": flop}, known_on=NOW.date()
    )
    about = facts.About(ai_model, [new])
    with audit.turn(ai_model.provider):
        facts.add_all(provider=ai_model.provider, subjects=[about], by=by, now=NOW + DAY)


def test_what_a_sweep_parts_from_a_first_one_that_turned_voluntary_alarms_nobody(
    recorded, ai_model, modest, officer
):
    computed(modest, "2e25", officer)
    head = recorded("death")
    one = recorded("health", models=[modest], aware_at=NOW + DAY, now=NOW + DAY)
    bundles.join(incident=one, head=head, by=officer, now=NOW + DAY)
    record_unheard(ai_model, "1e24", officer)

    found = sweep.sweep(now=NOW + 2 * DAY)

    assert (found.is_alarm, fresh(one).state, is_watched(fresh(one))) == (False, "open", True)
    assert not Notice.objects.filter(kind="incident.clock-lost").exists()


def test_a_clock_that_a_first_one_had_lost_is_repaired_for_what_is_told_in_it_too(
    recorded, officer
):
    head = recorded("death")
    one = recorded("health", aware_at=NOW + DAY, now=NOW + DAY)
    bundles.join(incident=one, head=head, by=officer, now=NOW + DAY)
    Deadline.objects.filter(matter="incident").update(cancelled_at=NOW + DAY)

    found = sweep.sweep(now=NOW + 2 * DAY)

    assert (found.repaired, found.lost) == ((str(head), str(one)), ())


def test_a_clock_that_a_fact_starts_while_a_sweep_runs_was_not_lost(
    provider, officer, rival_provider, rival, ai_model, rival_model, monkeypatch
):
    """The sweep is with the first provider when a fact of the second one is recorded."""
    workspaces = [(provider, officer, ai_model), (rival_provider, rival, rival_model)]
    (first, *_), (_, by, later_model) = sorted(workspaces, key=lambda one: one[0].pk)
    for owner, member, model in workspaces:
        computed(model, "1e24", member)
        incidents.open_incident(
            provider=owner,
            title="A pump stopped",
            aware_at=NOW,
            aware_by="Olivia",
            classes=["death"],
            models=[model],
            by=member,
            now=NOW,
        )
    held = loop.hold

    def meanwhile(incident, **given):
        held(incident, **given)
        if incident.provider_id == first.pk:
            computed(later_model, "2e25", by, NOW + DAY)

    monkeypatch.setattr(loop, "hold", meanwhile)
    found = sweep.sweep(now=NOW + DAY)

    assert (found.looked_at, found.is_alarm) == (2, False)
    assert is_watched(Incident.objects.get(provider=later_model.provider))
    assert not Notice.objects.filter(kind="incident.clock-lost").exists()


def test_the_final_report_waits_for_every_incident_it_tells_and_closes_them_too(
    recorded, sent, officer
):
    head = recorded("death")
    resolve(head, officer, NOW + DAY)
    similar = recorded("health", aware_at=NOW + DAY, now=NOW + DAY)
    bundles.join(incident=similar, head=head, by=officer, now=NOW + DAY)
    sent(head, 3)

    with pytest.raises(NotAllowedNow, match=f"Incident {similar.number} is told in its reports"):
        sent(head, 4)
    resolve(fresh(similar), officer, NOW + 5 * DAY)
    submissions.submit(
        report=head.reports.get(submitted_at=None),
        recipients="AI Office",
        channel="Mailbox",
        by=officer,
        now=NOW + 6 * DAY,
    )

    assert [fresh(one).state for one in (head, similar)] == ["closed", "closed"]
    assert not sweep.sweep(now=NOW + 90 * DAY).is_alarm
    with pytest.raises(NotAllowedNow):
        bundles.part(incident=fresh(similar), because="x", by=officer, now=NOW + 7 * DAY)


def test_what_is_opened_again_after_its_head_left_the_loop_is_reported_for_itself(
    recorded, officer
):
    head = recorded("death")
    similar = recorded("health", aware_at=NOW + DAY, now=NOW + DAY)
    bundles.join(incident=similar, head=head, by=officer, now=NOW + DAY)
    for one in (similar, head):
        resolutions.dismiss(incident=fresh(one), because="No.", by=officer, now=NOW + 2 * DAY)

    back = resolutions.reopen(
        incident=fresh(similar), because="Yes.", by=officer, now=NOW + 3 * DAY
    )

    assert (fresh(back).state, is_watched(fresh(back))) == ("open", True)


def test_the_window_of_bundling_closes_with_the_first_ones_initial_deadline(recorded, officer):
    head = recorded("death")
    last_day, day_after = NOW + 10 * DAY, NOW + 11 * DAY
    in_time = recorded("health", aware_at=last_day, now=last_day)
    too_late = recorded("health", aware_at=day_after, now=day_after)

    bundles.join(incident=in_time, head=head, by=officer, now=last_day)
    with pytest.raises(NotAllowedNow, match="has passed"):
        bundles.join(incident=too_late, head=head, by=officer, now=day_after)

    assert (in_time.state, fresh(too_late).state) == ("bundled", "open")


def test_a_model_found_to_carry_systemic_risk_starts_the_clocks_of_a_voluntary_record(
    recorded, ai_model, officer
):
    computed(ai_model, "1e24", officer)
    incident = recorded("death")
    before = is_watched(incident)

    computed(ai_model, "2e25", officer)

    assert (before, is_watched(incident)) == (False, True)

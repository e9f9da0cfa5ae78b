"""Incidents: recorded with their instants, clocks that follow, and no silent way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from obligations.incidents.models import Authority, Classification, Incident, IncidentReport
from obligations.incidents.services import (
    authorities,
    bundles,
    classes,
    incidents,
    resolutions,
    running,
    sweep,
)
from obligations.models import Deadline, Notice
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent
from providers.services import facts
from tests import races
from tests.factories import providers as make
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def clocks(incident, **kept):
    rows = Deadline.objects.filter(matter="incident", matter_id=incident.pk, **kept)
    return [
        (row.clock.removeprefix("cop-ss-9.3-"), (row.due_on - NOW.date()).days)
        for row in rows.order_by("due_at", "opened_at")
    ]


def running_now(incident):
    return clocks(incident, met_at=None, cancelled_at=None)


@pytest.mark.parametrize(
    ("names", "clock"),
    [
        (["critical-infrastructure"], ("critical-infrastructure", 2)),
        (["cybersecurity"], ("cybersecurity", 5)),
        (["death"], ("death", 10)),
        (["health"], ("other", 15)),
        (["fundamental-rights", "death"], ("death", 10)),
        ([], ("critical-infrastructure", 2)),
    ],
)
def test_recording_runs_the_shortest_clock_in_the_same_transaction(recorded, names, clock):
    incident = recorded(*names)

    assert running_now(incident) == [clock]
    assert incident.number == 1
    assert incident.keep_until.isoformat() == "2031-11-23"  # DL-26


def test_incidents_are_numbered_for_each_provider(recorded, rival, rival_provider):
    first, second = recorded("death"), recorded("death")
    other = incidents.open_incident(
        provider=rival_provider, title="Other", aware_at=NOW, aware_by="Rita", by=rival, now=NOW
    )

    assert (first.number, second.number, other.number) == (1, 2, 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"aware_at": NOW + DAY}, "aware_at"),
        ({"aware_at": NOW.replace(year=2024)}, "aware_at"),
        ({"aware_at": None}, "aware_at"),
        ({"aware_at": NOW.replace(tzinfo=None)}, "aware_at"),
        ({"aware_by": ""}, "aware_by"),
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"description": "a\x07b"}, "description"),
        ({"description": "x" * 20_001}, "description"),
        ({"occurred_at": NOW, "aware_at": NOW - DAY}, "aware_at"),
        ({"occurred_at": NOW, "ended_at": NOW - DAY}, "ended_at"),
        ({"occurred_at": NOW, "first_report_received_at": NOW - DAY}, "first_report_received_at"),
        ({"high_risk": "perhaps"}, "high_risk"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(recorded, given, field):
    with pytest.raises(InvalidInput) as refused:
        recorded("death", **given)

    assert [one.field for one in refused.value.problems] == [field]
    assert not Incident.objects.exists()


def test_every_mistake_is_named_at_once(recorded):
    with pytest.raises(InvalidInput) as refused:
        recorded("death", title="", aware_at=None, aware_by="", description="\x07")

    found = {one.field for one in refused.value.problems}
    assert found == {"title", "aware_at", "aware_by", "description"}


@pytest.mark.parametrize("names", [["war"], ["death", "war"]])
def test_an_unknown_class_is_refused(recorded, names):
    with pytest.raises(InvalidInput) as refused:
        recorded(*names)

    assert refused.value.field == "classes"


def test_a_model_of_somebody_else_is_refused(recorded, rival_model):
    with pytest.raises(InvalidInput) as refused:
        recorded("death", models=[rival_model])

    assert refused.value.field == "models"


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_write(recorded, provider, request, who):
    incident, by = recorded("death"), request.getfixturevalue(who)

    for call in (
        lambda: incidents.open_incident(provider=provider, title="No", by=by, now=NOW),
        lambda: incidents.edit(incident=incident, title="No", revision=1, by=by, now=NOW),
        lambda: classes.add(incident=incident, incident_class="health", by=by, now=NOW),
        lambda: resolutions.dismiss(incident=incident, because="No", by=by, now=NOW),
        lambda: resolutions.resolve(
            incident=incident, resolved_at=NOW, resolution="No", by=by, now=NOW
        ),
    ):
        with pytest.raises(NotPermitted):
            call()


def test_members_and_nobody_else_see_an_incident(
    recorded, officer, colleague, rival, reviewer, stranger
):
    recorded("death")

    seen = [
        Incident.objects.visible_to(one).count()
        for one in (officer, colleague, rival, reviewer, stranger)
    ]
    assert seen == [1, 1, 0, 0, 0]


def test_officers_hear_of_it_once(recorded, colleague):
    incident = recorded("death")

    notice = Notice.objects.get(kind="incident.opened")
    assert notice.path == f"/incidents/{incident.pk}/"
    assert "23 November 2026, 10:00 Brussels time" in notice.text


def test_a_shorter_class_shortens_the_clock_and_the_old_one_stays_cancelled(recorded, officer):
    incident = recorded("death")

    changed = classes.add(
        incident=incident, incident_class="cybersecurity", by=officer, now=NOW + DAY
    )

    assert running_now(incident) == [("cybersecurity", 5)]
    assert clocks(incident, cancelled_at=NOW + DAY) == [("death", 10)]
    assert changed.warning == ""


def test_removing_a_class_after_its_clock_ran_is_told_as_a_warning(recorded, officer):
    incident, later = recorded("critical-infrastructure", "death"), NOW + 3 * DAY
    row = Classification.objects.get(incident_class="critical-infrastructure")

    changed = classes.remove(classification=row, because="It came back.", by=officer, now=later)

    assert "Wednesday 25 November 2026 to Thursday 3 December 2026" in changed.warning
    assert running_now(incident) == [("death", 10)]
    assert clocks(incident, cancelled_at=later) == [("critical-infrastructure", 2)]
    assert Notice.objects.filter(kind="incident.classified").get().text.endswith("cancelled.")


def test_a_class_is_removed_once_and_with_a_reason(recorded, officer):
    recorded("death")
    row = Classification.objects.get()

    with pytest.raises(InvalidInput):
        classes.remove(classification=row, because=" ", by=officer, now=NOW)
    classes.remove(classification=row, because="It was not.", by=officer, now=NOW)
    with pytest.raises(NotAllowedNow):
        classes.remove(classification=row, because="Again.", by=officer, now=NOW)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Classification.objects.update(removed_at=None, removed_because="")


def test_a_class_is_added_once(recorded, officer):
    incident = recorded("death")

    with pytest.raises(NotAllowedNow):
        classes.add(incident=incident, incident_class="death", by=officer, now=NOW)
    with pytest.raises(InvalidInput):
        classes.add(incident=incident, incident_class="war", by=officer, now=NOW)


def test_a_later_awareness_moves_the_clock_and_needs_its_ground(recorded, officer):
    incident = recorded("death", aware_at=NOW - 2 * DAY)

    with pytest.raises(InvalidInput) as refused:
        incidents.edit(incident=incident, aware_at=NOW, revision=1, by=officer, now=NOW)
    incidents.edit(
        incident=incident,
        aware_at=NOW,
        aware_because="The first mail was of another model.",
        revision=1,
        by=officer,
        now=NOW,
    )

    assert refused.value.field == "aware_because"
    assert running_now(incident) == [("death", 10)]
    assert clocks(incident, cancelled_at=NOW) == [("death", 8)]
    detail = AuditEvent.objects.get(action="incident.edited").detail
    assert detail["aware_at"]["to"].startswith("2026-11-23T09:00")


def test_of_two_editors_the_second_is_told(recorded, officer):
    incident = recorded("death")
    incidents.edit(incident=incident, title="First", revision=1, by=officer, now=NOW)

    with pytest.raises(Conflict):
        incidents.edit(incident=incident, title="Second", revision=1, by=officer, now=NOW)
    assert Incident.objects.get().title == "First"


def test_every_change_extends_the_keeping(recorded, officer):
    incident = recorded("death")

    incidents.edit(
        incident=incident, description="More.", revision=1, by=officer, now=NOW + 40 * DAY
    )

    assert incident.keep_until.isoformat() == "2032-01-02"


def test_a_resolution_before_the_occurrence_is_refused(recorded, officer):
    incident = recorded("death", occurred_at=NOW - DAY)

    for at in (NOW - 2 * DAY, NOW - DAY / 2, NOW + DAY):
        with pytest.raises(InvalidInput) as refused:
            resolutions.resolve(
                incident=incident, resolved_at=at, resolution="Fixed.", by=officer, now=NOW
            )
        assert refused.value.field == "resolved_at"
    assert Incident.objects.get().resolved_at is None


def test_dismissal_says_who_and_why_and_can_be_taken_back(recorded, officer):
    incident = recorded("death")

    with pytest.raises(InvalidInput):
        resolutions.dismiss(incident=incident, because="", by=officer, now=NOW)
    resolutions.dismiss(incident=incident, because="A hoax.", by=officer, now=NOW)
    gone = (incident.state, incident.dismissed_by_name, running_now(incident))
    resolutions.reopen(incident=incident, because="It was none.", by=officer, now=NOW + DAY)

    assert gone == ("dismissed", "Olivia", [])
    assert (incident.state, running_now(incident)) == ("open", [("death", 10)])


def test_a_near_miss_runs_no_clock_and_can_become_an_incident(recorded, officer):
    near = recorded(is_near_miss=True, aware_at=None, aware_by="")
    before = (near.state, running_now(near), near.keep_until.year)

    incidents.escalate(incident=near, aware_at=NOW, aware_by="Olivia", by=officer, now=NOW)

    assert before == ("near-miss", [], 2031)
    assert running_now(near) == [("critical-infrastructure", 2)]
    with pytest.raises(NotAllowedNow):
        incidents.escalate(incident=near, aware_at=NOW, aware_by="O", by=officer, now=NOW)


def test_a_near_miss_has_no_class(recorded):
    with pytest.raises(InvalidInput):
        recorded("death", is_near_miss=True)


def test_a_similar_incident_is_told_with_the_first_until_its_initial_deadline(recorded, officer):
    head = recorded("death")
    joining = recorded("death", aware_at=NOW + DAY, now=NOW + DAY)
    late = recorded("death", aware_at=NOW + 11 * DAY, now=NOW + 11 * DAY)

    bundles.join(incident=joining, head=head, by=officer, now=NOW + 2 * DAY)

    assert (joining.state, running_now(joining)) == ("bundled", [])
    with pytest.raises(NotAllowedNow, match="has passed"):
        bundles.join(incident=late, head=head, by=officer, now=NOW + 11 * DAY)
    with pytest.raises(NotAllowedNow, match="told in its reports"):
        resolutions.resolve(
            incident=head, resolved_at=NOW, resolution="Done.", by=officer, now=NOW + DAY
        )
    with pytest.raises(NotAllowedNow, match="Part them first"):
        resolutions.dismiss(incident=head, because="None.", by=officer, now=NOW + DAY)
    bundles.part(incident=joining, because="Not similar.", by=officer, now=NOW + 3 * DAY)
    assert running_now(joining) == [("death", 11)]


def test_an_incident_of_somebody_else_is_no_head(recorded, officer, rival, rival_provider):
    other = incidents.open_incident(
        provider=rival_provider, title="Other", aware_at=NOW, aware_by="Rita", by=rival, now=NOW
    )

    with pytest.raises(InvalidInput):
        bundles.join(incident=recorded("death"), head=other, by=officer, now=NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"member_state": "US"}, "member_state"),
        ({"member_state": "ZZ"}, "member_state"),
        ({"name": ""}, "name"),
        ({"told_at": NOW + DAY}, "told_at"),
    ],
)
def test_an_authority_is_of_a_member_state_and_told_in_the_past(recorded, officer, given, field):
    fields = {"name": "Authority", "member_state": "FR"} | given

    with pytest.raises(InvalidInput) as refused:
        authorities.name_authority(incident=recorded("death"), by=officer, now=NOW, **fields)
    assert refused.value.field == field


def test_an_authority_is_named_and_told_once(recorded, officer):
    incident = recorded("death")
    named = {"name": "Authority", "member_state": "el", "by": officer, "now": NOW}
    row = authorities.name_authority(incident=incident, **named)

    with pytest.raises(NotAllowedNow):
        authorities.name_authority(incident=incident, **named)
    authorities.tell(authority=row, told_at=NOW, reference="A-1", by=officer, now=NOW)
    with pytest.raises(NotAllowedNow):
        authorities.tell(authority=row, told_at=NOW, by=officer, now=NOW)
    assert (row.member_state, row.reference) == ("GR", "A-1")
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Authority.objects.update(told_at=None)


def test_the_clocks_say_whether_they_bind(recorded, provider, ai_model, officer):
    unknown = recorded("death")
    title = Deadline.objects.get(matter_id=unknown.pk).because
    sign(provider, officer, {"transparency": None})
    benchmark = Deadline.objects.get(matter_id=unknown.pk)

    assert "It is not known" in title
    assert benchmark.title == "Initial report: death (benchmark)"
    assert "without undue delay" in benchmark.because

    sign(provider, officer, {"safety-security": None})
    assert Deadline.objects.get(matter_id=unknown.pk).title == "Initial report: death"


def test_no_clock_runs_where_no_model_carries_systemic_risk(recorded, ai_model, officer):
    incident = recorded("death")
    facts.record(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind="compute",
        value={"training_compute_flop": "1e23"},
        known_on=NOW.date(),
        by=officer,
        now=NOW,
    )

    assert running_now(incident) == []
    assert sweep.sweep(now=NOW).is_alarm is False


def sign(provider, officer, chapters):
    facts.record(
        provider=provider,
        kind="code-signature",
        value={"chapters": chapters},
        known_on=NOW.date(),
        by=officer,
        now=NOW,
    )


def test_the_sweep_finds_a_lost_clock_and_alarms(recorded):
    operator = make.make_user("Oscar", is_superuser=True)
    incident, kept = recorded("death"), recorded("health")
    Deadline.objects.filter(matter_id=incident.pk).update(cancelled_at=NOW, next_check_at=None)

    report = sweep.sweep(now=NOW)
    again = sweep.sweep(now=NOW)

    assert (report.looked_at, report.repaired, report.lost) == (2, (str(incident),), ())
    assert report.is_alarm
    assert not again.is_alarm
    assert running_now(incident) == [("death", 10)]
    assert running_now(kept) == [("other", 15)]
    assert [one.recipient_id for one in Notice.objects.filter(kind="incident.clock-lost")] == [
        operator.pk
    ]


def test_one_that_cannot_be_looked_at_keeps_no_other_from_it(recorded, monkeypatch):
    broken, silent = recorded("death"), recorded("health")
    operator = make.make_user("Oscar", is_superuser=True)
    Deadline.objects.filter(matter="incident").update(cancelled_at=NOW, next_check_at=None)
    hold = sweep.loop.hold

    def breaks(incident, **fields):
        hold(incident, **fields)
        if incident.pk == broken.pk:
            raise ValueError("It cannot be.")

    monkeypatch.setattr(sweep.loop, "hold", breaks)

    report = sweep.sweep(now=NOW)

    assert (report.repaired, report.failed, report.is_alarm) == (
        (str(silent),),
        (str(broken),),
        True,
    )
    assert (running_now(broken), running_now(silent)) == ([], [("other", 15)])
    told = (
        Notice.objects.filter(recipient=operator).order_by("title").values_list("title", flat=True)
    )
    assert list(told) == [
        "An unresolved incident could not be looked at",
        "An unresolved incident had no clock",
    ]


def test_an_incident_is_never_deleted(recorded):
    recorded("death")

    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Incident.objects.all()._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_resolve_at_once_one_is_refused(recorded, officer):
    pk = recorded("death").pk

    def work():
        return resolutions.resolve(
            incident=Incident.objects.select_related("provider").get(pk=pk),
            resolved_at=NOW,
            resolution="Done.",
            by=officer,
            now=NOW,
        )

    found = races.at_once(work, work)

    assert sorted(type(one).__name__ for one in found) == ["Incident", "NotAllowedNow"]
    assert running_now(Incident.objects.get()) == [("death", 10), ("final", 60)]


def test_the_matter_names_its_page(recorded, ai_model):
    incident = recorded("death")

    matter = running.matter(incident)
    assert (matter.path, matter.ai_model_id) == (f"/incidents/{incident.pk}/", ai_model.pk)


def test_names_for_readers_are_the_names_of_documents_in_english():
    reports = [
        IncidentReport(stage=stage, number=number)
        for number, stage in enumerate(("initial", "intermediate", "final"), 1)
    ]

    assert [one.label for one in reports] == [one.name for one in reports]
    assert [one.mention for one in reports] == [one.name.lower() for one in reports]
    for incident in (Incident(number=3), Incident(number=4, is_near_miss=True)):
        assert (incident.label, incident.mention) == (incident.name, incident.name.lower())

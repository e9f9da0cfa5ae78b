"""One incident of each class, from the first mail to the final report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from obligations.incidents.services import authorities, incidents, resolutions, sweep
from obligations.models import Deadline
from providers.models import Provider
from providers.services import audit
from tests.factories.evidence import fresh
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """Facts in our own words; ``days`` are those of Measure 9.3 for the class."""

    name: str
    days: int
    title: str
    description: str
    ground: str


CASES = [
    Case(
        "critical-infrastructure",
        2,
        "Grid dispatch followed wrong switching advice",
        "An assistant at a regional grid operator advised a switching order that opened two "
        "lines at once. A substation burnt out and cannot be repaired.",
        "The operator's log shows the advice word for word.",
    ),
    Case(
        "cybersecurity",
        5,
        "Copy of the weights left the cluster",
        "A service account with read access to checkpoints was used from an unknown address; "
        "outgoing traffic of the size of the weights followed.",
        "Traffic records and the token's use outside its schedule.",
    ),
    Case(
        "death",
        10,
        "Companion chats before a suicide",
        "Relatives handed over months of conversations in which a person in crisis was "
        "encouraged instead of being led to help.",
        "The conversations carry the identifiers of our service.",
    ),
    Case(
        "health",
        15,
        "Dosing advice in a symptom checker",
        "A downstream checker gave ten times the dose of a common medicine; three people were "
        "taken to hospital.",
        "The downstream provider reproduced the answer with our model.",
    ),
    Case(
        "fundamental-rights",
        15,
        "Invented offences about a named person",
        "Answers about a named person stated convictions that never were; an employer ended "
        "the contract on their strength.",
        "The complaint encloses pictures of the answers, which we could repeat.",
    ),
    Case(
        "property-environment",
        15,
        "Agent emptied a treatment plant's basin",
        "An agent with access to valves released untreated water into a river; fish died over "
        "four kilometres.",
        "The agent's trace names the model and the step.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_incident_of_each_class_comes_to_its_final_report(case, recorded, sent, officer):
    incident = recorded(
        case.name,
        title=case.title,
        description=case.description,
        occurred_at=NOW - 9 * DAY,
        first_report_received_at=NOW - 2 * DAY,
        aware_because=case.ground,
    )
    authorities.name_authority(
        incident=incident,
        name="Market surveillance authority",
        member_state="BE",
        told_at=NOW,
        by=officer,
        now=NOW,
    )

    sent(incident, case.days)
    sent(incident, case.days + 28)
    resolved = NOW + timedelta(days=case.days + 40)
    resolutions.resolve(
        incident=incident,
        resolved_at=resolved,
        resolution="The behaviour was removed and the people concerned were told.",
        by=officer,
        now=resolved,
    )
    swept = sweep.sweep(now=resolved)
    final = sent(incident, case.days + 100, reference="2027/17")

    clocks = Deadline.objects.filter(matter_id=incident.pk)
    assert incident_days(clocks, met_at__isnull=False) == [
        (0, case.days),
        (case.days, case.days + 28),
        (case.days + 40, case.days + 100),
    ]
    assert not clocks.open().exists()
    assert all(row.done_on <= row.due_on for row in clocks.filter(met_at__isnull=False))
    assert not swept.is_alarm
    assert [one.stage for one in incident.reports.order_by("number")] == [
        "initial",
        "intermediate",
        "final",
    ]
    assert final.particulars["authorities"][0]["member_state"] == "BE"
    assert fresh(incident).state == "closed"
    assert audit.verify(Provider.objects.get()) == ()


def incident_days(rows, **kept):
    return [
        ((row.event_on - NOW.date()).days, (row.due_on - NOW.date()).days)
        for row in rows.filter(**kept).order_by("due_on")
    ]


def test_a_near_miss_is_kept_and_not_reported(recorded, officer):
    near = recorded(
        is_near_miss=True,
        title="Filter caught instructions for a pathogen",
        aware_at=None,
        aware_by="",
    )
    incidents.edit(
        incident=near,
        description="The filter held; the model itself had answered.",
        revision=1,
        by=officer,
        now=NOW,
    )

    assert not Deadline.objects.filter(matter_id=near.pk).exists()
    assert fresh(near).keep_until.isoformat() == "2031-11-23"

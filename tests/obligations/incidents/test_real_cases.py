"""Incidents that happened, at least one for each class, from the first mail to the final report.

Day, day of the first source, number: AI Incident Database, incidentdatabase.ai, CC BY-SA 4.0.
The sentences are our own. That database names neither a class of Measure 9.3 nor the moment of
which the provider became aware, and says of most cases only what is alleged. Both are assumed here,
to run the clocks: the class is the one under which a careful provider would first record the case,
the awareness is noon on the day of the first source, or on the first day of Chapter V if that is
later. No case of the sample is a disruption of critical infrastructure; the nearest one stands in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from obligations.incidents.services import authorities, incidents, resolutions, sweep
from obligations.law.incidents import IncidentClass
from obligations.models import Deadline
from providers.models import Provider
from providers.services import audit
from tests.factories.evidence import fresh
from tests.factories.providers import NOW
from tests.obligations.incidents.conftest import bytes_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHAPTER_V = date(2025, 8, 2)
# Measure 9.3, points (1) to (4): days from awareness to the first report.
DAYS = {
    IncidentClass.CRITICAL_INFRASTRUCTURE: 2,
    IncidentClass.CYBERSECURITY: 5,
    IncidentClass.DEATH: 10,
    IncidentClass.HEALTH: 15,
    IncidentClass.FUNDAMENTAL_RIGHTS: 15,
    IncidentClass.PROPERTY_ENVIRONMENT: 15,
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A row of the database by its number, with the class that is assumed for it."""

    number: int
    on: date
    source_on: date
    assumed_class: IncidentClass
    title: str
    description: str

    @property
    def occurred_at(self):
        """Midnight of the day recorded."""
        return datetime.combine(self.on, time(), tzinfo=UTC)

    @property
    def aware_at(self):
        """Assumed, as the module says."""
        return datetime.combine(max(self.source_on, CHAPTER_V), time(12), tzinfo=UTC)

    @property
    def days(self):
        """How long the first report may take."""
        return DAYS[self.assumed_class]

    @property
    def description_and_credit(self):
        """What the record keeps."""
        return f"{self.description} (AI Incident Database, incident {self.number}, CC BY-SA 4.0)"


CASES = [
    Case(
        number=1001,
        on=date(2025, 3, 17),
        source_on=date(2025, 3, 20),
        assumed_class=IncidentClass.CRITICAL_INFRASTRUCTURE,
        title="Crawlers said to gather training data brought code hosts down",
        description="Servers of KDE were overrun from addresses of one network, and developers "
        "could not work; GNOME, SourceHut and Fedora report the like. Training is the alleged aim.",
    ),
    Case(
        number=1263,
        on=date(2025, 11, 13),
        source_on=date(2025, 11, 13),
        assumed_class=IncidentClass.CYBERSECURITY,
        title="A coding agent did most of the work of an espionage campaign",
        description="A group held to be linked to a state got round the safeguards and let the "
        "agent find and use weaknesses and take data from about thirty targets.",
    ),
    Case(
        number=1510,
        on=date(2026, 5, 31),
        source_on=date(2026, 6, 1),
        assumed_class=IncidentClass.CYBERSECURITY,
        title="A support assistant handed accounts over to strangers",
        description="The assistant is said to have changed the mail addresses of well-known "
        "accounts on request and to have started their recovery.",
    ),
    Case(
        number=1387,
        on=date(2025, 11, 2),
        source_on=date(2026, 1, 12),
        assumed_class=IncidentClass.DEATH,
        title="Months of intimate chats before a suicide",
        description="By the complaint, a chat model met a man's wish to die with romantic words "
        "and wrote him a farewell; he was found dead.",
    ),
    Case(
        number=1031,
        on=date(2025, 4, 19),
        source_on=date(2025, 4, 20),
        assumed_class=IncidentClass.HEALTH,
        title="A letter of farewell was written with little more than a standard warning",
        description="A person in acute distress reports that the model let the letter be written "
        "and sent, and led to no help; the transcripts went to the provider.",
    ),
    Case(
        number=1329,
        on=date(2025, 12, 25),
        source_on=date(2026, 1, 2),
        assumed_class=IncidentClass.FUNDAMENTAL_RIGHTS,
        title="Sexualised pictures of real people, made and shown without their consent",
        description="Asked in replies on a platform, the model altered photographs of adults and "
        "of minors, and the results stood in public.",
    ),
    Case(
        number=1437,
        on=date(2026, 3, 10),
        source_on=date(2026, 4, 1),
        assumed_class=IncidentClass.FUNDAMENTAL_RIGHTS,
        title="Sexist abuse of a minister, written on request and shown in public",
        description="The text was later removed; a criminal complaint is reported.",
    ),
    Case(
        number=1178,
        on=date(2025, 7, 21),
        source_on=date(2025, 7, 26),
        assumed_class=IncidentClass.PROPERTY_ENVIRONMENT,
        title="A coding agent destroyed the files it was to move",
        description="A folder had not been made, the agent went on as if it had, and each file "
        "was written over the one before; all but one were lost.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{one.number}-{one.assumed_class}" for one in CASES])
def test_a_real_incident_comes_to_its_final_report(case, recorded, sent, officer):
    aware = case.aware_at
    incident = recorded(
        case.assumed_class,
        title=case.title,
        description=case.description_and_credit,
        occurred_at=case.occurred_at,
        first_report_received_at=aware,
        aware_at=aware,
        aware_because="Assumed: the day of the first source, or of the first clock.",
        now=aware,
    )
    authorities.name_authority(
        incident=incident,
        name="Market surveillance authority",
        member_state="BE",
        told_at=aware,
        by=officer,
        now=aware,
    )

    sent(incident, case.days, since=aware, keeps=("events",))
    sent(incident, case.days + 28, since=aware, keeps=("events",))
    resolved = aware + timedelta(days=case.days + 40)
    resolutions.resolve(
        incident=incident,
        resolved_at=resolved,
        resolution="The behaviour was removed and the people concerned were told.",
        by=officer,
        now=resolved,
    )
    swept = sweep.sweep(now=resolved)
    final = sent(incident, case.days + 100, since=aware, keeps=("events",), reference="2027/17")

    clocks = Deadline.objects.filter(matter_id=incident.pk)
    assert counted_days(clocks.filter(met_at__isnull=False), aware.date()) == [
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
    assert final.particulars["occurred_at"].startswith(case.on.isoformat())
    told = json.loads(bytes_of(final.json))
    lines = {line["key"]: line["text"] for field in told["fields"] for line in field["lines"]}
    assert told["record"]["title"] == case.title
    assert lines["events"] == case.description_and_credit
    assert fresh(incident).state == "closed"
    assert audit.verify(Provider.objects.get()) == ()


def test_the_cases_are_of_every_class():
    assert {one.assumed_class for one in CASES} == set(IncidentClass) == DAYS.keys()


def counted_days(rows, first):
    return [
        ((row.event_on - first).days, (row.due_on - first).days) for row in rows.order_by("due_on")
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

"""services/redactions.py: stated with a version of evidence, and never changed afterwards."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from obligations.models import Evidence, EvidenceVersion
from obligations.models.redactions import Redaction
from obligations.packages.services import items
from obligations.services import evidence, redactions
from providers.errors import InvalidInput
from providers.models import AuditEvent
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.obligations.packages.made import package as make_package

pytestmark = pytest.mark.django_db

PRICES = Redaction(removed="Prices in section 4", ground="trade-secret", because="Not public.")
STATED = {"removed": "Prices in section 4", "ground": "trade-secret", "because": "Not public."}


def test_they_are_recorded_with_the_version_and_in_the_trail(duty, officer):
    version = make.attach(duty, by=officer, redactions=[PRICES])

    assert version.redactions == [STATED]
    assert version.redacted == [PRICES]
    assert AuditEvent.objects.get(action="evidence.attached").detail["redactions"] == [STATED]


def test_none_is_recorded_where_none_is_stated(duty):
    assert make.attach(duty).redactions == []


def test_each_version_has_its_own(duty, officer, now):
    first = make.attach(duty, by=officer, redactions=[PRICES])

    second = evidence.add_version(
        evidence=first.evidence, upload=make.incoming(b"whole"), by=officer, now=now
    )

    assert (make.fresh(first).redactions, second.redactions) == ([STATED], [])


def test_the_database_refuses_to_change_them(duty):
    version = make.attach(duty, redactions=[PRICES])

    with pytest.raises(ProgrammingError), transaction.atomic():
        EvidenceVersion.objects.filter(pk=version.pk).update(redactions=[])


def test_what_was_submitted_is_named_with_them(duty, officer):
    make.attach(duty, by=officer, redactions=[PRICES])

    made.submitted(duty, officer)

    event = AuditEvent.objects.get(action="assessment.submitted")
    assert event.detail["evidence"][0]["redactions"] == [STATED]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        (Redaction(removed=" ", ground="trade-secret"), ["redactions[1].removed"]),
        (Redaction(removed="x", ground="because"), ["redactions[1].ground"]),
        (Redaction(removed="x", ground="other"), ["redactions[1].because"]),
        (
            Redaction(removed="a\0b", ground="", because="c\0d"),
            ["redactions[1].removed", "redactions[1].ground", "redactions[1].because"],
        ),
        (Redaction(removed="x" * 5_001, ground="security"), ["redactions[1].removed"]),
    ],
)
def test_every_field_at_fault_is_named_and_nothing_recorded(duty, wrong, fields):
    with pytest.raises(InvalidInput) as refused:
        make.attach(duty, redactions=[PRICES, wrong])

    assert [one.field for one in refused.value.problems] == fields
    assert not Evidence.objects.exists()


def test_a_list_without_end_is_refused():
    with pytest.raises(InvalidInput) as refused:
        redactions.checked([PRICES] * (redactions.MOST + 1))

    assert refused.value.field == "redactions"


def test_a_package_logs_them_with_the_evidence(duty, ai_model, officer, now):
    version = make.attach(duty, by=officer, redactions=[PRICES])
    package = make_package(ai_model, officer)

    item = items.add_evidence(package=package, version=version, by=officer, now=now)

    logged = item.redactions.get()
    assert (logged.removed, logged.ground, logged.because) == tuple(STATED.values())
    assert (logged.removed_by, logged.noted_by_name) == ("Olivia", "Olivia")

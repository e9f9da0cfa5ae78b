"""services/catalogue.py: editions taken over once, and never changed unasked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from obligations.catalogue.loader import catalogue as files
from obligations.models import Edition, Obligation
from obligations.queries import catalogue as queries
from obligations.services import catalogue
from obligations.services.catalogue import EditionEdited, EntryInUse
from providers.actors import OPERATOR
from providers.models import AuditEvent
from providers.services import audit
from tests.factories.evidence import make_duty
from tests.races import at_once

pytestmark = pytest.mark.django_db
AMENDED = date(2026, 7, 27)


def edited(source, **changes):
    """The edition after somebody changed its file."""
    return replace(source, sha256="f" * 64, **changes)


@pytest.fixture
def act():
    """The two editions of the AI Act, the earlier first."""
    return [one for one in files().editions if one.instrument == "ai-act"]


def test_every_edition_and_entry_becomes_a_row(now):
    report = catalogue.sync(now=now, by=OPERATOR)

    sources = files().editions
    assert Edition.objects.count() == len(sources) == len(report.added)
    assert Obligation.objects.count() == sum(len(one.entries) for one in sources)
    assert report.entries == Obligation.objects.count()
    row = Obligation.objects.get(key="aia-53-1-c", edition__in_force_from=AMENDED)
    entry = files().entry("aia-53-1-c", AMENDED)
    assert (row.title, row.cite, row.position) == (entry.title, entry.cite, entry.position)
    assert row.measures == list(entry.measures)
    assert row.body["applies_from"] == str(entry.applies_from)
    assert row.body["evidence"] == list(entry.evidence)


def test_retention_and_arguments_are_kept_whole(now):
    catalogue.sync(now=now)

    kept = next(e for e in files().as_of(AMENDED) if e.retention)
    row = Obligation.objects.filter(key=kept.key).latest("valid_from")
    assert row.body["retention"]["years"] == kept.retention.years
    ruled = next(e for e in files().as_of(AMENDED) if e.rule_args)
    row = Obligation.objects.filter(key=ruled.key).latest("valid_from")
    assert row.body["rule_args"] == dict(ruled.rule_args)


def test_a_second_sync_changes_nothing(now):
    catalogue.sync(now=now)
    events = AuditEvent.objects.count()

    again = catalogue.sync(now=now + timedelta(days=1))

    assert (again.added, again.replaced, again.entries) == ((), (), 0)
    assert str(again) == f"{len(files().editions)} editions in the database already, none new."
    assert AuditEvent.objects.count() == events
    assert set(Edition.objects.values_list("synced_at", flat=True)) == {now}


def test_the_text_before_ends_on_the_eve_of_the_next(now, act):
    catalogue.sync(now=now)

    bounds = Obligation.objects.filter(key="aia-53-1-c").order_by("valid_from")
    assert [(row.valid_from, row.valid_until) for row in bounds] == [
        (act[0].in_force_from, AMENDED - timedelta(days=1)),
        (AMENDED, None),
    ]
    before, after = AMENDED - timedelta(days=1), AMENDED
    assert queries.entry("aia-53-1-c", before).edition.in_force_from == act[0].in_force_from
    assert queries.entry("aia-53-1-c", after).edition.in_force_from == AMENDED


def test_an_amendment_arrives_as_a_new_edition(now, act):
    catalogue.sync(now=now, sources=act[:1])
    report = catalogue.sync(now=now, sources=act)

    assert (report.added, report.unchanged) == ((act[1].file,), (act[0].file,))
    assert Obligation.objects.filter(edition__in_force_from=AMENDED, valid_until=None).exists()
    first = Obligation.objects.filter(edition__in_force_from=act[0].in_force_from)
    assert not first.filter(valid_until=None).exists()


def test_an_edited_file_is_refused_by_name_and_changes_nothing(now, act):
    catalogue.sync(now=now, sources=act)

    with pytest.raises(EditionEdited, match=act[0].file):
        catalogue.sync(now=now, sources=[edited(act[0], title="Another"), act[1]])

    assert not Edition.objects.filter(title="Another").exists()


def test_a_correction_in_place_is_taken_over_when_it_is_meant(now, act):
    catalogue.sync(now=now, sources=act)
    first, *rest = act[1].entries
    corrected = edited(act[1], entries=(replace(first, title="Corrected"), *rest[:-1]))

    report = catalogue.sync(now=now, sources=[act[0], corrected], replace=True, by=OPERATOR)

    assert report.replaced == (act[1].file,)
    rows = Obligation.objects.filter(edition__in_force_from=AMENDED)
    assert rows.get(key=first.key).title == "Corrected"
    assert rows.count() == len(rest)
    assert not rows.exclude(valid_until=None).exists()
    event = AuditEvent.objects.get(action="edition.replaced")
    assert event.detail["before"] == act[1].sha256
    assert audit.verify(None) == ()


def test_a_correction_keeps_what_duties_point_at(now, act, ai_model):
    catalogue.sync(now=now, sources=act)
    row = Obligation.objects.get(key="aia-53-1-c", edition__in_force_from=AMENDED)
    make_duty(ai_model, obligation=row)
    without = [entry for entry in act[1].entries if entry.key != row.key]

    with pytest.raises(EntryInUse, match=row.key):
        catalogue.sync(
            now=now, sources=[act[0], edited(act[1], entries=tuple(without))], replace=True
        )

    assert Obligation.objects.filter(pk=row.pk).exists()


def test_what_was_never_taken_over_is_added_without_a_look_at_the_rest(now, act):
    catalogue.sync(now=now, sources=[edited(act[0], title="Another")])

    added = catalogue.add_missing(now=now)

    assert len(added) == len(files().editions) - 1
    assert Edition.objects.get(in_force_from=act[0].in_force_from).title == "Another"


@pytest.mark.django_db(transaction=True)
def test_syncs_at_once_add_every_edition_once(now):
    reports = at_once(*[lambda: catalogue.sync(now=now)] * 4)

    assert sum(len(report.added) for report in reports) == len(files().editions)
    assert Edition.objects.count() == len(files().editions)

"""Exports: asked for, made once, kept, counted, and failed visibly."""

from __future__ import annotations

import json
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse

from obligations.dossiers.exports import as_json
from obligations.dossiers.models import Export
from obligations.dossiers.queries.parts import Part
from obligations.dossiers.services import exports, requests
from obligations.storage import open_bytes
from providers.errors import InvalidInput, NotPermitted
from providers.services import audit
from tests.api.conftest import Program
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import NOW
from tests.obligations.dossiers.made import clock
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def history(ai_model, officer):
    duty = make_duty(ai_model)
    attach(duty, statement="First.", title="First", by=officer, now=NOW)
    attach(duty, statement="Second.", title="Second", by=officer, now=NOW)


def asked(ai_model, by, written_as="json", on=TODAY):
    return requests.request(ai_model=ai_model, on=on, written_as=written_as, by=by, now=NOW)


def test_an_export_that_reads_less_than_is_counted_fails_visibly(ai_model, officer, history):
    export = asked(ai_model, officer)
    whole = Part.rows

    def forgetful(part, scope):
        rows = list(whole(part, scope))
        return rows[1:] if part.key == "evidence" else rows

    with patch.object(Part, "rows", forgetful):
        exports.make(export_id=export.pk, clock=clock)

    export.refresh_from_db()
    assert export.state == "failed"
    assert "1 rows were read and 2 are in the database. Nothing was exported" in export.error
    assert export.rendering is None


def test_an_export_that_writes_less_than_it_read_fails_visibly(ai_model, officer, history):
    export = asked(ai_model, officer)
    named = as_json.named_rows

    def forgetful(table, noted):
        rows = named(table, noted)
        if table.key == "evidence":
            next(rows)
            return iter(())
        return rows

    with patch.object(as_json, "named_rows", forgetful):
        exports.make(export_id=export.pk, clock=clock)

    export.refresh_from_db()
    assert (export.state, export.rendering) == ("failed", None)
    assert "rows were written" in export.error


@pytest.mark.parametrize("written_as", ["pdf", "xlsx", "json", "oscal"])
def test_an_export_is_made_kept_and_counted(ai_model, officer, history, written_as):
    export = asked(ai_model, officer, written_as)

    exports.make_waiting(clock=clock)

    export.refresh_from_db()
    assert (export.state, export.done) == ("done", export.total)
    assert export.counts["evidence"]["included"] == 2
    with open_bytes(provider_id=export.provider_id, sha256=export.rendering.sha256) as stored:
        assert stored.read()


def test_an_export_is_made_once(ai_model, officer):
    export = asked(ai_model, officer)

    first = exports.make(export_id=export.pk, clock=clock)
    second = exports.make(export_id=export.pk, clock=clock)

    assert first is not None
    assert second is None


def test_an_export_whose_worker_died_is_made_again(ai_model, officer):
    export = asked(ai_model, officer)
    Export.objects.update(state="running", claimed_until=NOW + timedelta(minutes=20), attempts=1)

    assert exports.make(export_id=export.pk, clock=clock) is None
    exports.make_waiting(clock=lambda: NOW + timedelta(minutes=21))

    export.refresh_from_db()
    assert export.state == "done"


@pytest.mark.parametrize(
    ("on", "written_as", "field"),
    [
        (TODAY + timedelta(days=1), "json", "on"),
        (date(2024, 7, 11), "json", "on"),
        (TODAY, "docx", "format"),
    ],
)
def test_what_cannot_be_exported_is_refused(ai_model, officer, on, written_as, field):
    with pytest.raises(InvalidInput) as refused:
        asked(ai_model, officer, written_as, on)

    assert refused.value.field == field


def test_a_rival_asks_in_vain(ai_model, rival):
    with pytest.raises(NotPermitted):
        asked(ai_model, rival)


def test_a_colleague_may_export_what_they_may_read(ai_model, colleague, sign_in):
    client = sign_in(colleague)
    page = reverse("model-exports", args=[ai_model.pk])

    with patch("obligations.dossiers.tasks.make_export.delay"):
        answer = client.post(
            reverse("model-export-new", args=[ai_model.pk]), {"on": TODAY, "format": "pdf"}
        )

    assert answer["Location"] == page
    assert "Waiting" in client.get(page).content.decode()
    assert Export.objects.count() == 1


def test_a_wrong_day_keeps_the_form(ai_model, officer, sign_in):
    answer = sign_in(officer).post(
        reverse("model-export-new", args=[ai_model.pk]), {"on": "2031-01-01", "format": "pdf"}
    )

    assert answer.status_code == 422
    assert "Choose a day from 2024-07-12 to today" in answer.content.decode()


def test_a_program_asks_waits_and_reads(ai_model, officer, history):
    program = Program(officer)

    asked = program.post(
        f"models/{ai_model.pk}/exports/", {"on": "2026-11-20", "format": "json"}, format="json"
    )
    exports.make_waiting(clock=clock)
    found = program.get(f"exports/{asked.json()['id']}/").json()
    file = program.get(f"renderings/{found['rendering']}/file/")

    assert (asked.status_code, found["state"]) == (202, "done")
    assert json.loads(b"".join(file.streaming_content))["as_of"] == "2026-11-20"


def test_an_export_whose_workers_all_died_fails_visibly(ai_model, officer):
    export = asked(ai_model, officer)
    Export.objects.update(state="running", claimed_until=NOW, attempts=exports.TRIES)

    exports.make_waiting(clock=clock)

    export.refresh_from_db()
    assert export.state == "failed"
    assert "begun 3 times and never ended" in export.error


def test_a_worker_that_lost_its_claim_keeps_nothing(ai_model, officer, history, root):
    export = asked(ai_model, officer)
    write = as_json.write

    def slow(dossier, to, noted):
        write(dossier, to, noted)
        Export.objects.update(attempts=2)  # Another worker has begun meanwhile.

    with patch.object(as_json, "write", slow):
        made = exports.make(export_id=export.pk, clock=clock)

    export.refresh_from_db()
    assert made is None
    assert (export.state, export.rendering) == ("running", None)
    assert not list((root / "incoming").iterdir())


def test_progress_is_noted_while_rows_are_written(ai_model, officer, history):
    export = asked(ai_model, officer)
    times = (NOW + timedelta(seconds=3 * step) for step in range(10_000))
    seen = []
    say = exports.Progress.say

    def spy(progress, now, **fields):
        say(progress, now, **fields)
        seen.append(Export.objects.values_list("done", "total").get(pk=export.pk))

    with patch.object(exports.Progress, "say", spy):
        exports.make(export_id=export.pk, clock=lambda: next(times))

    export.refresh_from_db()
    assert seen[0] == (0, export.total)
    assert seen[-1] == (export.total, export.total)
    assert len({done for done, _ in seen}) == export.total + 1
    assert export.rows == export.total


@pytest.mark.django_db(transaction=True)
def test_what_is_recorded_while_an_export_reads_is_all_in_it_or_not_at_all(
    ai_model, officer, history
):
    export = asked(ai_model, officer)
    whole = Part.rows
    done = []

    def disturbed(part, scope):
        if part.key == "models":
            at_once(lambda: done.append(attach_more(ai_model, officer)))
        return whole(part, scope)

    with patch.object(Part, "rows", disturbed):
        exports.make(export_id=export.pk, clock=clock)

    export.refresh_from_db()
    assert len(done) == 1
    assert export.state == "done"
    assert export.counts["evidence"]["in_database"] == 2


def attach_more(ai_model, officer):
    duty = ai_model.duties.get()
    with audit.turn(ai_model.provider):
        return attach(duty, statement="Third.", title="Third", by=officer, now=NOW)

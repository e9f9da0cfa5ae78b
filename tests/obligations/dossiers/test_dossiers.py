"""The position of a model on a day: what counted then, whole, in every format."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from unittest.mock import patch

import openpyxl
import pytest
from django.urls import reverse
from trestle.oscal.assessment_results import Model as Results
from trestle.oscal.catalog import Model as Catalog
from trestle.oscal.profile import Model as Profile

from obligations.dossiers.exports import as_json, as_oscal, as_pdf, as_xlsx
from obligations.dossiers.models import Export
from obligations.dossiers.queries import position as queries
from obligations.dossiers.queries.position import position
from obligations.dossiers.queries.then import PARTS
from obligations.dossiers.services import exports
from obligations.models import Duty, EvidenceVersion
from obligations.storage import open_bytes
from providers.errors import InvalidInput, NotPermitted
from tests.api.conftest import Program
from tests.factories import assessments as made
from tests.factories import providers as make
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LAST_WEEK = TODAY - timedelta(days=7)
BEFORE = NOW - timedelta(days=7)


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def duty(ai_model) -> Duty:
    return make_duty(ai_model, opened_at=BEFORE)


@pytest.fixture
def history(ai_model, duty, officer, reviewer):
    """Evidence a week ago; a newer version, a submission and a decision today."""
    make.make_fact(ai_model, "placement", union_market_date="2026-09-01")
    first = attach(duty, statement="=cmd()", title="=HYPERLINK(1)", by=officer, now=BEFORE)
    attach(duty, statement="Second.", title="Second", by=officer, now=NOW)
    made.decided(duty, officer, reviewer, "accepted")
    return first


def cells(dossier, part, column):
    table = dossier.table(part)
    place = list(table.columns).index(column)
    return [row[place] for row in table.rows]


def test_a_day_shows_what_was_recorded_by_its_end(ai_model, duty, history):
    then, now = position(ai_model, on=LAST_WEEK), position(ai_model, on=TODAY)

    assert cells(then, "evidence", "title") == ["=HYPERLINK(1)"]
    assert cells(now, "evidence", "title") == ["=HYPERLINK(1)", "Second"]
    assert (cells(then, "duties", "claim"), cells(then, "duties", "decision")) == ([""], ["none"])
    assert cells(now, "duties", "decision") == ["accepted"]
    assert (cells(then, "duties", "evidence_count"), cells(now, "duties", "evidence_count")) == (
        [1],
        [2],
    )


def test_the_law_is_asked_over_the_facts_as_they_were(ai_model, officer):
    make.make_fact(ai_model, "compute", cumulative_compute_flop="3e25")
    make.make_fact(ai_model, "general-purpose", decision=True)

    assert position(ai_model, on=TODAY).assessment.systemic_risk.answer is True
    assert position(ai_model, on=LAST_WEEK).assessment.systemic_risk.answer is None


def test_what_is_left_out_is_counted_with_its_reason(ai_model, history):
    table = position(ai_model, on=LAST_WEEK).table("assessments")

    assert (table.in_database, table.included, table.left_out) == (1, 0, 1)
    assert "after the day" in table.left_out_because


def test_every_part_has_a_shape_and_adds_up(ai_model, history):
    dossier = position(ai_model, on=TODAY)

    assert [one.key for one in dossier.tables] == [one.key for one in PARTS]
    assert all(one.included + one.left_out == one.in_database for one in dossier.tables)
    assert dossier.table("evidence").in_database == EvidenceVersion.objects.count()


def test_an_export_whose_counts_differ_fails_visibly(ai_model, officer, duty, history):
    export = exports.request(ai_model=ai_model, on=TODAY, written_as="json", by=officer, now=NOW)
    lost = list(PARTS)
    lost[4] = lost[4].__class__(
        "evidence", "Evidence", lambda scope: _Forgetful(lost_rows(scope)), PARTS[4].counts
    )
    lost_rows = PARTS[4].whole

    with patch.object(queries, "PARTS", lost):
        exports.make(export_id=export.pk, now=NOW)

    export.refresh_from_db()
    assert export.state == "failed"
    assert "Nothing was exported" in export.error
    assert export.rendering is None


class _Forgetful:
    """A list of rows that loses one on the way, as a broken reader would."""

    def __init__(self, rows):
        self.rows = rows

    def filter(self, *conditions):
        return _Forgetful(self.rows.filter(*conditions))

    def order_by(self, *names):
        return list(self.rows.order_by(*names))[1:]

    def count(self):
        return self.rows.count()


def test_json_holds_every_row(ai_model, history):
    dossier = position(ai_model, on=TODAY)

    found = json.loads(as_json.write(dossier))

    for table in dossier.tables:
        assert len(found["parts"][table.key]) == found["counts"][table.key]["included"]
    assert found["rulings"]
    assert as_json.write(position(ai_model, on=TODAY)) == as_json.write(dossier)


def test_the_workbook_holds_every_row_and_no_formula(ai_model, history):
    dossier = position(ai_model, on=TODAY)

    book = openpyxl.load_workbook(io.BytesIO(as_xlsx.write(dossier)))

    for table in dossier.tables:
        assert book[table.title[:31]].max_row == table.included + 1
    sheet = book["Evidence, each version"]
    assert sheet["A2"].value == "=HYPERLINK(1)"
    assert sheet["A2"].data_type == "s"


def test_the_pdf_is_archival_and_tagged(ai_model, history):
    made = as_pdf.write(position(ai_model, on=TODAY), requested_by="Olivia", requested_at=NOW)

    assert made.startswith(b"%PDF-1.7")
    assert b"pdfaid:part>2<" in made
    assert b"pdfaid:conformance>A<" in made


def test_oscal_is_valid_by_its_published_models(ai_model, history):
    dossier = position(ai_model, on=TODAY)

    archive = zipfile.ZipFile(io.BytesIO(as_oscal.write(dossier)))

    Catalog.model_validate_json(archive.read("catalog.json"))
    Profile.model_validate_json(archive.read("profile.json"))
    Results.model_validate_json(archive.read("assessment-results.json"))


def test_oscal_makes_observations_and_no_findings(ai_model, history):
    results = as_oscal.assessment_results(position(ai_model, on=TODAY))

    (result,) = results["assessment-results"]["results"]
    assert "findings" not in result
    assert len(result["observations"]) == 1 + 2
    assert "satisfied" not in json.dumps(result)


def test_oscal_of_an_empty_model_is_valid_too(ai_model):
    dossier = position(ai_model, on=date(2024, 8, 1))

    Results.model_validate(as_oscal.assessment_results(dossier))
    Profile.model_validate(as_oscal.profile(dossier))


@pytest.mark.parametrize("written_as", ["pdf", "xlsx", "json", "oscal"])
def test_an_export_is_made_kept_and_counted(ai_model, officer, history, written_as):
    export = exports.request(
        ai_model=ai_model, on=TODAY, written_as=written_as, by=officer, now=NOW
    )

    exports.make_waiting(now=NOW)

    export.refresh_from_db()
    assert (export.state, export.done) == ("done", export.total)
    assert export.counts["evidence"]["included"] == 2
    with open_bytes(provider_id=export.provider_id, sha256=export.rendering.sha256) as stored:
        assert stored.read()


def test_an_export_is_made_once(ai_model, officer):
    export = exports.request(ai_model=ai_model, on=TODAY, written_as="json", by=officer, now=NOW)

    first = exports.make(export_id=export.pk, now=NOW)
    second = exports.make(export_id=export.pk, now=NOW)

    assert first is not None
    assert second is None


def test_an_export_whose_worker_died_is_made_again(ai_model, officer):
    export = exports.request(ai_model=ai_model, on=TODAY, written_as="json", by=officer, now=NOW)
    Export.objects.update(state="running", claimed_until=NOW + timedelta(minutes=20), attempts=1)

    assert exports.make(export_id=export.pk, now=NOW) is None
    exports.make_waiting(now=NOW + timedelta(minutes=21))

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
        exports.request(ai_model=ai_model, on=on, written_as=written_as, by=officer, now=NOW)

    assert refused.value.field == field


def test_a_rival_asks_in_vain(ai_model, rival):
    with pytest.raises(NotPermitted):
        exports.request(ai_model=ai_model, on=TODAY, written_as="json", by=rival, now=NOW)


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
    exports.make_waiting(now=NOW)
    found = program.get(f"exports/{asked.json()['id']}/").json()
    file = program.get(f"renderings/{found['rendering']}/file/")

    assert (asked.status_code, found["state"]) == (202, "done")
    assert json.loads(b"".join(file.streaming_content))["as_of"] == "2026-11-20"


@pytest.mark.parametrize("count", [1, 4])
def test_a_dossier_asks_as_often_for_much_as_for_little(
    count, ai_model, duty, officer, django_assert_max_num_queries
):
    for number in range(count):
        attach(duty, statement="Said.", title=f"Piece {number}", by=officer, now=NOW)

    with django_assert_max_num_queries(50):
        position(ai_model, on=TODAY)

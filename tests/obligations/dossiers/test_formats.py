"""PDF, XLSX, JSON and OSCAL: each holds every row, and says how many there are."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from datetime import date, timedelta

import openpyxl
import pytest
from trestle.oscal.assessment_results import Model as Results
from trestle.oscal.catalog import Model as Catalog
from trestle.oscal.profile import Model as Profile

from obligations.dossiers.exports import as_json, as_oscal, as_pdf, as_xlsx
from obligations.dossiers.queries.position import CountsDiffer
from tests.factories.evidence import attach, make_duty
from tests.factories.providers import NOW
from tests.obligations.dossiers import made
from tests.rooms import rows as one_of_everything

pytestmark = pytest.mark.django_db
TOMORROW = NOW.date() + timedelta(days=1)


@pytest.fixture
def dossier(ai_model, officer):
    duty = make_duty(ai_model, key="ai-act/53-1-b")
    attach(duty, statement="=cmd()", title="=HYPERLINK(1)", by=officer, now=NOW)
    one_of_everything(ai_model, officer, NOW)
    with made.dossier(ai_model, TOMORROW) as found:
        yield found


def included(found) -> dict[str, int]:
    return {one.key: one.included for one in found.tables if one.included}


def test_json_holds_every_row(dossier):
    written = made.written(as_json.write, dossier)
    found = json.loads(written)

    assert {key: len(rows) for key, rows in found["parts"].items() if rows} == included(dossier)
    assert found["rulings"]
    assert made.written(as_json.write, dossier) == written


def test_the_workbook_holds_every_row_and_no_formula(dossier):
    book = openpyxl.load_workbook(io.BytesIO(made.written(as_xlsx.write, dossier)))

    for table in dossier.tables:
        assert (table.title in book.sheetnames) == (table.included > 0)
        if table.included:
            assert book[table.title].max_row == table.included + 1
    counts = {row[0]: row[1:4] for row in book["Counts"].iter_rows(min_row=2, values_only=True)}
    assert counts == {
        one.title: (one.in_database, one.included, one.left_out) for one in dossier.tables
    }
    values = [cell for row in book["Pieces of evidence"].iter_rows() for cell in row]
    (formula,) = [cell for cell in values if cell.value == "=HYPERLINK(1)"]
    assert formula.data_type == "s"


def test_the_same_position_gives_the_same_workbook_and_archive(dossier):
    for write in (as_xlsx.write, as_oscal.write):
        assert made.written(write, dossier) == made.written(write, dossier)


def test_a_sheet_that_cannot_hold_its_rows_fails(dossier, monkeypatch):
    monkeypatch.setattr(as_xlsx, "SHEET_ROWS", 0)

    with pytest.raises(CountsDiffer, match="JSON export holds them all"):
        made.written(as_xlsx.write, dossier)


def test_the_pdf_is_archival_and_tagged(dossier):
    written = made.written(as_pdf.write, dossier, requested_by="Olivia", requested_at=NOW)

    assert written.startswith(b"%PDF-1.7")
    assert b"pdfaid:part>2<" in written
    assert b"pdfaid:conformance>A<" in written


def test_more_rows_than_pages_hold_are_refused_with_the_way_out(dossier, monkeypatch):
    monkeypatch.setattr(as_pdf, "MOST_ROWS", 3)

    with pytest.raises(CountsDiffer, match="XLSX, JSON and OSCAL hold them all"):
        made.written(as_pdf.write, dossier, requested_by="Olivia", requested_at=NOW)


def test_oscal_is_valid_by_its_published_models(dossier):
    archive = zipfile.ZipFile(io.BytesIO(made.written(as_oscal.write, dossier)))

    Catalog.model_validate_json(archive.read("catalog.json"))
    Profile.model_validate_json(archive.read("profile.json"))
    Results.model_validate_json(archive.read("assessment-results.json"))


def test_oscal_read_by_another_program_has_every_row(dossier):
    archive = zipfile.ZipFile(io.BytesIO(made.written(as_oscal.write, dossier)))
    read = Results.model_validate_json(archive.read("assessment-results.json"))
    catalog = Catalog.model_validate_json(archive.read("catalog.json")).catalog
    profile = Profile.model_validate_json(archive.read("profile.json")).profile
    (result,) = read.assessment_results.results

    found = Counter(str(one.types[0]) for one in result.observations)
    stated = {
        one.name.removeprefix("count-"): int(one.value) for one in result.props if int(one.value)
    }
    controls = {one.id for group in catalog.groups for one in group.controls}
    chosen = {key for one in profile.imports[0].include_controls for key in one.with_ids}

    assert found == stated == included(dossier)
    assert len({one.uuid for one in result.observations}) == dossier.size
    assert chosen <= controls


def test_oscal_makes_no_findings(dossier):
    archive = zipfile.ZipFile(io.BytesIO(made.written(as_oscal.write, dossier)))
    (result,) = json.loads(archive.read("assessment-results.json"))["assessment-results"]["results"]

    assert "findings" not in result
    assert "satisfied" not in json.dumps(result)


def test_oscal_of_a_day_without_anything_is_valid_too(ai_model):
    with made.dossier(ai_model, date(2024, 8, 1)) as found:
        archive = zipfile.ZipFile(io.BytesIO(made.written(as_oscal.write, found)))

    Results.model_validate_json(archive.read("assessment-results.json"))
    Profile.model_validate_json(archive.read("profile.json"))

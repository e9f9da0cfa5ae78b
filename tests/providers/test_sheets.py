"""Lists as files: every row, exactly, and nothing that a spreadsheet would run."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import openpyxl
import pytest
from django.test import RequestFactory
from django.utils import translation

from providers.errors import InvalidInput
from providers.sheets import answers, files
from providers.sheets.columns import Sheet, guarded, plain
from tests.factories import providers as make

NAMES = Sheet("names", {"Name": "name", "Count": "count"})


class Word(StrEnum):
    YES = "yes-indeed"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x"],
)
def test_what_a_spreadsheet_would_run_is_quoted(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "Zoë", "'quoted'", "5 %"])
def test_what_it_would_not_run_stays(text):
    assert guarded(text) == text


def test_cells_are_written_exactly():
    row = {
        "nothing": None,
        "no": False,
        "many": 12,
        "exact": Decimal("1.50"),
        "large": Decimal("1E+25"),
        "day": date(2026, 8, 2),
        "instant": datetime(2026, 8, 2, 12, tzinfo=UTC),
        "word": Word.YES,
        "list": ["a", None, "b"],
    }
    sheet = Sheet("x", {name: name for name in row})

    assert [plain(one) for one in sheet.cells(row)] == [
        "", "no", "12", "1.50", "10000000000000000000000000", "2026-08-02",
        "2026-08-02T12:00:00+00:00", "yes-indeed", "a; None; b",
    ]  # fmt: skip


def rows(count):
    return [{"name": f"=row {number}", "count": number} for number in range(count)]


def test_csv_and_workbook_hold_every_row():
    taken = files.as_csv(NAMES, rows(1203))
    with taken.file as file:
        read = list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))
    book = files.as_xlsx(NAMES, rows(1203), about=["Address: x"])
    with book.file as file:
        sheet = openpyxl.load_workbook(file)["List"]

    assert taken.count == book.count == len(read) == sheet.max_row - 1 == 1203
    assert read[1202] == {"Name": "'=row 1202", "Count": "1202"}
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=row 0", "s")
    assert sheet["B1204"].value == 1202


def test_a_workbook_says_where_it_is_from():
    book = files.as_xlsx(NAMES, rows(1), about=["Address: https://x/?q=1"])
    with book.file as file:
        about = openpyxl.load_workbook(file)["About"]

    assert [one.value for one in about["A"]] == [
        "Address: https://x/?q=1", "Rows: 1", "Times are those of Brussels.",
    ]  # fmt: skip


def test_a_text_too_long_for_a_cell_is_cut_visibly():
    assert files.cut("x" * 40_000).endswith("…")
    assert len(files.cut("x" * 40_000)) == files.LONGEST_CELL


def test_a_list_that_lost_a_row_is_refused(monkeypatch):
    request = RequestFactory().get("/names/?export=csv")
    monkeypatch.setattr(files, "batches", lambda sheet, rows: iter(list(rows)[:-1]))
    monkeypatch.setattr(answers, "_snapshot", answers.contextmanager(lambda: iter([None])))

    with pytest.raises(answers.Incomplete):
        answers.answer(request, NAMES, rows(3), now=make.NOW)


def test_another_format_is_refused_in_words():
    request = RequestFactory().get("/names/?export=pdf")

    with pytest.raises(InvalidInput, match="csv, xlsx"):
        answers.answer(request, NAMES, rows(3), now=make.NOW)


def test_a_file_is_english_whoever_asks(monkeypatch):
    request = RequestFactory().get("/names/?export=csv")
    monkeypatch.setattr(answers, "_snapshot", answers.contextmanager(lambda: iter([None])))
    spoken = Sheet("names", {"Language": lambda _: translation.get_language()})

    with translation.override("de"):
        answer = answers.answer(request, spoken, rows(1), now=make.NOW)
        after = translation.get_language()
    with answer.file_to_stream as file:
        written = file.read().decode("utf-8-sig")

    assert written.split() == ["Language", "en-gb"]
    assert after == "de"

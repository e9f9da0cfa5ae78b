"""What a filled form says is read, what it does not say plainly is not, and bad files are named."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest
from docx import Document

from obligations.documents.imports import archive, cells, files, official, values
from obligations.documents.imports.archive import NotTheForm
from obligations.documents.imports.reading import State, stored
from obligations.documents.imports.values import Unclear
from obligations.documents.outlines import outline
from tests.obligations.documents import forms
from tests.obligations.documents.forms import Form

KIND = outline("model-documentation")
FILLED = {
    "Legal name for the model provider:": "Example AI Ltd",
    "Release date:": "2 October 2025",
    "Model dependencies:": "N/A: trained from scratch",
    "Required hardware:": "N/A",
    "Design specifications of the model:": "Deep and narrow.\n\nWith reasons.",
    "Input modalities: Text size": "128,000 tokens",
    "Output modalities: other": "Depth maps",
    "Output modalities: other size": "4 megapixels",
    "Total model size:": "7.3*10^10 parameters",
    "Distribution channels: 1": "Weights: https://example.org/model.\nAPI, black box",
    "Distribution channels: 2": "Weights; API",
    "License: 2": "Free and open source",
    "License: 3": "Inference code",
    "Number of data points: 1": "Training: 2e13 tokens",
    "Number of data points: 2": "Training: 1.5x10^13 tokens\nTesting: 4.0x10⁶ tokens",
    "Training time: 1": "From the first step on: 1—3 months",
    "Training time: 2": "9x10^1 wall clock days, 4x10^5 Nvidia A100 days and 2x10^5 H100 days",
    "Amount of computation used for training: 1": "10^24",
    "Amount of computation used for training: 2": "2.4e24 FLOP",
    "Measurement methodology: 1": "From the architecture",
    "Measurement methodology: 2": "From meters",
    "Measurement methodology: 3": "A thousand tokens",
    "Amount of energy used for training:": "about a hundred MWh",
}
TICKED = ("Text@Input", "Video@Output", "Web crawling", "Synthetic data", "100B—500B")
READ = {
    "provider-name": "Example AI Ltd",
    "release-date": "2025-10-02",
    "design": "Deep and narrow.\n\nWith reasons.",
    "input-modalities": ["text"],
    "input-sizes": [{"modality": "text", "size": "128,000 tokens"}],
    "output-modalities": ["video", "other"],
    "output-other": "Depth maps",
    "output-sizes": [{"modality": "other", "size": "4 megapixels"}],
    "parameters": "7.3e10",
    "parameters-range": "up-to-500b",
    "channels": [
        {
            "method": "Weights: https://example.org/model.",
            "link": "https://example.org/model",
        },
        {"method": "API, black box"},
    ],
    "downstream-channels": ["Weights", "API"],
    "licence-type": "Free and open source",
    "assets": "Inference code",
    "provenance": ["crawl", "synthetic"],
    "data-points": [
        {"part": "training", "size": "1.5e13", "unit": "tokens"},
        {"part": "testing", "size": "4.0e6", "unit": "tokens"},
    ],
    "data-points-rounded": [{"part": "training", "size": "2e13", "unit": "tokens"}],
    "training-period": "From the first step on: 1—3 months",
    "training-range": "1-to-3",
    "wall-clock-days": "9e1",
    "hardware-days": [
        {"hardware": "Nvidia A100", "days": "4e5"},
        {"hardware": "H100", "days": "2e5"},
    ],
    "compute-magnitude": "1e24",
    "compute": "2.4e24",
    "compute-method": "From the architecture",
    "energy-method": "From meters",
    "inference-method": "A thousand tokens",
}


def read(file):
    return {one.key: one for one in files.read(file, KIND)}


def values_of(found):
    filled = {key: one.answer for key, one in found.items() if one.state is State.READ}
    return {key: one["value"] for key, one in filled.items() if one["state"] == "filled"}


@pytest.mark.parametrize("boxes", sorted(forms.BOXES))
def test_a_filled_form_is_read_whatever_its_check_boxes(boxes):
    found = read(Form(FILLED, ticked=TICKED, boxes=boxes).bytes())

    assert values_of(found) == READ
    assert found["licence"].state is State.EMPTY
    assert found["energy"].state is State.UNCLEAR
    assert found["energy"].words == "about a hundred MWh"


def test_not_applicable_keeps_its_reason_or_says_that_none_was_given():
    found = read(Form(FILLED).bytes())

    assert found["dependencies"].answer["reason"] == "trained from scratch"
    assert "gives no reason" in found["hardware"].answer["reason"]


def test_rows_may_be_moved():
    order = list(range(len(forms.PLAIN)))
    order[4], order[6:8], order[18] = 18, [7, 6], 4

    assert values_of(read(Form(FILLED, ticked=TICKED, order=order).bytes())) == READ


def test_rows_that_are_gone_are_not_found():
    order = [one for one in range(len(forms.PLAIN)) if forms.PLAIN[one][1] != "License:"]

    found = read(Form(FILLED, order=order).bytes())

    assert {key for key, one in found.items() if one.state is State.NOT_FOUND} == {
        "licence",
        "licence-type",
        "assets",
    }


def test_a_row_that_stands_twice_with_two_answers_is_left_open():
    form = Form(FILLED)
    row = form.table.add_row()
    row.cells[0].text, row.cells[1].text = "Legal name for the model provider:", "Another Ltd"

    found = read(form.bytes())["provider-name"]

    assert (found.state, found.answer) == (State.UNCLEAR, None)
    assert {"Another Ltd", "Example AI Ltd"} == set(found.words.split("\n"))


def test_a_ticked_box_that_the_form_does_not_have_is_unknown():
    form = Form(FILLED, ticked=("Text@Data",), boxes="sign")
    row = next(one for one in form.table.rows if one.cells[0].text.startswith("Data type"))
    row.cells[4].text = "☒ Smells"

    found = read(form.bytes())["data-types"]

    assert (found.state, found.words) == (State.UNCLEAR, "Text, Smells")
    assert "Smells" in found.because


def test_two_ranges_are_not_one():
    found = read(Form(FILLED, ticked=("1—500M", "500B")).bytes())["parameters-range"]

    assert found.state is State.UNCLEAR


def test_a_power_typed_as_raised_numbers_is_a_power():
    form = Form(FILLED)
    row = next(one for one in form.table.rows if one.cells[0].text.startswith("Total model"))
    row.cells[1].text = "7.3x10"
    row.cells[1].paragraphs[0].add_run("10").font.superscript = True

    assert values_of(read(form.bytes()))["parameters"] == "7.3e10"


def test_struck_out_and_hidden_words_are_not_read():
    form = Form(FILLED)
    cell = next(one for one in form.table.rows if "Legal name" in one.cells[0].text).cells[1]
    hidden = cell.paragraphs[0].add_run(" HIDDEN")
    hidden.font.hidden = True

    def struck(name, data):
        return data.replace(
            b"<w:t>Example AI Ltd</w:t></w:r>",
            b"<w:t>Example AI Ltd</w:t></w:r><w:del w:id='1' w:author='a'>"
            b"<w:r><w:delText>GONE</w:delText></w:r></w:del>",
        )

    assert values_of(read(forms.rewritten(form.bytes(), struck)))["provider-name"] == (
        "Example AI Ltd"
    )


def test_a_day_chosen_in_the_calendar_is_that_day_however_it_is_shown():
    form = Form(FILLED)

    def chosen(name, data):
        return data.replace(
            b"<w:p><w:r><w:t>2 October 2025</w:t></w:r></w:p>",
            b'<w:sdt><w:sdtPr><w:date w:fullDate="2025-03-04T00:00:00Z"/></w:sdtPr><w:sdtContent>'
            b"<w:p><w:r><w:t>03/04/2025</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        )

    found = values_of(read(forms.rewritten(form.bytes(), chosen)))
    assert found["release-date"] == "2025-03-04"


def test_the_forms_own_instruction_is_no_answer(monkeypatch):
    told = "Describe in a few plain words what the model was built from. [Recommended 20 words]"
    count, whole, begins = official.fingerprint(told).split()
    known = official.Form(
        captions=official.form().captions,
        instructions=frozenset({(int(count), whole)}),
        beginnings=frozenset({begins}),
    )
    monkeypatch.setattr(official, "form", lambda: known)

    untouched = read(Form(FILLED | {"Model architecture:": told}).bytes())
    added = read(Form(FILLED | {"Model architecture:": f"{told}\nA transformer."}).bytes())
    half = read(Form(FILLED | {"Model architecture:": f"{told[:40]} a transformer"}).bytes())

    assert untouched["architecture"].state is State.EMPTY
    assert added["architecture"].answer["value"] == "A transformer."
    assert (half["architecture"].state, bool(half["architecture"].because)) == (State.READ, True)


def test_instructions_are_known_by_hash_and_none_is_shorter_than_a_phrase():
    known = official.form().instructions

    assert len(known) == 41
    assert min(count for count, _ in known) >= 5


def test_every_item_of_the_outline_has_a_row_of_the_form():
    named = {key for one in official.form().captions for key in one.items}

    assert named == {one.key for one in KIND.items()}


def test_what_was_read_is_stored_and_comes_back():
    found = files.read(Form(FILLED, ticked=TICKED).bytes(), KIND)

    assert stored(found.as_json()) == found


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7.3*10^10 parameters", "7.3e10"),
        ("7.3 × 10^10", "7.3e10"),
        ("7.3×10¹⁰ parameters.", "7.3e10"),
        ("73 billion", "73e9"),
        ("405B parameters", "405e9"),
        ("405,000,000,000", "405000000000"),
        ("10^24", "1e24"),
        ("2.4E25 floating point operations", "2.4e25"),
        ("1.0x10^2 MWh", "1.0e2"),
    ],
)
def test_a_plain_number_is_read(words, value):
    assert values.number(words) == value


@pytest.mark.parametrize(
    "words",
    [
        "7,3",
        "about 7.3e10",
        "7-8 billion",
        "seventy",
        "1e10 or 2e10",
        "100 GWh",
        "3,45e10",
        "",
        "-",
    ],
)
def test_a_number_that_is_not_plain_is_not_guessed(words):
    with pytest.raises(Unclear):
        values.number(words)


def _document(words: str) -> io.BytesIO:
    made, found = Document(), io.BytesIO()
    made.add_paragraph(words)
    made.save(found)
    found.seek(0)
    return found


def _text(xml: bytes) -> io.BytesIO:
    form = Form(FILLED).bytes()
    return forms.rewritten(form, lambda name, data: xml if name == "word/document.xml" else data)


def _typed(kind: bytes) -> io.BytesIO:
    known = b"openxmlformats-officedocument.wordprocessingml.document"
    return forms.rewritten(
        Form(FILLED).bytes(),
        lambda name, data: data.replace(b"vnd." + known + b".main", b"vnd." + kind + b".main"),
    )


def _with(name: str, data: bytes) -> io.BytesIO:
    form = Form(FILLED).bytes()
    with zipfile.ZipFile(form, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr(name, data)
    form.seek(0)
    return form


def _twice() -> io.BytesIO:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _with("word/document.xml", b"<a/>")


def _bomb() -> io.BytesIO:
    return _with("word/media/image1.bmp", b"\0" * 60_000_000)


BAD = {
    "old": (lambda: io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\0" * 600), "old format"),
    "password": (
        lambda: io.BytesIO(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
        "password",
    ),
    "pdf": (lambda: io.BytesIO(b"%PDF-1.7\n..."), "PDF"),
    "rtf": (lambda: io.BytesIO(rb"{\rtf1 words}"), "RTF"),
    "text": (lambda: io.BytesIO(b"Model name: X"), "not a Word document"),
    "cut": (lambda: io.BytesIO(Form(FILLED).bytes().read()[:900]), "damaged"),
    "zip": (lambda: forms.archive(a=b"words"), "no Word document"),
    "bare": (lambda: Form({}).bytes(), "empty"),
    "two": (lambda: Form(FILLED, times=2).bytes(), "two forms"),
    "other": (lambda: _document("A letter."), "not the Model Documentation Form"),
    "many": (lambda: forms.archive(**{f"a{n}": b"" for n in range(1_001)}), "parts"),
    "twice": (_twice, "a part twice"),
    "ratio": (_bomb, "Unpacked"),
    "macro": (lambda: _with("word/vbaProject.bin", b"..."), "macros"),
    "macro-type": (lambda: _typed(b"ms-word.document.macroEnabled"), "macros"),
    "sheet": (lambda: _typed(b"spreadsheetml.sheet"), "no Word document"),
    "entities": (lambda: _text(b"<!DOCTYPE a [<!ENTITY b 'cccc'>]><a>&b;&b;</a>"), "entities"),
    "external": (lambda: _text(b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "entities"),
    "deep": (lambda: _text(b"<a>" * 5_000 + b"</a>" * 5_000), "damaged"),
    "broken": (lambda: _text(b"<a><b></a>"), "damaged"),
    "wide": (lambda: _text(b"<a>" + b"<b c='0'/>" * 1_000_001 + b"</a>"), "many parts|Unpacked"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_file_that_is_not_the_form_is_refused_with_what_it_is(name):
    make, told = BAD[name]

    with pytest.raises(NotTheForm, match=told) as refused:
        files.read(make(), KIND)

    assert refused.value.field == "file"


def test_a_file_that_announces_less_than_it_unpacks_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(archive, "PART_LIMIT", 1_000)

    with pytest.raises(NotTheForm, match="text alone"):
        files.read(Form(FILLED).bytes(), KIND)


def test_a_large_file_is_not_opened_at_all(monkeypatch):
    monkeypatch.setattr(archive, "FILE_LIMIT", 100)

    with pytest.raises(NotTheForm, match="at most"):
        files.read(Form(FILLED).bytes(), KIND)


def test_other_kinds_are_not_imported():
    with pytest.raises(NotTheForm):
        files.read(Form(FILLED).bytes(), outline("framework"))


def test_cells_are_read_in_both_namespaces_of_word():
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    form = forms.rewritten(
        Form(FILLED, ticked=TICKED, boxes="sign").bytes(),
        lambda name, data: data.replace(usual, strict) if "document" in name else data,
    )

    assert values_of(read(form)) == READ
    assert cells.CHECKED == "☒"

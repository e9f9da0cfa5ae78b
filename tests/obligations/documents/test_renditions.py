"""What a recipient must not see is not in the bytes they get."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest

from obligations.documents.exports import renditions
from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Kind, outline
from obligations.documents.services import keeping
from obligations.documents.services.renditions import render
from obligations.models import Rendering
from obligations.storage import open_bytes
from providers.errors import InvalidInput, NotPermitted
from tests.factories import providers as make
from tests.factories.providers import NOW
from tests.obligations.documents.conftest import KIND, fill, freeze, sentinel
from tests.obligations.documents.reading import closed, everything

pytestmark = pytest.mark.django_db
READERS = ("office", "authority", "downstream", "own")


@pytest.fixture
def version(document, officer) -> DocumentVersion:
    fill(document, officer)
    return freeze(document, officer, changes="Zq999changelog")


def made(version, by, recipient, file_format, **more) -> bytes:
    row = render(
        version=version, recipient=recipient, file_format=file_format, by=by, now=NOW, **more
    )
    with open_bytes(provider_id=row.provider_id, sha256=row.sha256) as file:
        return file.read()


def said(item, file_format: str) -> str:
    """How the sentinel of an item reads in a file."""
    if item.kind is Kind.DAY and file_format != "json":
        return f"7 March {sentinel(item)[:4]}"
    return sentinel(item)


@pytest.mark.parametrize("file_format", ["pdf", "docx", "json"])
@pytest.mark.parametrize("recipient", READERS)
def test_bytes_hold_what_the_recipient_may_read_and_nothing_else(
    version, officer, recipient, file_format
):
    flat = closed(everything(made(version, officer, recipient, file_format), file_format))
    for item in outline(KIND).items():
        may = recipient == "own" or recipient in item.recipients
        for trace in traces(item, file_format):
            assert (closed(trace) in flat) == may, (item.key, recipient, file_format)
    assert "zq999changelog" not in flat


def test_a_choice_is_looked_for_by_what_no_other_item_says():
    """The words of an option can stand anywhere; the label of its item can not."""
    traced = {item.key for item in outline(KIND).items() if item.options and traces(item, "pdf")}

    assert {"parameters-range", "training-range"} <= traced


def traces(item, file_format: str) -> list[str]:
    """What stands in a file only where the item does."""
    if not item.options:
        return [said(item, file_format)]
    if file_format == "json":
        return [f'"key":"{item.key}"']
    others = [one for one in outline(KIND).items() if one.key != item.key]
    words = [word for one in others for word in (one.label, *one.options.values())]
    words += [section.title for section in outline(KIND).sections]
    return [] if any(closed(item.label) in closed(one) for one in words) else [item.label]


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_search_finds_what_stands_only_in_compressed_parts(version, officer, file_format):
    """The test above would pass on bytes it cannot read; here it must find what it looks for."""
    data = made(version, officer, "own", file_format)
    there = sentinel(outline(KIND).item("uses"))

    assert there.encode() not in data
    assert there in re.sub(r"\s+", "", everything(data, file_format))


def test_a_word_file_holds_no_parts_but_its_own(version, officer):
    data = made(version, officer, "downstream", "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        core = archive.read("docProps/core.xml").decode()

    assert not [
        one for one in names if "thumbnail" in one or "custom.xml" in one or "comment" in one
    ]
    assert re.findall(r"<(?:dc|cp):(?:description|keywords|category|subject)>[^<]", core) == []


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("recipient", "words"),
    [
        ("office", "Confidential (AI Act, Art. 78). For the AI Office. Contains trade secrets"),
        ("downstream", "For downstream providers. Contains trade secrets"),
        ("own", "Internal: holds every answer. Not for others. Contains trade secrets"),
    ],
)
def test_every_page_says_for_whom_it_is(version, officer, recipient, words, file_format):
    text = everything(made(version, officer, recipient, file_format), file_format)

    assert re.sub(r"\s+", "", words) in re.sub(r"\s+", "", text)


@pytest.mark.parametrize("recipient", ["office", "authority", "downstream"])
def test_no_label_of_a_hidden_item_is_left(version, officer, recipient):
    body = json.loads(made(version, officer, recipient, "json"))
    labels = {item["key"] for section in body["sections"] for item in section["items"]}

    assert labels == {one.key for one in outline(KIND).items() if recipient in one.recipients}


def test_a_request_gets_only_the_items_chosen_with_its_basis_on_the_cover(version, officer):
    data = made(
        version,
        officer,
        "office",
        "docx",
        only=["compute", "energy"],
        basis="Art. 91(1)",
        purpose="Compute of the model",
    )
    text = everything(data, "docx")

    assert "Art. 91(1)" in text
    assert "Compute of the model" in text
    assert sentinel(outline(KIND).item("compute")) in text
    assert sentinel(outline(KIND).item("parameters")) not in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"recipient": "public"}, "recipient"),
        ({"file_format": "exe"}, "format"),
        ({"recipient": "downstream", "only": ["compute"]}, "items"),
        ({"only": ["nothing-of-that-name"]}, "items"),
        ({"basis": "x" * 5001}, "legal_basis"),
    ],
)
def test_a_wrong_order_is_refused_and_nothing_is_kept(version, officer, given, field):
    whole = {"recipient": "office", "file_format": "json"} | given
    with pytest.raises(InvalidInput) as refusal:
        render(version=version, by=officer, now=NOW, **whole)

    assert refusal.value.field == field
    assert not Rendering.objects.exists()


def test_a_colleague_makes_no_files(version, colleague):
    with pytest.raises(NotPermitted):
        render(version=version, recipient="own", file_format="json", by=colleague, now=NOW)


def test_the_mark_of_a_trade_secret_stands_beside_the_item(version, officer):
    text = everything(made(version, officer, "office", "docx"), "docx")

    assert renditions.SECRET in text


def test_the_pdf_is_tagged_and_names_its_title(version, officer):
    data = made(version, officer, "downstream", "pdf")

    assert b"/MarkInfo" in data or b"/StructTreeRoot" in data
    assert b"pdfuaid" in data


def test_missing_items_are_shown_as_missing(document, officer):
    fill(document, officer, uses=None)
    body = json.loads(made(freeze(document, officer), officer, "downstream", "json"))
    states = {item["key"]: item["state"] for part in body["sections"] for item in part["items"]}

    assert states["uses"] == "missing"
    assert states["systems"] == "filled"


def test_versions_and_files_are_kept_ten_years_from_placing(version, officer, document):
    made(version, officer, "own", "json")
    assert version.keep_until is None

    make.make_fact(document.ai_model, "placement", union_market_date="2026-02-28")
    told = keeping.refresh_keeping(now=NOW + timedelta(days=1))

    version.refresh_from_db()
    assert told == "The last day of keeping of 1 versions and 1 files changed."
    assert version.keep_until.isoformat() == "2036-02-28"
    assert Rendering.objects.get().keep_until == version.keep_until
    assert "0 versions and 0 files" in keeping.refresh_keeping(now=NOW)

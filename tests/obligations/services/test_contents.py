"""services/contents.py: what may be recorded as evidence, and what is refused by name."""

import hashlib
from datetime import date, datetime

import pytest

from obligations import storage
from obligations.models.evidence import EvidenceKind
from obligations.services import contents
from obligations.storage import FileTooLarge, StorageFull
from providers.errors import InvalidInput
from tests.factories import evidence as make


def refusal(call, *args, **kwargs) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as caught:
        call(*args, **kwargs)
    return caught.value.field, caught.value.message


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7\n%...", "report.pdf", "application/pdf"),
        (b"%PDF-1.7\n%...", "report.txt", "application/pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "x.png", "image/svg+xml"),
        ("Größe\tin FLOP\n".encode(), "notes.md", "text/plain"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "shot.png", "image/png"),
        (b"\x00\x01\x02\xff", "weights.bin", "application/octet-stream"),
        (("é" * 5_000).encode()[1:], "cut.txt", "application/octet-stream"),
        (("a" + "é" * 5_000).encode(), "cut.txt", "text/plain"),
    ],
)
def test_the_kind_of_a_file_is_read_from_its_bytes(content, name, media_type):
    taken = contents.of_upload(make.incoming(content, name))

    assert (taken.kind, taken.media_type, taken.size) == (
        EvidenceKind.FILE,
        media_type,
        len(content),
    )


def test_a_file_without_bytes_is_refused():
    assert refusal(contents.of_upload, make.incoming(b"")) == (
        "file",
        "This file is empty: it has no bytes.",
    )


def test_a_refusal_that_came_with_the_file_is_told(settings):
    settings.EVIDENCE_MAX_BYTES = 3

    with pytest.raises(FileTooLarge) as caught:
        contents.of_upload(make.incoming(b"four"))

    assert (caught.value.field, caught.value.message) == (
        "file",
        "A file may have at most 3 bytes.",
    )


def test_a_limit_is_told_no_larger_than_it_is():
    assert storage.too_large(5_000_000_000).message == "A file may have at most 4.6 GB."


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\secret.txt",
        "..",
        "",
        "   ",
        "a\x00b.pdf",
        "a\nb\x07.pdf",
        "report\u202efdp.exe",
        "x" * 256,
        "\ud800.pdf",
        None,
    ],
)
def test_a_name_that_names_a_place_or_hides_something_is_refused(name):
    field, _ = refusal(contents.file_name, name)

    assert field == "file"


@pytest.mark.parametrize("name", ["报告 📄.pdf", "תיעוד.pdf", "Αναφορά.pdf", "a..b.tar.gz", ".env"])
def test_names_of_every_script_are_welcome(name):
    assert contents.file_name(name) == name


def test_a_link_is_kept_as_it_was_written():
    taken = contents.of_url(" https://example.org/policy?v=2#top ")

    assert (taken.kind, taken.url) == (EvidenceKind.LINK, "https://example.org/policy?v=2#top")
    assert taken.sha256 == hashlib.sha256(taken.url.encode()).hexdigest()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://example.org/",
        "example.org",
        "https://",
        "https://exa mple.org/",
        "https://example.org:99999/",
        "https://[::1",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://example.org/\x00",
        "https://example.org/a\nb",
        "https://example.org/" + "a" * 2_000,
        "",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    field, _ = refusal(contents.of_url, url)

    assert field == "url"


@pytest.mark.parametrize("words", ["", "  \n ", "a\x00b", "x" * 20_001, "x" * 10_000_000])
def test_a_statement_needs_words_and_has_a_limit(words):
    field, _ = refusal(contents.of_statement, words)

    assert field == "statement"


def test_a_statement_keeps_its_lines():
    assert contents.of_statement(" One.\r\nTwo. ").statement == "One.\nTwo."


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"url": "https://example.org", "statement": "Both."},
        {"url": "", "statement": ""},
    ],
)
def test_exactly_one_content_is_taken(given):
    assert refusal(contents.of_one, **given)[1].startswith("Give exactly one of")


@pytest.mark.parametrize(
    ("covers_from", "covers_to", "fields"),
    [
        (date(1999, 12, 31), None, ["covers_from"]),
        (None, date(2199, 1, 1), ["covers_to"]),
        (date(2026, 2, 2), date(2026, 2, 1), ["covers_to"]),
        (date(1, 1, 1), date(9999, 12, 31), ["covers_from", "covers_to"]),
        (datetime(2026, 1, 1), None, ["covers_from"]),  # noqa: DTZ001 -- what is refused
        ("2026-01-01", None, ["covers_from"]),
    ],
)
def test_an_impossible_period_is_refused_by_every_field_at_fault(covers_from, covers_to, fields):
    with pytest.raises(InvalidInput) as caught:
        contents.particulars(covers_from=covers_from, covers_to=covers_to, note="")

    assert [problem.field for problem in caught.value.problems] == fields


def test_a_period_may_be_a_single_day_or_open():
    day = date(2026, 11, 23)

    for covers_from, covers_to in [(day, day), (day, None), (None, day), (None, None)]:
        taken = contents.particulars(covers_from=covers_from, covers_to=covers_to, note=" Why ")
        assert (taken.covers_from, taken.covers_to, taken.note) == (covers_from, covers_to, "Why")


@pytest.mark.parametrize("field", ["file", "attachments"])
@pytest.mark.parametrize("before", [[], ["good.txt"]])
def test_the_file_at_fault_is_named_even_alone(settings, field, before):
    settings.EVIDENCE_MAX_BYTES = 3
    good = [make.incoming(b"abc", name) for name in before]

    with pytest.raises(FileTooLarge) as caught:
        contents.of_uploads([*good, make.incoming(b"four", "large.txt")], field=field)

    told = "“large.txt”: A file may have at most 3 bytes."
    assert (caught.value.field, caught.value.message) == (field, told)


def test_no_room_is_no_files_fault(settings):
    good = make.incoming(b"abc")
    settings.EVIDENCE_FREE_BYTES = 10**18
    late = make.incoming(b"abc", "late.txt")

    with pytest.raises(StorageFull) as caught:
        contents.of_uploads([good, late])

    assert "late.txt" not in caught.value.message


def test_good_files_are_taken_in_their_order():
    taken = contents.of_uploads([make.incoming(b"b", "b.txt"), make.incoming(b"a", "a.txt")])

    assert [one.file_name for one in taken] == ["b.txt", "a.txt"]

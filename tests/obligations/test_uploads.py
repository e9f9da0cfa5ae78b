"""Uploads on their way into storage, as Django's request sees them."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from obligations.storage import FileTooLarge, IncomingFile
from providers.models import User


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    settings.EVIDENCE_FREE_BYTES = 0
    return tmp_path / "incoming"


class Named(io.BytesIO):
    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def body(name: str = "report.pdf", content: bytes = b"%PDF-1.7 " * 500_000, **fields) -> bytes:
    """A multipart body whose file name is sent exactly as given."""
    encoded = encode_multipart(BOUNDARY, fields | {"file": Named(content, "NAME")})
    return encoded.replace(b'filename="NAME"', f'filename="{name}"'.encode())


def post(data: bytes, *, user=None, length: int | None = None, cut: int | None = None):
    request = RequestFactory().post("/", content_type=MULTIPART_CONTENT)
    request.META["CONTENT_LENGTH"] = str(len(data) if length is None else length)
    request._stream = io.BytesIO(data[:cut])
    request.user = user or User(name="Olivia")
    return request


def leftovers(folder) -> list[str]:
    return [one.name for one in folder.iterdir()] if folder.exists() else []


def test_a_file_arrives_hashed_beside_its_fields(incoming):
    content = b"%PDF-1.7 " * 500_000

    request = post(body(content=content, title="Report"))
    file = request.FILES["file"]

    assert isinstance(file, IncomingFile)
    assert (file.name, file.size) == ("report.pdf", len(content))
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert request.POST["title"] == "Report"
    assert leftovers(incoming) == [file.path.name]


def test_what_no_service_kept_is_gone_when_the_request_ends(incoming):
    request = post(body())
    assert request.FILES["file"].size

    request.close()

    assert leftovers(incoming) == []


def test_what_a_parser_of_ours_gave_up_on_is_gone_too(incoming):
    request = post(body())
    handlers = request.upload_handlers
    MultiPartParser(request.META, request, handlers).parse()
    assert len(leftovers(incoming)) == 1

    request.close()

    assert leftovers(incoming) == []


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_a_file_from_somebody_not_signed_in_never_touches_the_disk(incoming, user):
    request = post(body(title="Report"))
    request.user = user

    assert (dict(request.FILES), request.POST["title"]) == ({}, "Report")
    assert leftovers(incoming) == []


@pytest.mark.parametrize("cut", [200, 4_000_000, -1])
def test_a_body_that_ends_early_is_refused_and_leaves_nothing(incoming, cut):
    request = post(body(), cut=cut)

    with pytest.raises(MultiPartParserError, match="before all of it had arrived"):
        _ = request.FILES

    assert leftovers(incoming) == []


def test_an_upload_that_breaks_in_its_second_file_leaves_neither(incoming):
    data = encode_multipart(
        BOUNDARY, {"one": Named(b"1" * 3_000_000, "a"), "two": Named(b"2" * 3_000_000, "b")}
    )

    with pytest.raises(MultiPartParserError):
        _ = post(data, cut=5_000_000).FILES

    assert leftovers(incoming) == []


def test_a_field_too_long_after_a_file_leaves_nothing(incoming, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    data = encode_multipart(BOUNDARY, {"file": Named(b"1" * 1000, "a"), "text": "x" * 2000})

    with pytest.raises(RequestDataTooBig):
        _ = post(data).FILES

    assert leftovers(incoming) == []


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "C:\\secret.txt", "re\u202eport.pdf", "报告 📄.pdf", "AT&amp;T.pdf"],
)
def test_a_name_arrives_as_it_was_sent(name):
    file = post(body(name=name)).FILES["file"]

    assert file.name == name.replace("&amp;", "&")


def test_a_file_beyond_the_limit_is_carried_as_a_refusal(incoming, settings):
    settings.EVIDENCE_MAX_BYTES = 1_000_000

    file = post(body()).FILES["file"]

    assert isinstance(file.refusal, FileTooLarge)
    assert leftovers(incoming) == []


def test_a_body_announced_beyond_the_limit_is_refused_without_writing(incoming, settings):
    settings.EVIDENCE_MAX_BYTES = 1_000_000

    file = post(body(content=b"1" * 3_000_000)).FILES["file"]

    assert isinstance(file.refusal, FileTooLarge)
    assert leftovers(incoming) == []


def test_a_file_reads_like_any_other_upload():
    request = post(body(name="rows.csv", content=b"a,b\n1,2\n"))
    file = request.FILES["file"]

    assert b"".join(file.chunks()) == b"a,b\n1,2\n"
    assert [line.rstrip() for line in file] == [b"a,b", b"1,2"]
    request.close()

"""Stored bytes go out as downloads, never as pages of this site."""

from __future__ import annotations

import hashlib
from base64 import b64decode

import pytest

from obligations import downloads
from obligations.storage import BytesMissing
from tests.factories import evidence as make

pytestmark = pytest.mark.django_db

PAGE = b"<!doctype html><script>alert(document.cookie)</script>"


def test_a_page_with_a_script_is_only_ever_downloaded(duty):
    version = make.attach(duty, content=PAGE, name="harmless.html")

    response = downloads.respond(version)

    assert response.getvalue() == PAGE
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition")} == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="harmless.html"',
    }
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    response.close()


def test_a_program_can_check_what_it_received(duty):
    response = downloads.respond(make.attach(duty, content=PAGE))

    encoded = response["Content-Digest"].removeprefix("sha-256=:").removesuffix(":")
    assert b64decode(encoded) == hashlib.sha256(PAGE).digest()
    assert response["Content-Length"] == str(len(PAGE))
    response.close()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("报告 📄.pdf", "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A%20%F0%9F%93%84.pdf"),
        ('a"b;c.pdf', 'attachment; filename="a\\"b;c.pdf"'),
    ],
)
def test_names_of_every_script_survive_the_header(duty, name, header):
    response = downloads.respond(make.attach(duty, name=name))

    assert response["Content-Disposition"] == header
    response.close()


def test_a_link_has_nothing_to_download(duty):
    with pytest.raises(BytesMissing, match="not a file"):
        downloads.respond(make.attach(duty, statement="We do."))

"""Files shown in place: drawn anew, never handed to the browser as they came."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from PIL import Image

from obligations import previews
from tests.factories.assessments import submitted
from tests.factories.evidence import attach, make_duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def duty(ai_model):
    return make_duty(ai_model)


@pytest.fixture
def page(sign_in, officer):
    return sign_in(officer)


def pdf(pages=2) -> bytes:
    document, made = pdfium.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(made)
    return made.getvalue()


def image(kind="PNG", size=(4000, 200), **more) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "navy").save(made, kind, **more)
    return made.getvalue()


def look(client, version, **query):
    return client.get(reverse("evidence-preview", args=[version.pk]), query)


def picture(client, version, **query):
    return client.get(reverse("evidence-picture", args=[version.pk]), query)


def test_pages_of_a_pdf_are_drawn(page, duty):
    version = attach(duty, content=pdf(), name="report.pdf")

    text = look(page, version, page=2).content.decode()
    drawn = picture(page, version, page=2)

    assert "Page 2 of 2" in text
    assert 'width="1200" height="1699"' in text
    assert drawn["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(drawn.content)).size == (1200, 1699)


def test_a_picture_can_do_nothing_but_be_seen(page, duty):
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    version = attach(duty, content=image("JPEG", exif=exif), name="photo.jpg")

    drawn = picture(page, version)
    again = page.get(
        reverse("evidence-picture", args=[version.pk]), headers={"If-None-Match": drawn["ETag"]}
    )

    assert {
        name: drawn[name] for name in ("X-Content-Type-Options", "Content-Security-Policy")
    } == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert drawn["Cache-Control"] == "private, no-cache"
    assert b"SECRET-PLACE" not in drawn.content
    assert Image.open(io.BytesIO(drawn.content)).size == (1200, 60)
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("page.html", b"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("logo.svg", b'<svg xmlns="x" onload="alert(1)"/>', "&lt;svg xmlns="),
        ("words.txt", "Prüfung".encode("utf-16"), "Prüfung"),
        ("words.txt", b"\xef\xbb\xbfhello", "hello"),
    ],
)
def test_texts_are_shown_as_text_whatever_they_claim_to_be(page, duty, name, content, shown):
    answer = look(page, attach(duty, content=content, name=name)).content.decode()

    assert shown in answer
    assert "alert(1)</script>" not in answer
    assert "<svg xmlns=" not in answer


def test_a_guess_about_an_encoding_is_said(page, duty):
    content = "Die Prüfung über größere Modelle wäre nötig. ".encode("cp1252") * 20

    answer = look(page, attach(duty, content=content, name="alt.txt")).content.decode()

    assert "Read as Windows-1252, which is a guess" in answer
    assert "Prüfung über größere" in answer


def test_only_the_beginning_of_a_long_text_is_shown(duty):
    cut = "ä".encode() * 150_000

    shown = previews.of(attach(duty, content=cut, name="long.txt"))

    assert (len(shown.text), shown.is_cut, shown.is_guess) == (100_000, True, False)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.pdf", b"%PDF-1.7 nothing more", "may be damaged"),
        ("broken.png", image()[:60], "may be damaged"),
        ("run.bin", bytes(range(256)) * 40, "not shown here"),
    ],
)
def test_what_cannot_be_shown_says_why_and_can_be_downloaded(page, duty, name, content, said):
    version = attach(duty, content=content, name=name)

    answer = look(page, version)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert reverse("evidence-download", args=[version.pk]) in answer.content.decode()
    assert picture(page, version).status_code == 404


def test_a_picture_that_unfolds_to_hundreds_of_megabytes_is_not_drawn(page, duty):
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")

    answer = look(page, attach(duty, content=made.getvalue(), name="bomb.png"))

    assert "too large to be shown" in answer.content.decode()


def test_a_file_that_takes_too_long_is_given_up(page, duty, monkeypatch):
    monkeypatch.setattr(previews, "PATIENCE", 0.01)

    answer = look(page, attach(duty, content=pdf(), name="slow.pdf"))

    assert "took too long" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["0", "-1", "x", "1000000000000", "3"])
def test_a_page_that_is_not_there(page, duty, wanted):
    version = attach(duty, content=pdf(), name="report.pdf")

    assert picture(page, version, page=wanted).status_code == 404


def test_within_a_page_only_the_preview_is_sent(page, duty):
    version = attach(duty, content=pdf(1), name="report.pdf")
    address = reverse("evidence-preview", args=[version.pk])

    part = page.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert reverse("evidence-picture", args=[version.pk]) in part


def test_a_reviewer_looks_at_what_was_submitted_and_at_nothing_else(
    sign_in, reviewer, rival, officer, duty, now
):
    version = attach(duty, content=pdf(1), name="report.pdf", by=officer)
    before = [look(sign_in(who), version).status_code for who in (reviewer, rival)]
    submitted(duty, officer)

    assert before == [404, 404]
    assert look(sign_in(reviewer), version).status_code == 200
    assert picture(sign_in(reviewer), version).status_code == 200
    assert picture(sign_in(rival), version).status_code == 404

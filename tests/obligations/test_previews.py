"""Files shown in place: drawn anew, never handed to the browser as they came."""

from __future__ import annotations

import io
import subprocess

import pypdfium2 as pdfium
import pytest
from django.urls import reverse
from PIL import Image

from obligations import previews
from tests.factories.assessments import submitted
from tests.factories.evidence import attach

pytestmark = pytest.mark.django_db


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


def form() -> bytes:
    """A PDF with one field of a form, filled in; nothing else is on its page."""
    written = (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /NeedAppearances true "
        b"/DA (/Helv 40 Tf 0 g) /DR << /Font << /Helv 5 0 R >> >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Annots [4 0 R] >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (name) /V (FILLED) "
        b"/DA (/Helv 40 Tf 0 g) /Rect [20 50 380 150] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made = b"%PDF-1.7\n"
    for number, one in enumerate(written, 1):
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    return made + b"trailer << /Size 6 /Root 1 0 R >>\n%%EOF"


def test_what_was_filled_into_a_form_is_drawn_and_read_out(page, duty):
    version = attach(duty, content=form(), name="form.pdf")

    drawn = Image.open(io.BytesIO(picture(page, version).content)).convert("L")

    assert drawn.getextrema()[0] < 50
    assert "FILLED" in look(page, version).content.decode()


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


def tiff(*pages) -> bytes:
    made = io.BytesIO()
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:])
    return made.getvalue()


def colour(answer) -> tuple[int, ...]:
    return Image.open(io.BytesIO(answer.content)).convert("RGB").getpixel((10, 10))


def test_a_scan_of_several_pages_shows_each_of_them(page, duty):
    content = tiff(*(Image.new("L", (300, 300), shade) for shade in (0, 250)))
    version = attach(duty, content=content, name="scan.tiff")

    assert "Page 2 of 2" in look(page, version, page=2).content.decode()
    assert colour(picture(page, version)) < (10, 10, 10)
    assert colour(picture(page, version, page=2)) > (240, 240, 240)
    assert picture(page, version, page=3).status_code == 404


def test_an_image_has_no_second_page(page, duty):
    version = attach(duty, content=image(), name="photo.png")

    assert picture(page, version, page=2).status_code == 404


def test_sixteen_bits_of_grey_are_not_cut_off_at_white(page, duty):
    made = io.BytesIO()
    Image.new("I;16", (300, 300), 128 * 256).save(made, "PNG")

    drawn = picture(page, attach(duty, content=made.getvalue(), name="grey.png"))

    assert all(abs(one - 128) < 4 for one in colour(drawn))


def test_measures_without_a_known_white_are_not_shown_wrongly(page, duty):
    version = attach(duty, content=tiff(Image.new("F", (300, 300), 0.5)), name="heights.tiff")

    assert "not shown here" in look(page, version).content.decode()


def test_thin_lines_of_a_scan_in_black_and_white_are_kept(page, duty):
    scan = Image.new("1", (4800, 400), 1)
    for x in range(1, 4800, 16):
        scan.paste(0, (x, 0, x + 1, 400))

    drawn = picture(page, attach(duty, content=tiff(scan), name="fax.tiff"))
    row = Image.open(io.BytesIO(drawn.content)).convert("L").crop((100, 50, 300, 51))

    assert min(row.crop((0, 0, 8, 1)).tobytes()) < 230


@pytest.mark.parametrize(("code", "said"), [(-9, "took too long"), (-11, "may be damaged")])
def test_how_the_drawing_ended_is_told_apart(duty, monkeypatch, code, said):
    version = attach(duty, content=pdf(), name="report.pdf")
    ended = subprocess.CompletedProcess([], code, stdout=b"")
    monkeypatch.setattr(previews.subprocess, "run", lambda *_, **__: ended)

    with pytest.raises(previews.NoPreview, match=said):
        previews.of(version)


def test_previews_never_wait_in_most_threads_of_a_process(duty):
    version = attach(duty, content=pdf(), name="report.pdf")
    for _ in range(4):
        previews._asking.acquire()
    try:
        with pytest.raises(previews.NoPreview, match="Too many previews"):
            previews.of(version)
    finally:
        previews._asking.release(4)

    assert previews.of(version).pages == 2


def test_a_picture_that_unfolds_to_hundreds_of_megabytes_is_not_drawn(page, duty):
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")

    answer = look(page, attach(duty, content=made.getvalue(), name="bomb.png"))

    assert "too large to be shown" in answer.content.decode()


def test_a_file_that_takes_too_long_is_given_up(page, duty, monkeypatch):
    monkeypatch.setattr(previews, "PATIENCE", 0.01)

    answer = look(page, attach(duty, content=pdf(), name="slow.pdf"))

    assert "took too long" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["0", "-1", "x", "1000000000000", "000000001" + "9" * 4300, "3"])
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

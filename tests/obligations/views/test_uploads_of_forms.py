"""Files of the forms of evidence: several at once, sent before the form, held when refused."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from obligations.models import Evidence, EvidenceVersion, Upload
from obligations.services import uploads
from tests.factories.evidence import attach, make_duty, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(duty):
    return reverse("evidence-new", args=[duty.pk, "file"])


def files(*names):
    return [SimpleUploadedFile(name, name.encode()) for name in names]


def test_without_a_script_several_files_come_with_the_form(page, new):
    answer = page.post(new, {"file": files("a.txt", "b.txt"), "title": "Runs", "note": "June"})

    assert answer.status_code == 302
    assert set(Evidence.objects.values_list("title", flat=True)) == {"Runs: a.txt", "Runs: b.txt"}
    assert set(EvidenceVersion.objects.values_list("note", flat=True)) == {"June"}


def test_files_sent_before_the_form_are_recorded_with_it(page, new, officer):
    sent = [make_upload(officer, b"a", name="a.txt"), make_upload(officer, b"b", name="b.txt")]

    answer = page.post(new, {"uploads": [one.pk for one in sent]})

    assert answer.status_code == 302
    assert set(Evidence.objects.values_list("title", flat=True)) == {"a.txt", "b.txt"}
    assert not Upload.objects.filter(used_at=None).exists()


def test_a_refused_form_holds_its_files_until_it_is_mended(page, new):
    given = {"file": files("a.txt", "b.txt"), "covers_from": "2026-02-01", "note": "June"}

    refused = page.post(new, given | {"covers_to": "2026-01-01"})
    held = list(Upload.objects.all())
    mended = page.post(new, {"uploads": [one.pk for one in held], "note": "June"})

    text = refused.content.decode()
    assert refused.status_code == 422
    assert [f'name="uploads" value="{one.pk}" checked' in text for one in held] == [True, True]
    assert "June" in text
    assert mended.status_code == 302
    assert Evidence.objects.count() == 2


def test_all_files_are_recorded_or_none(page, new, officer):
    part = make_upload(officer, size=10, name="part.bin")

    answer = page.post(new, {"file": files("a.txt"), "uploads": [part.pk]})

    assert answer.status_code == 422
    assert "“part.bin” has not arrived in full yet." in answer.content.decode()
    assert not Evidence.objects.exists()


def test_somebody_elses_upload_is_not_here(page, new, rival):
    foreign = make_upload(rival, b"theirs", name="SECRET.txt")

    answer = page.post(new, {"uploads": [foreign.pk]})

    text = answer.content.decode()
    assert (answer.status_code, "SECRET" in text) == (422, False)
    assert "An upload is not here any more" in text


def test_an_upload_is_a_newer_version_too(page, officer, duty):
    piece = attach(duty).evidence
    sent = make_upload(officer, b"newer", name="newer.txt")

    page.post(reverse("evidence-version", args=[piece.pk, "file"]), {"uploads": [sent.pk]})

    assert piece.versions.order_by("-number").first().file_name == "newer.txt"


def test_several_files_speak_for_all_chosen_duties(page, duty, ai_model, officer):
    other = make_duty(ai_model, "aia-53-1-b")
    sent = make_upload(officer, b"a", name="a.txt")
    chosen = [f"{one.pk}.{one.revision}" for one in (duty, other)]

    answer = page.post(
        reverse("duties-evidence", args=["file"]),
        {"duty": chosen, "uploads": [sent.pk], "file": files("b.txt")},
    )

    assert answer["Location"] == reverse("duties")
    assert sorted(one.links.count() for one in Evidence.objects.all()) == [2, 2]


def test_each_file_at_fault_is_named_once_and_the_others_are_held(page, new):
    empty = [SimpleUploadedFile(name, b"") for name in ("empty.txt", "void.txt")]

    answer = page.post(new, {"file": [*files("a.txt"), *empty]})

    told = answer.context["file_form"].errors["file"]
    assert answer.status_code == 422
    assert [one.partition(":")[0] for one in told] == ["“empty.txt”", "“void.txt”"]
    assert [one.file_name for one in Upload.objects.all()] == ["a.txt"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("kind", ["evidence-new", "evidence-version"])
def test_a_lone_file_at_fault_is_told_of_once(page, duty, officer, kind):
    about = duty if kind == "evidence-new" else attach(duty, by=officer).evidence
    address = reverse(kind, args=[about.pk, "file"])

    answer = page.post(address, {"file": SimpleUploadedFile("empty.txt", b"")})

    told = answer.context["file_form"].errors["file"]
    assert told == ["“empty.txt”: This file is empty: it has no bytes."]


@pytest.mark.parametrize("kind", ["evidence-new", "duty-comment"])
def test_where_a_file_cannot_wait_the_form_says_so(page, duty, monkeypatch, kind):
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 0)
    address = reverse(kind, args=[duty.pk, "file"] if kind == "evidence-new" else [duty.pk])
    wrong = {"covers_from": "2026-02-01", "covers_to": "2026-01-01", "text": " "}

    answer = page.post(address, wrong | {"file": files("a.txt")})

    assert answer.status_code == 422
    assert "0 uploads are open. Record or cancel some first." in answer.content.decode()
    assert not Upload.objects.exists()

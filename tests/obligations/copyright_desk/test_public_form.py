"""The public form and the private address: for people, not for programs that flood it."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from obligations.copyright_desk.models import Complaint, ComplaintFile
from obligations.copyright_desk.queries import receipts
from obligations.copyright_desk.services import correspondence, decisions
from obligations.copyright_desk.services.complaints import MOST_AN_HOUR, DeskIsFull
from obligations.copyright_desk.services.decisions import Outcome
from obligations.copyright_desk.views import guard
from obligations.services.steps import NotAllowedNow
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_human_speed(monkeypatch):
    """Let forms be sent at once, except where a test is about that."""
    monkeypatch.setattr(guard, "SHORTEST", 0)


def stamp_of(client, provider):
    page = client.get(reverse("public-complaint", args=[provider.pk])).content.decode()
    return re.search(r'name="stamp" value="([^"]+)"', page)[1]


def send(client, provider, *, stamp=None, **said):
    data = made.CLAIM | {"stamp": stamp or stamp_of(client, provider)} | said
    return client.post(reverse("public-complaint", args=[provider.pk]), data)


def file(name="picture.png", content=b"\x89PNG\r\n\x1a\n"):
    found = io.BytesIO(content)
    found.name = name
    return found


def test_a_stranger_complains_and_gets_a_reference_and_a_private_address(desk, client):
    sent = send(client, desk, attachments=[file("one.png"), file("two.png", b"Two.")])

    row = Complaint.objects.get()
    assert sent["Location"] == f"{receipts.path(row)}?received=yes"
    page = client.get(sent["Location"])
    shown = page.content.decode()
    for words in (row.reference, receipts.path(row), "one.png", made.CLAIM["works"]):
        assert words in shown
    assert made.CLAIM["email"] not in shown
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert ComplaintFile.objects.count() == 2


def test_a_complaint_keeps_the_language_of_its_form(desk, client):
    client.post(
        reverse("public-complaint", args=[desk.pk]),
        made.CLAIM | {"stamp": stamp_of(client, desk)},
        headers={"Accept-Language": "de"},
    )

    assert Complaint.objects.get().language == "de"


def test_the_same_form_sent_twice_is_one_complaint(desk, client):
    stamp = stamp_of(client, desk)

    first, second = send(client, desk, stamp=stamp), send(client, desk, stamp=stamp)

    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_once_is_one_complaint(desk):
    nonce = uuid4()

    results = at_once(*[partial(made.lodge, desk, nonce=nonce)] * 6)

    assert {one.pk for one in results} == {Complaint.objects.get().pk}


def test_a_form_of_one_provider_is_none_of_another(desk, rival, rival_provider, client):
    made.designate(rival_provider, rival)
    stamp = stamp_of(client, desk)
    send(client, desk, stamp=stamp)

    answer = send(client, rival_provider, stamp=stamp)

    assert answer.status_code == 422
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("stamp", ["x", "a:b:c", "0" * 400, "\x00"])
def test_a_forged_stamp_is_refused_and_nothing_is_lost(desk, client, stamp):
    answer = send(client, desk, stamp=stamp, works="typed words")

    assert answer.status_code == 422
    assert "typed words" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_what_comes_faster_than_a_person_writes_is_refused(desk, client, monkeypatch):
    monkeypatch.setattr(guard, "SHORTEST", 60)

    answer = send(client, desk)

    assert (answer.status_code, "faster than a person" in answer.content.decode()) == (422, True)
    assert not Complaint.objects.exists()


def test_a_form_left_open_for_days_is_shown_afresh(desk, client, monkeypatch):
    monkeypatch.setattr(guard, "LONGEST", -1)
    stamp = stamp_of(client, desk)
    answer = send(client, desk, stamp=stamp)
    monkeypatch.setattr(guard, "LONGEST", 3600)

    fresh = re.search(r'name="stamp" value="([^"]+)"', answer.content.decode())[1]
    assert fresh != stamp
    assert send(client, desk, stamp=fresh).status_code == 302


def test_a_field_that_nobody_sees_stays_empty(desk, client):
    answer = send(client, desk, homepage="https://spam.example/")

    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_an_address_sends_ten_an_hour(desk, client):
    answers = [send(client, desk).status_code for _ in range(11)]

    assert answers == [302] * 10 + [429]
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert send(elsewhere, desk).status_code == 302


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_a_network_of_one_household_counts_as_one_address(rf, one, other, is_same):
    cache.clear()
    for _ in range(guard.MOST["complaints"]):
        assert guard.admits(rf.get("/", REMOTE_ADDR=one), "complaints")

    assert guard.admits(rf.get("/", REMOTE_ADDR=other), "complaints") is not is_same


def test_a_cache_that_is_down_does_not_close_the_desk(desk, client, monkeypatch):
    def down(*_, **__):
        raise OSError("no cache")

    monkeypatch.setattr(cache, "incr", down)

    assert send(client, desk).status_code == 302


def test_behind_the_count_there_is_a_ceiling(desk, monkeypatch):
    monkeypatch.setattr("obligations.copyright_desk.services.complaints.MOST_AN_HOUR", 2)
    assert MOST_AN_HOUR > 2
    made.lodge(desk)
    made.lodge(desk)

    with pytest.raises(DeskIsFull):
        made.lodge(desk)
    made.lodge(desk, now=NOW + timedelta(hours=1, seconds=1))


def test_without_the_form_nobody_is_told_of_one(provider, officer, client):
    made.designate(provider, officer, takes_complaints_here=False)
    address = reverse("public-complaint", args=[provider.pk])

    assert client.get(address).status_code == 404
    assert client.post(address, made.CLAIM).status_code == 404
    assert (
        address not in client.get(reverse("public-copyright", args=[provider.pk])).content.decode()
    )
    with pytest.raises(NotAllowedNow):
        made.lodge(provider)


def test_the_form_needs_the_token_that_stops_foreign_pages(desk):
    client = Client(enforce_csrf_checks=True)

    assert send(client, desk).status_code == 403
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([("empty.txt", b"")], "This file is empty"),
        ([("large.bin", b"x" * (10 * 1024**2 + 1))], "larger than 10 MB"),
        ([("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"), ("d.txt", b"d")], "At most 3"),
        ([("up\\down.txt", b"x")], "no folders"),
    ],
)
def test_bad_files_are_refused_with_a_word_and_leave_nothing(desk, client, settings, files, told):
    answer = send(client, desk, attachments=[file(*one) for one in files], works="typed words")

    shown = answer.content.decode()
    assert (answer.status_code, told in shown, "typed words" in shown) == (422, True, True)
    assert not Complaint.objects.exists()
    left = [one for one in Path(settings.EVIDENCE_ROOT).rglob("*") if one.is_file()]
    assert left == []


def test_more_than_all_files_together_may_have_is_not_kept(desk, client, settings):
    body = b"x" * (34 * 1024**2)
    answer = send(client, desk, attachments=[file("huge.bin", body)])

    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_nobody_is_to_believe_that_a_file_arrived_which_did_not(desk, client, monkeypatch):
    monkeypatch.setitem(guard.MOST, "uploads", 0)

    answer = send(client, desk, attachments=[file()])

    assert (answer.status_code, "Too many files" in answer.content.decode()) == (422, True)
    assert not Complaint.objects.exists()


def test_a_stranger_leaves_no_file_at_any_other_page(desk, client, settings):
    client.post(reverse("account_login"), {"login": "a@b.example", "file": file()})
    client.post(reverse("public-copyright", args=[desk.pk]), {"attachments": file()})

    assert [one for one in Path(settings.EVIDENCE_ROOT).rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    "token",
    ["x", "x.y", "00000000000040008000000000000000.abc", "%00", "a" * 500],
)
def test_a_forged_address_is_nobodys(complaint, client, token):
    assert client.get(f"/public/copyright/complaints/{token}/").status_code == 404


def test_an_address_signed_for_something_else_opens_nothing(complaint, client):
    other = signing.Signer(sep=".", salt="something-else").sign(complaint.pk.hex)

    assert client.get(f"/public/copyright/complaints/{other}/").status_code == 404


def test_the_complainant_reads_answers_and_not_what_is_internal(complaint, officer, client):
    correspondence.log(complaint=complaint, way="own", text="A SECRET", by=officer, now=NOW)
    correspondence.log(complaint=complaint, way="out", text="A question.", by=officer, now=NOW)
    outcome = Outcome(outcome="unfounded", because="No such work exists.")
    decisions.decide(
        complaint=complaint, outcome=outcome, revision=complaint.revision, by=officer, now=NOW
    )

    shown = client.get(receipts.path(complaint)).content.decode()

    for words in ("A question.", "No such work exists.", "Manifestly unfounded"):
        assert words in shown
    for words in ("A SECRET", "Olivia", "Letter"):
        assert words not in shown


def test_the_complainant_adds_something_while_it_is_open(complaint, officer, client):
    path = receipts.path(complaint)

    empty = client.post(path, {"text": " "})
    client.post(path, {"text": "One thing more."})
    complaint.refresh_from_db()
    decisions.decide(
        complaint=complaint,
        outcome=Outcome(outcome="answered", answer="Done."),
        revision=complaint.revision,
        by=officer,
        now=NOW,
    )
    late = client.post(path, {"text": "Too late."})

    assert empty.status_code == 422
    assert [one.text for one in complaint.entries.all()] == ["One thing more."]
    assert (late.status_code, "has ended" in late.content.decode()) == (422, True)


def test_a_conversation_has_an_end(complaint):
    for number in range(correspondence.MOST_OF_STRANGERS):
        correspondence.write_again(complaint=complaint, text=f"{number}", now=NOW)

    with pytest.raises(correspondence.EnoughWritten):
        correspondence.write_again(complaint=complaint, text="More.", now=NOW)


def test_every_word_at_the_private_address_is_escaped(desk, officer, client):
    bad = "<img src=x onerror=alert(1)>"
    complaint = made.lodge(desk, works=bad, seen_where=bad, asked=bad)
    correspondence.write_again(complaint=complaint, text=bad, now=NOW)
    correspondence.log(complaint=complaint, way="out", text=bad, by=officer, now=NOW)

    shown = client.get(receipts.path(complaint)).content.decode()

    assert "<img src=x" not in shown
    assert shown.count("&lt;img src=x") == 5


def test_what_was_typed_wrongly_comes_back_escaped(desk, client):
    bad = '"><img src=x onerror=alert(1)>'

    shown = send(client, desk, name=bad, works=bad, email=bad).content.decode()

    assert "<img src=x" not in shown

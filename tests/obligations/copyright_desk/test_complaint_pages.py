"""The pages of complaints: every step on them, the list, and what others may not put there."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from obligations.copyright_desk.models import Complaint, ComplaintFile
from obligations.copyright_desk.services import correspondence
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made

pytestmark = pytest.mark.django_db


def post(client, name, complaint, data):
    return client.post(reverse(f"copyright-complaint-{name}", args=[complaint.pk]), data)


def test_the_pages_do_what_they_say(complaint, officer, sign_in):
    client = sign_in(officer)
    page = reverse("copyright-complaint", args=[complaint.pk])
    file = io.BytesIO(b"<script>")
    file.name = "screenshot.html"

    post(client, "acknowledge", complaint, {})
    post(client, "log", complaint, {"way": "own", "text": "A remark."})
    post(client, "target", complaint, {"target_on": "2026-12-24", "revision": 2})
    post(client, "files", complaint, {"attachments": file})
    bad = post(
        client, "decide", complaint, {"outcome": "unfounded", "answer": "typed", "revision": 3}
    )
    done = post(
        client, "decide", complaint, {"outcome": "answered", "answer": "All.", "revision": 3}
    )
    late = post(
        client, "decide", complaint, {"outcome": "answered", "answer": "Twice", "revision": 3}
    )
    again = post(client, "reopen", complaint, {"because": "New facts.", "revision": 4})

    assert (bad.status_code, "typed" in bad.content.decode()) == (422, True)
    assert (done.status_code, again.status_code) == (302, 302)
    assert (late.status_code, "already stands at “Answered”" in late.content.decode()) == (
        422,
        True,
    )
    shown = client.get(page).content.decode()
    for words in ("A remark.", "screenshot.html", "set aside since", "24 Dec", "New facts."):
        assert words in shown
    file_page = reverse(
        "copyright-complaint-download", args=[complaint.pk, ComplaintFile.objects.get().pk]
    )
    answer = client.get(file_page)
    b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_complaint_by_mail_is_recorded_on_its_page(desk, officer, sign_in):
    client = sign_in(officer)
    address = reverse("copyright-complaint-new")

    bad = client.post(address, made.CLAIM | {"received_on": "2026-12-24", "works": "typed words"})
    client.post(address, made.CLAIM | {"received_on": "2026-11-20"})

    assert (bad.status_code, "typed words" in bad.content.decode()) == (422, True)
    assert Complaint.objects.get().came_by == "post"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Open"}),
        ("?state=ended", {"Ended"}),
        ("?state=all", {"Open", "Ended"}),
        ("?state=nonsense", {"Open", "Ended"}),
        ("?state=answered&q=ended", {"Ended"}),
        ("?state=all&q=no-such", set()),
        ("?state=all&q=%00", {"Open", "Ended"}),
        ("?late=yes", set()),
        ("?page=abc", {"Open"}),
    ],
)
def test_filters_keep_what_they_say(desk, officer, sign_in, query, found):
    made.lodge(desk, name="Open")
    made.decide(made.lodge(desk, name="Ended"), officer)

    shown = sign_in(officer).get(reverse("copyright-complaints") + query).content.decode()

    assert {name for name in ("Open", "Ended") if f". {name}</a>" in shown} == found


def test_every_word_of_a_complaint_is_escaped(desk, officer, sign_in):
    bad = "<img src=x onerror=alert(1)>"
    complaint = made.lodge(
        desk, name=bad, on_behalf_of=bad, works=bad, seen_where=bad, asked=bad,
        uploads=[made.upload(f"{bad}.txt")],
    )  # fmt: skip
    correspondence.write_again(complaint=complaint, text=bad, now=NOW)
    complaint.refresh_from_db()
    made.decide(complaint, officer, answer=bad, because=bad)
    client = sign_in(officer)

    for address in (
        reverse("copyright-complaint", args=[complaint.pk]),
        reverse("copyright-complaints") + "?state=all&q=%3Cimg",
        reverse("copyright-desk"),
    ):
        shown = client.get(address).content.decode()
        assert "<img src=x" not in shown


@pytest.mark.parametrize("count", [1, 4])
def test_pages_ask_as_often_for_many_as_for_one(
    count, desk, officer, sign_in, django_assert_num_queries
):
    for number in range(count):
        one = made.lodge(desk, uploads=[made.upload(f"{number}.txt")])
        correspondence.write_again(complaint=one, text="More.", now=NOW)
        correspondence.log(complaint=one, way="own", text="Remark.", by=officer, now=NOW)
    client = sign_in(officer)

    with django_assert_num_queries(6):
        client.get(reverse("copyright-complaints"))
    with django_assert_num_queries(14):
        client.get(reverse("copyright-desk"))
    with django_assert_num_queries(13):
        client.get(reverse("copyright-complaint", args=[one.pk]))

"""Complaints: taken in, examined, decided, opened again, and in the end erased."""

from __future__ import annotations

import io
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from obligations.copyright_desk.models import Complaint, ComplaintFile, Decision, Letter
from obligations.copyright_desk.queries import complaints as queries
from obligations.copyright_desk.queries import sameness
from obligations.copyright_desk.services import (
    complaint_files,
    complaints,
    correspondence,
    decisions,
    erasure,
)
from obligations.copyright_desk.services.claims import Claim
from obligations.copyright_desk.services.decisions import Outcome
from obligations.models import Notice, StoredFile
from obligations.services.steps import NotAllowedNow
from obligations.storage import receive
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK = timedelta(days=7)


def decide(complaint, by, *, outcome="answered", answer="", revision=None, now=NOW, **said):
    answer = answer or ("We looked into it." if outcome == "answered" else "")
    return decisions.decide(
        complaint=complaint,
        outcome=Outcome(outcome=outcome, answer=answer, **said),
        revision=revision or complaint.revision,
        by=by,
        now=now,
    )


def reopen(complaint, by, *, because="New facts.", now=NOW):
    return decisions.reopen(
        complaint=complaint, because=because, revision=complaint.revision, by=by, now=now
    )


def upload(name="proof.txt", content=b"A proof."):
    return receive(io.BytesIO(content), name=name)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "email"),
        ({"capacity": "king"}, "capacity"),
        ({"capacity": "representative"}, "on_behalf_of"),
        ({"works": ""}, "works"),
        ({"works": "x" * 10_001}, "works"),
        ({"seen_where": "\x00"}, "seen_where"),
        ({"asked": " \n "}, "asked"),
    ],
)
def test_what_is_not_precise_is_refused_at_its_field(desk, said, field):
    with pytest.raises(InvalidInput) as refused:
        made.lodge(desk, **said)

    assert field in {one.field for one in refused.value.problems}
    assert not Complaint.objects.exists()


def test_officers_are_told_and_colleagues_are_not_bothered(desk, officer, colleague):
    complaint = made.lodge(desk)

    notice = Notice.objects.get()
    assert notice.recipient_id == officer.user_id
    assert notice.path == reverse("copyright-complaint", args=[complaint.pk])
    assert made.CLAIM["works"] not in notice.title + notice.text


def test_the_age_is_counted_and_no_day_is_set(complaint, officer):
    one = queries.aged(complaint, on=TODAY + timedelta(days=40))
    assert (one.days, one.is_late, complaint.target_on) == (40, False, None)

    decide(complaint, officer, now=NOW + timedelta(days=10))

    assert queries.aged(complaint, on=TODAY + timedelta(days=40)).days == 10


def test_only_the_providers_own_target_can_pass(provider, officer):
    made.designate(provider, officer, target_days=14)
    complaint = made.lodge(provider)

    assert complaint.target_on == TODAY + timedelta(days=14)
    lates = [queries.aged(complaint, on=TODAY + timedelta(days=days)).is_late for days in (14, 15)]
    assert lates == [False, True]


@pytest.mark.parametrize("days", [-1, 367])
def test_a_target_lies_within_a_year_of_receipt(complaint, officer, days):
    with pytest.raises(InvalidInput):
        complaints.set_target(
            complaint=complaint,
            target_on=TODAY + timedelta(days=days),
            revision=1,
            by=officer,
            now=NOW,
        )


def test_one_that_came_by_mail_keeps_its_day(desk, officer):
    day = date(2026, 3, 29)  # clocks went forward that night
    complaint = complaints.record(
        provider=desk, claim=Claim(**made.CLAIM), received_on=day, by=officer, now=NOW
    )

    assert queries.aged(complaint, on=day).received_on == day
    for wrong in (TODAY + timedelta(days=1), TODAY - timedelta(days=3661)):
        with pytest.raises(InvalidInput):
            complaints.record(
                provider=desk, claim=Claim(**made.CLAIM), received_on=wrong, by=officer, now=NOW
            )


def test_it_is_acknowledged_once(complaint, officer):
    complaints.acknowledge(complaint=complaint, by=officer, now=NOW)

    with pytest.raises(NotAllowedNow, match="already stands at “In examination”"):
        complaints.acknowledge(complaint=complaint, by=officer, now=NOW)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "forgotten"}, "outcome"),
        ({"outcome": "answered", "answer": " "}, "answer"),
        ({"outcome": "answered", "answer": "x" * 20_001}, "answer"),
        ({"outcome": "unfounded"}, "because"),
        ({"outcome": "repeated"}, "repeats"),
    ],
)
def test_what_is_no_decision_is_refused_at_its_field(complaint, officer, said, field):
    with pytest.raises(InvalidInput) as refused:
        decide(complaint, officer, **said)

    assert refused.value.problems[0].field == field
    assert not Decision.objects.exists()


def test_an_identical_one_of_the_same_rightsholder_may_end_without_more(desk, officer):
    first = made.lodge(desk)
    decide(first, officer)
    again = made.lodge(desk, works="  A WINTER in the\nnorth ")

    assert again.fingerprint == first.fingerprint
    assert queries.same_words(again, officer) == [first]
    row = decide(again, officer, outcome="repeated", repeats=first)

    assert (row.repeats, again.state) == (first, "repeated")


def test_other_words_are_identical_only_with_a_reason(desk, officer):
    first = made.lodge(desk)
    decide(first, officer)
    again = made.lodge(desk, works="Another title of the same novel")

    with pytest.raises(InvalidInput) as refused:
        decide(again, officer, outcome="repeated", repeats=first)
    assert refused.value.field == "because"
    decide(again, officer, outcome="repeated", repeats=first, because="The same novel.")


def test_one_of_somebody_else_is_not_identical(desk, officer):
    first = made.lodge(desk)
    decide(first, officer)
    other = made.lodge(desk, name="Somebody else", email="else@rights.example")

    with pytest.raises(InvalidInput, match="somebody else"):
        decide(other, officer, outcome="repeated", repeats=first)
    assert list(sameness.answered_before(other, officer)) == []


def test_one_that_was_never_answered_cannot_be_repeated(desk, officer):
    first, again = made.lodge(desk), made.lodge(desk)

    with pytest.raises(InvalidInput, match="was not answered"):
        decide(again, officer, outcome="repeated", repeats=first)


def test_one_of_another_provider_cannot_be_repeated(desk, officer, rival, rival_provider):
    made.designate(rival_provider, rival)
    theirs = made.lodge(rival_provider)
    decide(theirs, rival)
    mine = made.lodge(desk)

    with pytest.raises(InvalidInput, match="no such complaint"):
        decide(mine, officer, outcome="repeated", repeats=theirs)


def test_a_decision_stays_and_is_set_aside_once(complaint, officer):
    first = decide(complaint, officer)
    reopen(complaint, officer)
    second = decide(complaint, officer, answer="We looked again.")

    first.refresh_from_db()
    assert (first.reopened_because, second.reopened_at, second.number) == ("New facts.", None, 2)
    assert [one.kind for one in queries.public_steps(complaint)] == [
        "decision", "reopening", "decision",
    ]  # fmt: skip
    for changed in ({"answer": "Nothing."}, {"reopened_because": "Other."}):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            Decision.objects.filter(pk=first.pk).update(**changed)
    second.pk, second.number = uuid4(), 3
    with pytest.raises(IntegrityError, match="one_decision"), transaction.atomic():
        second.save(force_insert=True)


def test_what_is_open_is_not_opened_again(complaint, officer):
    with pytest.raises(NotAllowedNow, match="open already"):
        reopen(complaint, officer)


def test_nobody_decides_without_having_seen_what_was_added(complaint, officer):
    seen = complaint.revision
    correspondence.write_again(complaint=complaint, text="One thing more.", now=NOW)

    with pytest.raises(Conflict):
        decide(complaint, officer, revision=seen)
    complaint.refresh_from_db()
    decide(complaint, officer)


@pytest.mark.django_db(transaction=True)
def test_of_several_who_answer_at_once_one_wins(complaint, officer):
    works = [
        partial(decide, Complaint.objects.get(pk=complaint.pk), officer, answer=f"Answer {number}.")
        for number in range(6)
    ]
    results = at_once(*works)

    assert sum(isinstance(one, Decision) for one in results) == 1
    assert sum(isinstance(one, NotAllowedNow | Conflict) for one in results) == 5
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_something_more_at_once_leave_one_story(complaint, officer):
    results = at_once(
        partial(decide, Complaint.objects.get(pk=complaint.pk), officer),
        partial(correspondence.write_again, complaint=complaint, text="More.", now=NOW),
    )

    complaint.refresh_from_db()
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert complaint.is_open is isinstance(results[0], Exception)


def test_a_complaint_stays_as_it_came(complaint):
    for changed in ({"works": "Others"}, {"email": "a@b.example"}, {"fingerprint": "0"}):
        with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(**changed)
    Letter.objects.all().delete()
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).delete()


@pytest.mark.parametrize("way", ["in", "out", "own"])
def test_correspondence_is_kept_and_only_the_internal_is_hidden(complaint, officer, way):
    correspondence.log(complaint=complaint, way=way, text="Words.", by=officer, now=NOW)

    shown = [one.row.text for one in queries.public_steps(complaint)]
    assert shown == ([] if way == "own" else ["Words."])


def test_colleagues_and_representatives_read(complaint, colleague, representative):
    for who in (colleague, representative):
        with pytest.raises(NotPermitted):
            decide(complaint, who)
        with pytest.raises(NotPermitted):
            complaints.acknowledge(complaint=complaint, by=who, now=NOW)
        with pytest.raises(NotPermitted):
            complaint_files.attach(complaint=complaint, uploads=[upload()], by=who, now=NOW)


def test_the_office_sees_no_complaint(complaint, reviewer):
    assert not Complaint.objects.visible_to(reviewer).exists()


def test_who_complained_is_erased_when_the_time_is_over_and_nothing_else(desk, officer):
    complaint = made.lodge(desk, uploads=[upload()])
    row = decide(complaint, officer)
    assert complaint.erase_on == date(2031, 11, 23)
    stored = StoredFile.objects.get()

    erasure.erase_due(now=NOW + timedelta(days=365 * 5))
    assert Complaint.objects.get().name == "Nadia Rights"
    later = NOW + timedelta(days=365 * 5 + 30)
    assert erasure.erase_due(now=later) == "Who wrote 1 complaint was erased."
    assert erasure.erase_due(now=later) == "Who wrote 0 complaints was erased."

    complaint.refresh_from_db()
    file = ComplaintFile.objects.get()
    assert (complaint.name, complaint.email, complaint.works) == ("", "", made.CLAIM["works"])
    assert (file.file_name, file.stored_file, file.sha256) == ("", None, stored.sha256)
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert Decision.objects.get() == row
    assert AuditEvent.objects.filter(action="complaint.erased").count() == 1
    with pytest.raises(NotAllowedNow, match="erased"):
        reopen(complaint, officer, now=later)


def test_bytes_that_something_else_speaks_of_are_kept(desk, officer):
    other = made.lodge(desk, uploads=[upload()])
    decide(made.lodge(desk, uploads=[upload("same.txt")]), officer)

    erasure.erase_due(now=NOW + timedelta(days=365 * 6))

    assert StoredFile.objects.count() == 1
    assert other.files.get().stored_file is not None


def test_an_opened_complaint_is_not_erased(complaint, officer):
    decide(complaint, officer)
    reopen(complaint, officer)

    erasure.erase_due(now=NOW + timedelta(days=365 * 9))

    assert Complaint.objects.get().name == "Nadia Rights"


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
    decide(made.lodge(desk, name="Ended"), officer)

    shown = sign_in(officer).get(reverse("copyright-complaints") + query).content.decode()

    assert {name for name in ("Open", "Ended") if f". {name}</a>" in shown} == found


def test_every_word_of_a_complaint_is_escaped(desk, officer, sign_in):
    bad = "<img src=x onerror=alert(1)>"
    complaint = made.lodge(
        desk, name=bad, on_behalf_of=bad, works=bad, seen_where=bad, asked=bad,
        uploads=[upload(f"{bad}.txt")],
    )  # fmt: skip
    correspondence.write_again(complaint=complaint, text=bad, now=NOW)
    complaint.refresh_from_db()
    decide(complaint, officer, answer=bad, because=bad)
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
        one = made.lodge(desk, uploads=[upload(f"{number}.txt")])
        correspondence.write_again(complaint=one, text="More.", now=NOW)
        correspondence.log(complaint=one, way="own", text="Remark.", by=officer, now=NOW)
    client = sign_in(officer)

    with django_assert_num_queries(6):
        client.get(reverse("copyright-complaints"))
    with django_assert_num_queries(14):
        client.get(reverse("copyright-desk"))
    with django_assert_num_queries(13):
        client.get(reverse("copyright-complaint", args=[one.pk]))

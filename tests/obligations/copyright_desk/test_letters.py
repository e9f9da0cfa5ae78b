"""Letters: to whom they go, what they never hold, and that each is sent once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import translation

from obligations.copyright_desk.models import Complaint, Letter
from obligations.copyright_desk.queries import receipts
from obligations.copyright_desk.services import (
    complaints,
    correspondence,
    decisions,
    erasure,
    letters,
)
from obligations.copyright_desk.services.decisions import Outcome
from obligations.services.notices import CLAIM, TRIES
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made

pytestmark = pytest.mark.django_db


def texts():
    return [
        one.body + "".join(str(part.content) for part in one.alternatives) for one in mail.outbox
    ]


def test_a_receipt_gives_reference_and_private_address_and_none_of_the_senders_words(desk):
    said = {name: f"PLANTED {name}" for name in ("name", "works", "seen_where", "asked")}
    complaint = made.lodge(desk, **said)

    report = letters.send_due(now=NOW)

    (sent,) = mail.outbox
    assert (report.sent, sent.to, sent.reply_to) == (
        1, [made.CLAIM["email"]], [made.DESIGNATION["email"]],
    )  # fmt: skip
    assert complaint.reference in sent.subject
    assert receipts.path(complaint) in sent.body
    assert "PLANTED" not in sent.subject + texts()[0]


def test_letters_are_written_in_the_language_of_the_form_whoever_acts(desk, officer):
    complaint = made.lodge(desk, language="fr")
    complaints.acknowledge(complaint=complaint, by=officer, now=NOW)

    with translation.override("de"):
        letters.send_due(now=NOW)
        kept = translation.get_language()

    assert kept == "de"
    assert len(mail.outbox) == 2
    for one in mail.outbox:
        assert '<html lang="fr">' in str(one.alternatives[0].content)


def test_a_complaint_of_no_language_is_answered_in_english(complaint):
    with translation.override("fr"):
        letters.send_due(now=NOW)

    (sent,) = mail.outbox
    assert sent.subject.startswith(f"{complaint.provider}: Your complaint was received (")
    assert "Reference: " in sent.body


def test_each_step_is_told_once(complaint, officer):
    complaints.acknowledge(complaint=complaint, by=officer, now=NOW)
    correspondence.log(complaint=complaint, way="out", text="SECRET", by=officer, now=NOW)
    correspondence.log(complaint=complaint, way="own", text="SECRET", by=officer, now=NOW)
    outcome = Outcome(outcome="answered", answer="SECRET")
    for _ in range(2):
        decisions.decide(
            complaint=complaint, outcome=outcome, revision=complaint.revision, by=officer, now=NOW
        )
        decisions.reopen(
            complaint=complaint, because="SECRET", revision=complaint.revision, by=officer, now=NOW
        )

    letters.send_due(now=NOW)
    assert letters.send_due(now=NOW).claimed == 0

    subjects = sorted(one.subject.split(": ")[1].rsplit(" (", 1)[0] for one in mail.outbox)
    assert subjects == [
        "There is a message about your complaint",
        "Your complaint is being examined",
        "Your complaint was decided",
        "Your complaint was decided",
        "Your complaint was opened again",
        "Your complaint was opened again",
        "Your complaint was received",
    ]
    assert not any("SECRET" in one for one in texts())


def test_an_address_is_sent_three_receipts_a_day_whatever_its_capitals(desk):
    for email in ("a@b.example", "A@b.example", "a@B.example", "a@b.example"):
        made.lodge(desk, email=email)
    assert Letter.objects.count() == 3

    made.lodge(desk, email="a@b.example", now=NOW + timedelta(days=1, seconds=1))

    assert (Letter.objects.count(), Complaint.objects.count()) == (4, 5)


class Dead(EmailBackend):
    def send_messages(self, messages):
        raise OSError("no post")


def test_a_post_that_is_down_is_tried_again_and_given_up_in_the_end(complaint, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Dead"
    now = NOW
    for _ in range(TRIES):
        assert letters.send_due(now=now).claimed == 1
        assert letters.send_due(now=now).claimed == 0
        now += timedelta(hours=7)

    row = Letter.objects.get()
    assert (row.given_up_at is not None, row.last_error) == (True, "OSError: no post")
    assert letters.send_due(now=now).claimed == 0


def test_a_worker_that_died_is_followed_by_another_with_the_same_message(complaint):
    letters._claim(NOW, 10)
    assert letters.send_due(now=NOW).claimed == 0

    letters.send_due(now=NOW + CLAIM)

    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"].startswith(f"<{Letter.objects.get().pk.hex}@")


def test_nobody_is_written_to_once_erased(complaint, officer):
    decisions.decide(
        complaint=complaint,
        outcome=Outcome(outcome="answered", answer="Done."),
        revision=complaint.revision,
        by=officer,
        now=NOW,
    )
    erasure.erase_due(now=NOW + timedelta(days=365 * 6))

    assert letters.send_due(now=NOW + timedelta(days=365 * 6)).given_up == 2
    assert mail.outbox == []


def test_a_name_of_a_provider_cannot_add_a_header(officer, provider):
    provider.name = "Models\nBcc: all@x.example"
    provider.save()
    made.designate(provider, officer)
    made.lodge(provider)

    letters.send_due(now=NOW)

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []

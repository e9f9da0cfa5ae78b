"""The pages of packages, as people go through them."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from obligations.packages.models import Package, PackageItem, PackageReceipt
from obligations.packages.services import links, sending
from obligations.services.steps import NotAllowedNow
from providers.errors import InvalidInput
from tests.factories.assessments import submitted
from tests.factories.duties import make_deadline
from tests.factories.evidence import attach, fresh, make_duty, make_obligation, make_rendering
from tests.factories.providers import NOW
from tests.obligations.packages import made

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def file(content=b"Receipt.", name="receipt.txt"):
    found = io.BytesIO(content)
    found.name = name
    return found


def test_a_package_is_made_filled_sealed_sent_and_confirmed(sign_in, officer, ai_model):
    client = sign_in(officer)
    duty = make_duty(ai_model, "aia-52-1")
    rendering = make_rendering(ai_model, officer, title="Notification")
    version = attach(duty, by=officer, title="Compute estimate")
    assessment = submitted(duty, officer)
    client.post(
        reverse("package-new"),
        {
            "purpose": "notification",
            "model": ai_model.pk,
            "addressed_to": "AI Office",
            "channel": "eu-send",
        },
    )
    package = Package.objects.get()
    at = {"package_id": package.pk}

    things = [f"rendering:{rendering.pk}", f"evidence:{version.pk}", f"assessment:{assessment.pk}"]
    added = client.post(
        reverse("package-item-add", kwargs=at),
        {"things": things, "answers": ["condition", "known-on", "compute"]},
    )
    too_early = client.post(reverse("package-seal", kwargs=at))
    client.post(
        reverse("package-gap", kwargs=at),
        {"expected": "method", "reason": "withheld", "because": "It is asked for later."},
    )
    client.post(reverse("package-seal", kwargs=at))
    verified = client.post(reverse("package-verify", kwargs=at))
    # The product's clock runs now; the forms offer the present minute.
    form = client.get(reverse("package", kwargs=at)).context["sent_form"]
    now = form.initial["sent_at"].strftime("%Y-%m-%dT%H:%M")
    client.post(reverse("package-sent", kwargs=at), {"sent_at": now, "channel": "eu-send"})
    confirmed = client.post(
        reverse("package-receipt", kwargs=at),
        {"received_at": now, "channel": "eu-send", "reference": "ES-1", "file": file()},
    )
    whole = text(client.get(reverse("package", kwargs=at)))

    assert added.status_code == 302
    assert too_early.status_code == 422
    assert "How the compute was estimated" in text(too_early)
    assert "Every check held" in text(verified)
    assert confirmed.status_code == 302
    assert fresh(package).status == "sealed"
    assert [one.kind for one in made.contents(package).items] == [
        "rendering",
        "evidence",
        "assessment",
    ]
    assert "Missing: Withheld" in whole
    assert PackageReceipt.objects.get().reference == "ES-1"
    assert "ES-1" in whole


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("package-gap", {"expected": "method", "reason": "withheld", "because": ""}, "in words"),
        ("package-gap", {"expected": "nonsense", "reason": "withheld", "because": "x"}, "asks for"),
        ("package-redact", {"removed": "Names", "ground": "other"}, "Choose the item"),
        ("package-item-add", {"things": ["evidence:1"]}, "no such thing any more"),
        ("package-item-add", {}, "Choose what to put in"),
        ("package-file-add", {}, "Choose a file"),
        ("package-link", {"deadline": "7d0f3c0e-8f4e-4f0e-9d0c-1f2a3b4c5d6e"}, "no such deadline"),
        ("package-edit", {"title": "\x07", "channel": "pigeon", "revision": 1}, "pigeon"),
        ("package-sent", {"sent_at": "2026-13-01T10:00", "channel": "mail"}, "a day and a time"),
        ("package-unshare", {"because": ""}, "Say why"),
        ("package-stop", {}, "not being sealed any more"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_writes_nothing(
    sign_in, officer, package, name, given, told
):
    before = fresh(package).revision

    answer = sign_in(officer).post(reverse(name, args=[package.pk]), given)

    assert answer.status_code == 422
    assert told in text(answer)
    assert fresh(package).revision == before
    assert not PackageItem.objects.exists()


def test_what_was_typed_comes_back(sign_in, officer, package):
    answer = sign_in(officer).post(
        reverse("package-gap", args=[package.pk]),
        {"expected": "method", "reason": "nonsense", "because": "Typed with care."},
    )

    assert "Typed with care." in text(answer)


def test_a_colleague_reads_and_is_offered_nothing_to_write(sign_in, colleague, sealed, package):
    client = sign_in(colleague)

    for one in (sealed, package):
        page = text(client.get(reverse("package", args=[one.pk])))
        posts = re.findall(r'<form[^>]*method="post" action="(/packages/[^"]*)"', page)
        assert {address.split("/")[-2] for address in posts} <= {"verify"}
    assert client.post(reverse("package-seal", args=[package.pk])).status_code == 403
    assert client.get(reverse("package-new")).status_code == 403


def test_a_reviewer_sees_what_is_shared_until_it_is_taken_back(
    sign_in, reviewer, officer, sealed, package
):
    client = sign_in(reviewer)
    page, listed = reverse("package", args=[sealed.pk]), reverse("office-packages")
    before = client.get(page).status_code

    sending.share(package=sealed, by=officer, now=NOW)
    shown, among = client.get(page), text(client.get(listed))
    archive = b"".join(client.get(reverse("package-download", args=[sealed.pk])).streaming_content)
    sending.unshare(package=sealed, because="Sent to the wrong desk.", by=officer, now=NOW)
    after = client.get(page).status_code

    assert (before, shown.status_code, after) == (404, 200, 404)
    assert "The team is still at work on it." in text(shown)
    assert "Names of staff" in text(shown)
    assert "Notification of a model" in among
    assert archive == made.bytes_of(sealed)
    assert "Notification of a model" not in text(client.get(listed))
    assert fresh(sealed).unshared_because == "Sent to the wrong desk."
    assert client.get(reverse("package", args=[package.pk])).status_code == 404


def test_a_package_that_was_received_is_checked_and_not_kept(sign_in, reviewer, sealed):
    archive = made.bytes_of(sealed)
    altered = bytearray(archive)
    altered[len(altered) // 2] ^= 1
    client = sign_in(reviewer)

    good = client.post(reverse("package-check"), {"file": file(archive, "package.zip")})
    bad = client.post(reverse("package-check"), {"file": file(bytes(altered), "package.zip")})
    none = client.post(reverse("package-check"), {})

    assert "one of the keys" in text(good)
    assert "The check failed" in text(bad)
    assert none.status_code == 422


@pytest.mark.parametrize("name", ["packages", "reconciliation"])
def test_lists_ask_as_often_for_many_as_for_one(sign_in, officer, ai_model, name):
    client = sign_in(officer)
    make_obligation("aia-52-1", audience=["ai-office"])

    def more(number):
        deadline = make_deadline(
            make_duty(ai_model, "aia-52-1", ended_on=date(2026, 1, number)),
            date(2026, 12, 1),
            clock="aia-52-1-notification",
        )
        package = made.sealed(ai_model, officer)
        if not package.deadline_links.filter(deadline=deadline).exists():
            links.link(package=package, deadline=deadline, by=officer, now=NOW)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(reverse(name))
        assert answer.status_code == 200
        return len(asked), len(answer.context["page"].object_list)

    more(1)
    one = count()
    more(2)
    more(3)
    three = count()

    assert (one[1], three[1]) == (1, 3)
    assert one[0] == three[0]


def test_sharing_may_have_an_end_and_what_is_submitted_here_has_none(
    sign_in, reviewer, officer, sealed
):
    client, today = sign_in(reviewer), timezone.localdate()
    page = reverse("package", args=[sealed.pk])
    share = reverse("package-share", args=[sealed.pk])
    own = sign_in(officer)

    assert own.post(share, {"until": str(today - timedelta(days=1))}).status_code == 422
    assert own.post(share, {"until": str(today)}).status_code == 302
    assert client.get(page).status_code == 200
    Package.objects.filter(pk=sealed.pk).update(shared_until=today - timedelta(days=1))
    assert client.get(page).status_code == 404
    assert not PackageItem.objects.visible_to(reviewer).exists()
    assert "It ended on" in text(own.get(page))
    assert own.post(share, {"until": ""}).status_code == 302
    assert client.get(page).status_code == 200


def test_a_submission_by_sharing_is_not_taken_back(officer, sealed):
    Package.objects.filter(pk=sealed.pk).update(
        shared_at=NOW, sent_at=NOW, sent_channel="here", sent_by_name="Olivia"
    )

    with pytest.raises(NotAllowedNow):
        sending.unshare(package=fresh(sealed), because="Regret.", by=officer, now=NOW)
    with pytest.raises(InvalidInput):
        sending.share(
            package=fresh(sealed), until=timezone.localdate(), by=officer, now=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Package.objects.filter(pk=sealed.pk).update(shared_until=timezone.localdate())
    assert fresh(sealed).shared_at == NOW

"""Two windows at the same form: the second is told, sees both, and keeps what was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from obligations.law.workflow import Claim, Route
from obligations.models import Assessment, Duty
from obligations.words import word
from providers.models import Membership
from tests.factories import assessments as made
from tests.factories.evidence import attach, fresh

pytestmark = pytest.mark.django_db


def test_words_of_evidence(page, duty):
    piece = attach(duty, statement="We do.", title="First").evidence
    address = reverse("evidence-words", args=[piece.pk])
    page.post(address, {"title": "Faster", "proves": "Theirs", "revision": 1})

    second = page.post(address, {"title": "Faster", "proves": "Mine", "revision": 1})
    text = second.content.decode()
    third = page.post(address, {"title": "Faster", "proves": "Mine", "revision": 2})

    assert second.status_code == 422
    assert "Someone changed this after you opened it" in text
    assert "Saved meanwhile: “Theirs”" in text
    assert ">\nMine</textarea>" in text
    assert 'name="revision" value="2"' in text
    assert "Saved meanwhile: “Faster”" not in text
    assert (third.status_code, fresh(piece).proves) == (302, "Mine")


def test_a_draft(page, duty, officer):
    draft = made.drafted(duty, officer)
    address = reverse("assessment-edit", args=[draft.pk])
    page.post(address, {"position": "Theirs", "revision": 1})

    second = page.post(address, {"position": "Mine", "revision": 1})

    text = second.content.decode()
    assert second.status_code == 422
    assert "Saved meanwhile: “Theirs”" in text
    assert "Mine</textarea>" in text
    assert page.post(address, {"position": "Mine", "revision": 2}).status_code == 302
    assert Assessment.objects.get().position == "Mine"


def test_a_claim_is_shown_by_its_name(page, duty, officer):
    draft = made.drafted(duty, officer)
    address = reverse("assessment-edit", args=[draft.pk])
    page.post(address, {"claim": "partly-fulfilled", "position": "Same", "revision": 1})

    second = page.post(address, {"claim": "fulfilled", "position": "Same", "revision": 1})

    text = second.content.decode()
    assert f"Saved meanwhile: “{word('claim', Claim.PARTLY_FULFILLED).text}”" in text
    assert "Saved meanwhile: “Same”" not in text


def test_a_way_is_shown_by_its_name(page, duty):
    Duty.objects.update(route=Route.CODE, route_explanation="Same", revision=2)
    given = {"route": "other-adequate-means", "explanation": "Same", "revision": 1}

    second = page.post(reverse("duty-route", args=[duty.pk]), given)

    told = f"Saved meanwhile: “{word('route', Route.CODE).text}”"
    assert (second.status_code, told in second.content.decode()) == (422, True)


def test_two_begin_a_draft(page, duty):
    address = reverse("assessment-new", args=[duty.pk])
    page.post(address, {"position": "Theirs"})
    draft = Assessment.objects.get()

    second = page.post(address, {"claim": "fulfilled", "position": "Mine"})
    text = second.content.decode()
    third = page.post(
        reverse("assessment-edit", args=[draft.pk]),
        {"claim": "fulfilled", "position": "Mine", "revision": draft.revision},
    )

    assert second.status_code == 422
    assert "Somebody began a draft" in text
    assert "Saved meanwhile: “Theirs”" in text
    assert reverse("assessment-edit", args=[draft.pk]) in text
    assert f'name="revision" value="{draft.revision}"' in text
    assert third.status_code == 302


def test_the_way_of_demonstrating(page, duty):
    address = reverse("duty-route", args=[duty.pk])
    given = {"route": "other-adequate-means", "revision": 1}
    page.post(address, given | {"explanation": "Theirs"})

    second = page.post(address, given | {"explanation": "Mine"})

    text = second.content.decode()
    assert second.status_code == 422
    assert "Saved meanwhile: “Theirs”" in text
    assert "Mine</textarea>" in text


def test_an_assignment_can_be_sent_again(page, duty):
    address = reverse("duty-assign", args=[duty.pk])
    page.post(address, {"target_on": "2026-12-01", "revision": 1})

    second = page.post(address, {"target_on": "2026-12-02", "revision": 1})

    assert second.status_code == 422
    assert 'name="revision" value="2"' in second.content.decode()
    assert page.post(address, {"target_on": "2026-12-02", "revision": 2}).status_code == 302


def test_the_role_of_a_member(page, provider, colleague):
    row = Membership.objects.get(user_id=colleague.user_id)
    address = reverse("member-role", args=[provider.pk, row.pk])
    page.post(address, {"role": "officer", "seen": "colleague"})

    second = page.post(address, {"role": "representative", "seen": "colleague"})

    assert second.status_code == 409
    assert "another role meanwhile" in second.content.decode()
    assert fresh(row).role == "officer"


def test_comments_of_two_windows_are_two_comments(page, duty):
    address = reverse("duty-comment", args=[duty.pk])

    answers = [page.post(address, {"text": words}) for words in ("One", "Two")]

    assert [one.status_code for one in answers] == [302, 302]
    assert duty.comments.count() == 2

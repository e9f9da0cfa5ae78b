"""The AI Office asks here: basis, purpose and day stated, seen at once, answered and read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from obligations.models import Deadline, Notice
from obligations.requests.models import Answer, AnswerFile, Request
from obligations.requests.services import answers, asking, requests
from obligations.requests.services.answers import Said
from obligations.requests.services.asking import Question
from obligations.requests.services.requests import Asked
from obligations.services import renderings
from providers.errors import InvalidInput, NotPermitted
from providers.models import Provider
from tests.api.conftest import Program
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DUE = TODAY + timedelta(days=21)
ASKED = {
    "asks": "How training compute was measured.",
    "basis": "aia-91",
    "purpose": "To check the estimate.",
    "due_on": DUE,
}


@pytest.fixture
def provider(ai_model) -> Provider:
    Provider.objects.filter(pk=ai_model.provider_id).update(shared_with_office_at=NOW)
    ai_model.provider.refresh_from_db()
    return ai_model.provider


def ask(provider, by, **said):
    return asking.ask(provider=provider, question=Question(**ASKED | said), by=by, now=NOW)


def answer(request, by, *, files=(), now=NOW):
    said = Said(
        answered_on=request.received_on, given="By six operations.", channel="Here", is_final=True
    )
    return answers.answer(request=request, said=said, files=files, revision=1, by=by, now=now)


def test_a_request_reaches_the_provider_with_its_clock_and_a_notice(provider, reviewer, officer):
    made = ask(provider, reviewer, items=["compute-method"])

    assert (made.asker, made.made_here_at, made.received_on) == ("office", NOW, TODAY)
    assert Deadline.objects.get(matter_id=made.pk).due_on == DUE
    told = Notice.objects.get(kind="request.made", recipient_id=officer.user_id)
    assert told.path == f"/requests/{made.pk}/"
    assert Request.objects.visible_to(officer).get() == made


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"basis": ""}, "basis"),
        ({"basis": "other"}, "basis_words"),
        ({"purpose": " "}, "purpose"),
        ({"asks": ""}, "asks"),
        ({"due_on": None}, "due_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"items": ["nothing"]}, "items"),
    ],
)
def test_a_request_that_does_not_say_what_it_must_is_refused(provider, reviewer, said, field):
    with pytest.raises(InvalidInput) as refused:
        ask(provider, reviewer, **said)

    assert field in {one.field for one in refused.value.problems}
    assert not Request.objects.exists()
    assert not Notice.objects.filter(kind="request.made").exists()


def test_only_reviewers_make_requests(provider, officer, colleague, rival):
    for one in (officer, colleague, rival):
        with pytest.raises(NotPermitted):
            ask(provider, one)


def test_the_office_reads_the_answer_and_its_files_and_nothing_recorded_otherwise(
    provider, ai_model, reviewer, officer
):
    own = Asked(
        asker="downstream", asked_by="Integrator", received_on=TODAY, asks="SECRET of another"
    )
    requests.record(provider=provider, asked=own, by=officer, now=NOW)
    made = ask(provider, reviewer)
    file = renderings.keep(
        provider=provider,
        ai_model=ai_model,
        subject="document",
        subject_id=ai_model.pk,
        recipient="office",
        title="Documentation",
        file_name="documentation.json",
        content=b"{}",
        by=officer,
        now=NOW,
    )
    row = answer(made, officer, files=[file.pk])

    assert Request.objects.visible_to(reviewer).get() == made
    assert Answer.objects.visible_to(reviewer).get() == row
    assert AnswerFile.objects.visible_to(reviewer).get().rendering == file
    told = Notice.objects.get(kind="request.answered")
    assert (told.recipient_id, told.path) == (reviewer.user_id, f"/office/requests/{made.pk}/")


def test_who_asked_moves_the_day_and_takes_it_back(provider, reviewer, officer):
    made = ask(provider, reviewer)
    later = {"due_on": DUE + timedelta(days=7), "source": "On your letter."}

    with pytest.raises(NotPermitted):
        requests.extend(request=made, by=officer, now=NOW, **later)
    with pytest.raises(NotPermitted):
        requests.take_back(request=made, on=TODAY, because="No.", revision=1, by=officer, now=NOW)
    requests.extend(request=made, by=reviewer, now=NOW, **later)

    days = Deadline.objects.filter(matter_id=made.pk, cancelled_at=None)
    assert days.get().due_on == later["due_on"]
    requests.take_back(
        request=made, on=TODAY, because="Answered otherwise.", revision=1, by=reviewer, now=NOW
    )
    assert not Deadline.objects.open().filter(matter_id=made.pk).exists()


def test_the_office_changes_nothing_a_provider_recorded(provider, reviewer, officer):
    said = Asked(
        asker="office",
        asked_by="AI Office",
        received_on=TODAY,
        asks="By letter.",
        basis="aia-91",
        purpose="As stated.",
        due_on=DUE,
    )
    made = requests.record(provider=provider, asked=said, by=officer, now=NOW)

    with pytest.raises(NotPermitted):
        requests.extend(request=made, due_on=date(2027, 1, 8), source="x", by=reviewer, now=NOW)


def test_the_pages_make_a_request_and_show_its_answer(provider, reviewer, officer, sign_in):
    office = sign_in(reviewer)
    at = reverse("office-request-new")

    bad = office.post(at, {"asks": "typed words", "provider": provider.pk})
    done = office.post(at, {**ASKED, "provider": provider.pk, "items": ["compute-method"]})
    made = Request.objects.get()
    answer(made, officer, now=timezone.now())
    shown = office.get(done["Location"]).content.decode()

    assert (bad.status_code, "typed words" in bad.content.decode()) == (422, True)
    assert done["Location"] == f"/office/requests/{made.pk}/"
    for words in ("To check the estimate.", "How training compute was measured", "By six op"):
        assert words in shown
    assert "To check" not in office.get(reverse("office-requests")).content.decode()
    every = office.get(reverse("office-requests"), {"state": "all"}).content.decode()
    assert f"{provider.name}, request 1" in every


def test_the_providers_page_says_who_moves_the_day(provider, reviewer, officer, sign_in):
    made = ask(provider, reviewer)
    page = sign_in(officer).get(reverse("request", args=[made.pk])).content.decode()

    assert "Record the answer" in page
    assert "grants later days and takes it back itself" in page
    assert "Record the day" not in page


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_as_often_for_many_as_for_one(
    count, provider, reviewer, sign_in, django_assert_num_queries
):
    for _ in range(count):
        ask(provider, reviewer)
    client = sign_in(reviewer)

    with django_assert_num_queries(7):
        client.get(reverse("office-requests"))


def test_a_program_of_the_office_asks_and_reads(provider, reviewer, officer):
    office, program = Program(reviewer, "read", "review"), Program(officer, "read", "write")
    body = {**ASKED, "due_on": DUE.isoformat(), "provider": str(provider.pk)}

    made = office.post("requests/made-here/", body, format="json")
    refused = program.post("requests/made-here/", body, format="json")
    base = f"requests/{made.json()['id']}/"
    given = {
        "answered_on": made.json()["received_on"],
        "given": "All.",
        "channel": "Here",
        "is_final": True,
    }
    theirs = office.post(f"{base}answers/", given, format="json", HTTP_IF_MATCH='"1"')
    program.post(f"{base}answers/", given, format="json", HTTP_IF_MATCH=made["ETag"])
    found = office.get(f"{base}answers/").json()["results"]

    assert (made.status_code, made.json()["asked_by"]) == (201, "AI Office")
    assert refused.status_code in (403, 404)
    assert theirs.status_code == 403
    assert [one["given"] for one in found] == ["All."]

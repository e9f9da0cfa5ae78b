"""What the AI Office reads of Framework and reports: what was given, as it was given, no more."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from obligations.documents.models import DocumentVersion
from obligations.documents.services import documents
from obligations.models import Notice, Rendering
from obligations.safety.models import Entry
from obligations.safety.services import entries
from providers.models import AIModel, Provider
from tests.api.conftest import Program


@pytest.fixture
def given(systemic, version, record):
    """A report that was given, beside a later version, a Framework and a risk that were not."""
    provider = systemic.provider
    report = version(provider, "model-report", systemic, "As given.")
    entry = record(provider, "provision", version=report, value={"reference": "Ares-7"})
    version(provider, "model-report", systemic, "Never given.")
    version(provider, "framework", words="Never given either.")
    record(provider, "risk", ai_model=systemic, value={"description": "Kept to ourselves."})
    return entry


def page(entry):
    return reverse("office-given-document", args=[entry.pk])


def test_the_office_reads_what_was_given_as_it_was_given(given, office):
    listed = office.get(reverse("office-given")).content.decode()
    shown = office.get(page(given)).content.decode()

    assert page(given) in listed
    assert "Ares-7" in listed
    assert "As given." in shown
    assert "Missing: nothing is stated" in shown
    for private in ("Never given", "Kept to ourselves"):
        assert private not in listed + shown


def test_the_files_are_those_that_were_kept(given, office):
    for suffix, kept in (("pdf", given.pdf), ("json", given.json)):
        answer = office.get(reverse("office-given-file", args=[given.pk, suffix]))

        assert answer["ETag"] == f'"{kept.sha256}"'
        assert len(b"".join(answer.streaming_content)) == kept.size
    assert office.get(reverse("office-given-file", args=[given.pk, "docx"])).status_code == 404


def test_of_the_rows_behind_it_the_office_sees_this_one_alone(given, reviewer):
    assert list(Entry.objects.visible_to(reviewer)) == [given]
    assert list(Provider.objects.visible_to(reviewer)) == [given.provider]
    assert list(AIModel.objects.visible_to(reviewer)) == [given.ai_model]
    assert not DocumentVersion.objects.visible_to(reviewer).exists()
    assert not Rendering.objects.visible_to(reviewer).exists()


def test_an_interim_report_shows_its_two_measures_only(systemic, version, record, office):
    report = version(systemic.provider, "model-report", systemic, "Within the margin.")
    entry = record(systemic.provider, "provision", version=report, value={"extent": "interim"})

    shown = office.get(page(entry))

    assert [part.key for part in shown.context["given"].parts] == ["reasons", "landscape"]
    assert "This is an interim report" in shown.content.decode()


def test_an_interim_report_is_called_so_wherever_it_is_listed(systemic, version, record, office):
    report = version(systemic.provider, "model-report", systemic)
    entry = record(systemic.provider, "provision", version=report, value={"extent": "interim"})

    for at in (reverse("office-given"), reverse("office-provider", args=[entry.provider_id])):
        assert "Interim Model Report" in office.get(at).content.decode()


def test_what_was_given_elsewhere_only_is_not_read_here(systemic, version, record, office):
    frozen = version(systemic.provider, "framework")
    entry = record(systemic.provider, "provision", version=frozen, value={"elsewhere_only": True})

    assert office.get(page(entry)).status_code == 404
    assert page(entry) not in office.get(reverse("office-given")).content.decode()


def test_what_was_taken_back_stays_and_says_so(given, officer, office, now):
    gone = entries.withdraw(entry=given, because="The wrong version.", by=officer, now=now)

    shown = office.get(page(gone)).content.decode()

    assert "The provider took back that it was given" in shown
    assert "The wrong version." in shown
    assert "As given." in shown


def test_the_list_is_narrowed_to_a_provider_it_knows(given, office, rival_provider, now):
    Provider.objects.filter(pk=rival_provider.pk).update(shared_with_office_at=now)
    at = reverse("office-given")

    assert page(given) in office.get(f"{at}?provider={given.provider_id}").content.decode()
    assert page(given) not in office.get(f"{at}?provider={rival_provider.pk}").content.decode()


def test_a_provider_that_it_does_not_know_narrows_nothing_and_is_named_nowhere(
    given, office, rival_provider
):
    for asked in (rival_provider.pk, "nonsense"):
        shown = office.get(f"{reverse('office-given')}?provider={asked}")

        assert shown.context["form"].errors["provider"]
        assert page(given) in shown.content.decode()
        assert rival_provider.name not in shown.content.decode()


@pytest.mark.parametrize("who", ["officer", "colleague", "rival", "stranger"])
def test_nobody_else_opens_the_pages_of_the_office(given, sign_in, request, who):
    client = sign_in(request.getfixturevalue(who))

    for at in (reverse("office-given"), page(given)):
        assert client.get(at).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    count, signatory, version, record, office, django_assert_num_queries
):
    for number in range(count):
        record(signatory, "provision", version=version(signatory, "framework", words=f"{number}"))
    office.get(reverse("office-given"))

    with django_assert_num_queries(7):
        office.get(reverse("office-given"))


def test_the_same_through_the_api(given, reviewer, officer, rival):
    at = f"given-documents/{given.pk}/"

    found = Program(reviewer).get(at).json()

    assert (found["kind"], found["version"], found["extent"]) == ("model-report", 1, "whole")
    assert "As given." in json.dumps(found["document"])
    assert [one["id"] for one in Program(reviewer).get("given-documents/").json()["results"]] == [
        str(given.pk)
    ]
    assert Program(officer).get(at).status_code == 200
    assert Program(rival).get(at).status_code == 404


def test_a_version_is_what_the_page_shows_whatever_is_written_later(given, officer, office, now):
    document = given.version.document
    documents.save(
        document=document,
        given={"acceptable-because": {"state": "filled", "value": "Rewritten."}},
        revision=document.__class__.objects.get(pk=document.pk).revision,
        by=officer,
        now=now,
    )

    shown = office.get(page(given)).content.decode()

    assert "As given." in shown
    assert "Rewritten." not in shown


def test_the_providers_page_at_the_office_leads_to_what_was_given(given, office):
    shown = office.get(reverse("office-provider", args=[given.provider_id]))

    kinds = {one.kind.name: one.count for one in shown.context["shared"]}
    assert kinds["Frameworks and reports"] == 1
    assert page(given) in shown.content.decode()


def test_reviewers_hear_of_what_they_may_read_and_of_a_correction(
    reviewer, systemic, version, record
):
    provider = systemic.provider
    report = version(provider, "model-report", systemic, "As given.")
    first = record(provider, "provision", version=report)
    record(provider, "provision", version=report, supersedes=first, because="Another channel.")
    elsewhere = version(provider, "framework", words="Given by other means.")
    record(provider, "provision", version=elsewhere, value={"elsewhere_only": True})

    told = Notice.objects.filter(kind="document.given", recipient=reviewer.user_id)

    titles = sorted(told.values_list("title", flat=True))
    assert [one.split(":")[0] for one in titles] == ["Corrected", "Given"]
    assert all(systemic.name in one and provider.name in one for one in titles)
    assert told.filter(path=f"/office/given/{first.pk}/").exists()

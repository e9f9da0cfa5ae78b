"""Pages of documents: opened by those who may, and nothing typed is lost."""

from __future__ import annotations

import pytest

from obligations.documents.models import Document
from obligations.documents.outlines import outline, outlines
from obligations.documents.services import documents
from tests.factories.providers import NOW
from tests.obligations.documents.conftest import KIND, fill, freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer, sign_in):
    return sign_in(officer)


def test_every_page_of_a_document_opens(client, document, officer):
    fill(document, officer)
    freeze(document, officer)
    fill(document, officer, uses={"state": "filled", "value": "Otherwise."})
    freeze(document, officer, changes="The uses.")
    at = f"/documents/{document.pk}/"

    for path in (
        "/documents/",
        "/documents/new/",
        at,
        f"{at}versions/1/",
        f"{at}versions/2/?for=office",
    ):
        assert client.get(path).status_code == 200, path
    assert "<ins>Otherwise.</ins>" in client.get(f"{at}compare/?from=1&to=2").content.decode()


@pytest.mark.parametrize("kind", sorted(outlines()))
def test_every_section_of_every_kind_opens(client, ai_model, officer, kind):
    about = ai_model if outline(kind).subject == "model" else None
    found = documents.start(
        provider=ai_model.provider, ai_model=about, kind=kind, by=officer, now=NOW
    )

    for section in outline(kind).sections:
        assert client.get(f"/documents/{found.pk}/{section.key}/").status_code == 200, section.key


def test_saving_writes_and_a_lost_race_keeps_what_was_typed(client, document):
    at = f"/documents/{document.pk}/general/"
    first = client.post(at, {"revision": "1", "provider-name": "First words"})
    second = client.post(at, {"revision": "1", "provider-name": "Second words"})

    assert first.status_code == 302
    assert second.status_code == 409
    assert "First words" in second.content.decode()
    assert "Second words" in second.content.decode()
    saved = Document.objects.get(pk=document.pk).content["provider-name"]
    assert saved == {"state": "filled", "value": "First words"}


def test_an_answer_over_its_limit_of_words_stands_with_a_remark(client, document):
    words = " ".join(["word"] * 25)

    client.post(f"/documents/{document.pk}/properties/", {"revision": "1", "architecture": words})

    page = client.get(f"/documents/{document.pk}/properties/").content.decode()
    assert words in page
    assert "25 words as saved; the form asks for about 20." in page


def test_a_mistake_stands_at_its_item_with_what_was_typed(client, document):
    answer = client.post(
        f"/documents/{document.pk}/compute/", {"revision": "1", "compute": "a great deal"}
    )

    assert answer.status_code == 422
    assert 'value="a great deal"' in answer.content.decode()
    assert Document.objects.get(pk=document.pk).content == {}


def test_what_cannot_be_given_is_neither_a_no_nor_said_not_to_apply(client, document):
    at = f"/documents/{document.pk}/compute/"

    client.post(
        at, {"revision": "1", "compute.without": "unavailable", "compute.reason": "Logs were lost."}
    )

    saved = Document.objects.get(pk=document.pk).content["compute"]
    assert saved == {"state": "unavailable", "reason": "Logs were lost."}
    assert '<option value="unavailable" selected>' in client.get(at).content.decode()
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "Cannot be given: Logs were lost." in page


def test_a_long_table_saved_as_it_was_opened_keeps_every_line_break(ai_model, officer, client):
    found = documents.start(
        provider=ai_model.provider, ai_model=ai_model, kind="model-report", by=officer, now=NOW
    )
    rows = [
        {"evaluation": "Cyber range", "input": f"First {number}\nsecond\tcell", "output": "x"}
        for number in range(50)
    ]
    given = {"samples": {"state": "filled", "value": rows}}
    documents.save(document=found, given=given, revision=1, by=officer, now=NOW)
    at = f"/documents/{found.pk}/risks/"
    entries = client.get(at).context["form"].entries

    typed = next(one.text for one in entries if one.name == "samples")
    client.post(at, {"revision": "2", "samples": typed})

    assert Document.objects.get(pk=found.pk).content["samples"]["value"] == rows


def test_a_colleague_reads_and_does_not_write(document, colleague, sign_in):
    client = sign_in(colleague)
    at = f"/documents/{document.pk}/general/"

    assert client.get(at).status_code == 200
    assert client.post(at, {"revision": "1", "provider-name": "Mine"}).status_code == 403


def test_the_kind_of_the_cast_is_the_form():
    assert KIND in outlines()

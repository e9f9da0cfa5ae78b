"""A filled form is brought in, compared and taken over: by pages and programs."""

from __future__ import annotations

import io
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction

from obligations import storage
from obligations.documents.exports import renditions
from obligations.documents.imports.archive import NotTheForm
from obligations.documents.models import Document, FilledForm
from obligations.documents.outlines import outline
from obligations.documents.queries import forms as queries
from obligations.documents.services import documents
from obligations.documents.services import forms as services
from obligations.models import StoredFile
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent
from tests.api.conftest import Program
from tests.factories.providers import NOW
from tests.obligations.documents.conftest import KIND, fill, freeze
from tests.obligations.documents.forms import Form
from tests.races import at_once

pytestmark = pytest.mark.django_db
FILLED = {
    "Legal name for the model provider:": "From the form",
    "Model architecture:": "word " * 25,
    "Required software:": "N/A",
    "Total model size:": "about 7e10",
}
READ = {"provider-name", "architecture", "software"}


def upload(answers=None, name="filled.docx"):
    return storage.receive(Form(answers or FILLED).bytes(), name=name)


def bring_in(document, by, answers=None):
    return services.bring_in(document=document, upload=upload(answers), by=by, now=NOW)


def take(form, by, *items, revision=1):
    return services.take(form=form, items=items, revision=revision, by=by, now=NOW)


def standings(form):
    groups = queries.compared(FilledForm.objects.get(pk=form.pk))
    return {one.item.key: one.standing.value for group in groups for one in group.items}


def test_bringing_in_changes_nothing_and_keeps_the_file(document, officer):
    form = bring_in(document, officer)

    assert Document.objects.get().content == {}
    assert (form.file_name, form.stored_file.sha256) == ("filled.docx", form.sha256)
    with storage.open_bytes(provider_id=form.provider_id, sha256=form.sha256) as file:
        assert len(file.read()) == form.size
    assert {key for key, one in standings(form).items() if one == "new"} == READ
    assert standings(form)["parameters"] == "unclear"


def test_only_what_is_chosen_is_taken_over_in_one_step(document, officer):
    form = bring_in(document, officer)

    take(form, officer, "provider-name", "software")

    content = Document.objects.get().content
    assert content["provider-name"] == {"state": "filled", "value": "From the form"}
    assert content["software"]["state"] == "not-applicable"
    assert set(content) == {"provider-name", "software"}
    assert FilledForm.objects.get().taken == ["provider-name", "software"]
    actions = AuditEvent.objects.order_by("position").values_list("action", flat=True)
    assert list(actions)[-2:] == ["document.form-taken-over", "document.saved"]


def test_what_stands_there_is_offered_for_replacement_and_keeps_its_mark(document, officer):
    secret = {"state": "filled", "value": "Before", "secret": True}
    documents.save(
        document=document, given={"provider-name": secret}, revision=1, by=officer, now=NOW
    )
    form = bring_in(document, officer)

    assert standings(form)["provider-name"] == "differs"
    assert "provider-name" not in queries.suggested(queries.compared(form))
    take(form, officer, "provider-name", revision=2)

    assert Document.objects.get().content["provider-name"] == secret | {"value": "From the form"}
    assert standings(form)["provider-name"] == "same"


@pytest.mark.parametrize("items", [(), ("parameters",), ("licence",), ("nothing",)])
def test_what_was_not_read_is_not_taken(document, officer, items):
    form = bring_in(document, officer)

    with pytest.raises(InvalidInput) as refused:
        take(form, officer, *items)

    assert refused.value.field == "items"
    assert Document.objects.get().content == {}


def test_a_document_changed_meanwhile_is_not_overwritten(document, officer):
    form = bring_in(document, officer)
    given = {"uses": {"state": "filled", "value": "Meanwhile"}}
    documents.save(document=document, given=given, revision=1, by=officer, now=NOW)

    with pytest.raises(Conflict):
        take(form, officer, "provider-name", revision=1)

    assert Document.objects.get().content == given
    assert FilledForm.objects.get().taken == []


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_take_over_at_once_wins(document, officer):
    form = bring_in(document, officer)

    results = at_once(
        *[partial(take, FilledForm.objects.get(pk=form.pk), officer, "provider-name")] * 8
    )

    assert sum(isinstance(one, Document) for one in results) == 1
    assert sum(isinstance(one, Conflict) for one in results) == 7


def test_a_file_that_is_no_form_is_not_kept(document, officer):
    with pytest.raises(NotTheForm):
        services.bring_in(
            document=document,
            upload=storage.receive(Form({}).bytes(), name="empty.docx"),
            by=officer,
            now=NOW,
        )

    assert not FilledForm.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_form_stays_as_it_came(document, officer):
    form = bring_in(document, officer)

    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        FilledForm.objects.filter(pk=form.pk).update(file_name="other.docx")
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        form.delete()


def test_a_colleague_reads_and_brings_in_nothing(document, officer, colleague, sign_in):
    form = bring_in(document, officer)

    with pytest.raises(NotPermitted):
        bring_in(document, colleague)
    with pytest.raises(NotPermitted):
        take(form, colleague, "provider-name")
    page = sign_in(colleague).get(f"/documents/{document.pk}/forms/{form.pk}/")
    assert "From the form" in page.content.decode()
    assert "Take over what is ticked" not in page.content.decode()


def sent(name="filled.docx", data=None):
    return {"file": SimpleUploadedFile(name, Form(FILLED).bytes().read() if data is None else data)}


def test_the_pages_show_every_item_and_take_what_is_ticked(document, officer, sign_in):
    client, at = sign_in(officer), f"/documents/{document.pk}/"

    made = client.post(f"{at}forms/", sent())
    page = client.get(made["Location"]).content.decode()
    none = client.post(f"{made['Location']}take/", {"revision": "1"})
    lost = client.post(f"{made['Location']}take/", {"revision": "9", "items": "provider-name"})
    done = client.post(f"{made['Location']}take/", {"revision": "1", "items": ["provider-name"]})
    file = client.get(f"{made['Location']}file/")

    assert made.status_code == 302
    for words in ("From the form", "25 words; the form asks for about 20", "about 7e10"):
        assert words in page
    assert "3 new, 0 that differ" in page
    assert (none.status_code, lost.status_code) == (422, 422)
    assert 'value="provider-name" checked' in lost.content.decode()
    assert done["Location"] == at
    assert Document.objects.get().content["provider-name"]["value"] == "From the form"
    assert b"".join(file.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize(
    ("data", "told"), [(b"%PDF-1.7", "This is a PDF"), (b"", "no bytes"), (b"words", "not a Word")]
)
def test_a_wrong_file_is_named_beside_its_field(document, officer, sign_in, data, told):
    page = sign_in(officer).post(f"/documents/{document.pk}/forms/", sent("form.docx", data))

    assert page.status_code == 422
    assert told in page.content.decode()


def test_what_was_made_here_is_brought_in_again(document, officer):
    fill(document, officer)
    version = freeze(document, officer)
    made = renditions.rendition(version, outline(KIND), renditions.OWN)
    data = renditions.written(made, "docx")
    Document.objects.update(content={})
    document.refresh_from_db()

    form = services.bring_in(
        document=document,
        upload=storage.receive(io.BytesIO(data), name="own.docx"),
        by=officer,
        now=NOW,
    )
    read = [key for key, one in standings(form).items() if one == "new"]
    take(form, officer, *read, revision=document.revision)

    assert Document.objects.get().content == version.content


def test_a_program_brings_in_and_takes_over(document, officer):
    program = Program(officer)
    base = f"documents/{document.pk}/forms/"

    made = program.post(base, sent(), format="multipart")
    one = f"{base}{made.json()['id']}/"
    items = {item["key"]: item for item in made.json()["items"]}
    bare = program.post(one, {"items": ["provider-name"]}, format="json")
    wrong = program.post(one, {"items": ["parameters"]}, format="json", HTTP_IF_MATCH=made["ETag"])
    done = program.post(
        one, {"items": ["provider-name"]}, format="json", HTTP_IF_MATCH=made["ETag"]
    )
    listed = program.get(base).json()["results"]
    refused = program.post(base, sent(data=b"%PDF-1.7"), format="multipart")

    assert made.status_code == 201
    assert items["architecture"]["remarks"] == ["25 words; the form asks for about 20."]
    assert items["parameters"]["standing"] == "unclear"
    assert (bare.status_code, wrong.status_code, done.status_code) == (428, 400, 200)
    assert done.json()["answers"]["provider-name"]["value"] == "From the form"
    assert [one["taken"] for one in listed] == [["provider-name"]]
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "file")


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_of_forms_asks_as_often_for_many_as_for_one(
    count, document, officer, django_assert_num_queries
):
    for number in range(count):
        bring_in(document, officer, FILLED | {"Model name:": f"Model {number}"})

    with django_assert_num_queries(1):
        list(queries.of_document(officer, document))

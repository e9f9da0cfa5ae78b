"""Bring in a filled form, and take chosen answers from it; nothing is overwritten unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from obligations.documents.answers import Answer
from obligations.documents.imports import files, reading
from obligations.documents.models import Document, FilledForm
from obligations.documents.outlines import outline
from obligations.documents.permissions import check_write
from obligations.documents.services import documents
from obligations.services import contents, stored_files
from obligations.storage import IncomingFile
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit


def bring_in(*, document: Document, upload: IncomingFile, by: Actor, now: datetime) -> FilledForm:
    """Keep a filled form as it came, with what was read in it; the document stays as it is.

    Raises NotTheForm where the file cannot be read, and says what it is; nothing is kept then.
    """
    check_write(by, document.provider)
    content = contents.of_upload(upload)
    with upload.path.open("rb") as file:
        found = files.read(file, outline(document.kind))
    form = FilledForm(
        provider=document.provider,
        document=document,
        file_name=content.file_name,
        sha256=content.sha256,
        size=content.size,
        reading=found.as_json(),
        uploaded_at=now,
        uploaded_by_id=by.user_id,
        uploaded_by_name=by.name,
    )
    with audit.change(action="document.form-brought-in", about=form, by=by, at=now) as event:
        form.stored_file = stored_files.store(provider=document.provider, content=content, now=now)
        form.save(force_insert=True)
        event.detail = {
            "document": document.pk,
            "file_name": form.file_name,
            "sha256": form.sha256,
        }
    return form


def take(
    *, form: FilledForm, items: Collection[str], revision: int, by: Actor, now: datetime
) -> Document:
    """Write the answers of a form to the items chosen, all in one step.

    ``revision`` is that of the document as it was compared. An item that is marked as a trade
    secret keeps its mark. Raises InvalidInput for an item that was not read, Conflict where
    somebody wrote in the meantime; nothing is then written.
    """
    document = form.document
    check_write(by, document.provider)
    read = {one.key: one.answer for one in reading.stored(form.reading) if one.answer is not None}
    if not items:
        raise InvalidInput(_("Choose what to take over."), field="items")
    if unread := sorted(set(items) - set(read)):
        told = _("Nothing that can be taken over was read for: {names}.").format(
            names=", ".join(unread)[:300]
        )
        raise InvalidInput(told, field="items")
    with audit.change(action="document.form-taken-over", about=form, by=by, at=now) as event:
        document.refresh_from_db(fields=["content"])
        given = {key: _marked(read[key], document.content.get(key)) for key in items}
        documents.save(document=document, given=given, revision=revision, by=by, now=now)
        form.refresh_from_db(fields=["taken"])
        form.taken = sorted({*form.taken, *items})
        form.taken_at, form.taken_by_name = now, by.name
        form.save(update_fields=["taken", "taken_at", "taken_by_name"])
        event.detail = {"document": document.pk, "items": sorted(items)}
    return document


def _marked(answer: Answer, before: Answer | None) -> Mapping[str, object]:
    """Keep the mark of a trade secret, of which a form knows nothing."""
    if answer["state"] == "filled" and before is not None and before.get("secret"):
        return {**answer, "secret": True}
    return answer

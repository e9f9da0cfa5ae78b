"""Start a document, save answers one by one, and freeze what it says as a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from obligations.documents import answers
from obligations.documents.answers import Answer
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import Outline, outline, outlines
from obligations.documents.permissions import check_write
from obligations.documents.services import keeping
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit, revisions

CHANGES_LIMIT = 10_000


def start(
    *, provider: Provider, ai_model: AIModel | None = None, kind: str, by: Actor, now: datetime
) -> Document:
    """Open a document of a kind about a model or the provider; it is empty: all is missing.

    Raises InvalidInput for an unknown kind or subject, NotAllowedNow where it was started already.
    """
    check_write(by, provider)
    if kind not in outlines():
        raise InvalidInput(
            _("Choose one of: {names}.").format(names=", ".join(outlines())), field="kind"
        )
    if (outline(kind).subject == "model") != (ai_model is not None):
        about = outline(kind).subject
        raise InvalidInput(
            _("{title} is about the {about}.").format(title=outline(kind).title, about=about),
            field="model",
        )
    if ai_model is not None and ai_model.provider_id != provider.pk:
        raise InvalidInput(_("There is no such model."), field="model")
    document = Document(
        provider=provider,
        ai_model=ai_model,
        kind=kind,
        created_at=now,
        changed_at=now,
        changed_by_name=by.name,
    )
    with audit.change(
        action="document.started", about=document, by=by, at=now, detail={"kind": kind}
    ):
        try:
            with transaction.atomic():
                document.save(force_insert=True)
        except IntegrityError:
            message = _("{title} was started already.").format(title=outline(kind).title)
            raise NotAllowedNow(message, field="kind") from None
    return document


def save(
    *,
    document: Document,
    given: Mapping[str, Answer | None],
    revision: int,
    by: Actor,
    now: datetime,
) -> Document:
    """Write the answers given, leaving the others; an answer of None makes the item missing again.

    ``revision`` is that of the document the writer read. Raises InvalidInput with every mistake, by
    the item's key, and Conflict where somebody else wrote in the meantime; nothing is then written.
    """
    check_write(by, document.provider)
    wanted = _checked(outline(document.kind), given)
    with audit.change(action="document.saved", about=document, by=by, at=now) as event:
        content = dict(Document.objects.get(pk=document.pk).content)
        changed = [key for key, answer in wanted.items() if content.get(key) != answer]
        content |= {key: answer for key, answer in wanted.items() if answer is not None}
        for key in (key for key, answer in wanted.items() if answer is None):
            content.pop(key, None)
        revisions.claim(
            document,
            revision=revision,
            content=content,
            changed_at=now,
            changed_by_name=by.name,
        )
        event.detail = {"items": changed}
    return document


def make_version(
    *,
    document: Document,
    changes: str,
    revision: int,
    by: Actor,
    now: datetime,
) -> DocumentVersion:
    """Freeze what the document says now as its next version, with what changed and why.

    Items without an answer stay missing in it, and are shown as missing. Raises InvalidInput
    without a changelog, NotAllowedNow where nothing changed since the last version, and Conflict
    where the document was changed after it was read.
    """
    check_write(by, document.provider)
    said = text.prose(changes, field="changes", limit=CHANGES_LIMIT)
    if not said:
        raise InvalidInput(_("Say what changed since the last version, and why."), field="changes")
    with audit.change(action="document.version-made", about=document, by=by, at=now) as event:
        number = document.latest_number + 1
        revisions.claim(document, revision=revision, latest_number=number)
        document.refresh_from_db(fields=["content"])
        _check_differs(document)
        kept = keeping.keeping(document, now=now)
        version = DocumentVersion.objects.create(
            provider=document.provider,
            document=document,
            number=number,
            outline_edition=outline(document.kind).edition,
            content=document.content,
            sha256=answers.sha256(document.content),
            changes=said,
            keep_until=kept.day,
            keep_because=keeping.said(kept),
            made_at=now,
            made_by_id=by.user_id,
            made_by_name=by.name,
        )
        event.detail = {"version": number, "sha256": version.sha256}
    return version


def _checked(outlined: Outline, given: Mapping[str, Any]) -> dict[str, Answer | None]:
    problems, wanted = [], {}
    for key, raw in given.items():
        item = outlined.item(key)
        if item is None:
            problems.append(InvalidInput(_("This document has no such item."), field=str(key)[:80]))
            continue
        try:
            wanted[key] = answers.checked(item, raw)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)
    return wanted


def _check_differs(document: Document) -> None:
    before = document.versions.order_by("-number").first()
    if before is not None and before.sha256 == answers.sha256(document.content):
        raise NotAllowedNow(
            _("Nothing changed since version {number}: there is nothing to freeze.").format(
                number=before.number
            )
        )
    if not document.content:
        raise NotAllowedNow(_("The document is empty: there is nothing to freeze."))

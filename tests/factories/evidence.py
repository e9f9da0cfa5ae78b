"""Duties as rows, files that have arrived, and evidence recorded through the service."""

from __future__ import annotations

import io
from datetime import date, datetime
from uuid import uuid4

from django.utils import timezone

from obligations import storage
from obligations.models import (
    CommentFile,
    Duty,
    Edition,
    EvidenceVersion,
    Obligation,
    Rendering,
    Upload,
)
from obligations.services import comments, evidence, renderings, uploads
from obligations.storage import IncomingFile
from providers.actors import OPERATOR, Actor
from providers.models import AIModel, Provider
from tests.factories.providers import NOW

CONTENT = b"%PDF-1.7 technical documentation"


def make_obligation(key: str = "aia-53-1-a", **fields) -> Obligation:
    """A catalogue row as a duty points to it; the texts are placeholders."""
    edition, _ = Edition.objects.get_or_create(
        instrument=fields.get("instrument", "ai-act"),
        in_force_from=date(2024, 7, 12),
        defaults={
            "title": "AI Act",
            "cite": "OJ L, 2024/1689",
            "source_url": "https://example.org",
            "file": "ai-act/2024-07-12.yaml",
            "sha256": "0" * 64,
            "synced_at": NOW,
        },
    )
    defaults = {
        "kind": "obligation",
        "instrument": edition.instrument,
        "position": 1,
        "title": "Technical documentation of the model",
        "summary": "Draw up and keep up to date the technical documentation.",
        "cite": "Art. 53(1)(a)",
        "source_url": "https://example.org",
        "confidence": "P",
        "body": {},
        "valid_from": edition.in_force_from,
    }
    row, _ = Obligation.objects.get_or_create(edition=edition, key=key, defaults=defaults | fields)
    return row


def make_duty(
    subject: AIModel | Provider, key: str = "aia-53-1-a", *, measures=(), **fields
) -> Duty:
    """A duty in force of a model or a provider; no service is called."""
    ai_model = subject if isinstance(subject, AIModel) else None
    obligation = make_obligation(key, measures=list(measures))
    defaults = {
        "provider": subject.provider if ai_model else subject,
        "ai_model": ai_model,
        "obligation": obligation,
        "key": key,
        "bearer": "provider",
        "owed": True,
        "because": "The model is a general-purpose AI model.",
        "cite": obligation.cite,
        "opened_at": NOW,
        "changed_at": NOW,
    }
    return Duty.objects.create(**defaults | fields)


def incoming(content: bytes = CONTENT, name: str = "documentation.pdf") -> IncomingFile:
    """A file that has just arrived."""
    return storage.receive(io.BytesIO(content), name=name)


def attach(
    *duties: Duty,
    content: bytes = CONTENT,
    name: str = "documentation.pdf",
    by: Actor = OPERATOR,
    now: datetime = NOW,
    **fields,
) -> EvidenceVersion:
    """Evidence recorded for the duties: a file, unless a ``statement`` is given."""
    if "statement" in fields:
        fields.setdefault("title", "Statement")
        return evidence.add_statement(duties=duties, by=by, now=now, **fields)
    upload = incoming(content, name)
    return evidence.attach_file(duties=duties, upload=upload, by=by, now=now, **fields)


def make_rendering(
    ai_model: AIModel, by: Actor = OPERATOR, *, title: str = "Report", content: bytes = CONTENT
) -> Rendering:
    """A file made for the provider itself."""
    return renderings.keep(
        provider=ai_model.provider,
        ai_model=ai_model,
        subject="document",
        subject_id=uuid4(),
        recipient="own",
        title=title,
        file_name="report.pdf",
        content=content,
        by=by,
        now=NOW,
    )


def make_upload(
    by: Actor, content: bytes = b"", *, name: str = "report.txt", size: int = 0
) -> Upload:
    """A file on its way, of the first provider of a person; whole where no ``size`` is given."""
    provider = Provider.objects.get(pk=by.provider_ids[0])
    # Expiry is measured by the clock of the routes.
    now = timezone.now()
    row = uploads.open_upload(
        provider=provider, file_name=name, size=size or len(content) or 5, by=by, now=now
    )
    if content:
        uploads.write(upload=row, offset=0, source=io.BytesIO(content), by=by, now=now)
    return row


def make_comment_file(
    duty: Duty, by: Actor, content: bytes = b"SECRET", *, name: str = "SECRET.txt", **fields
) -> CommentFile:
    """A file of a comment, written through the service."""
    files = [incoming(content, name)]
    written = comments.write(duty=duty, text="See the file.", files=files, by=by, now=NOW, **fields)
    return written.files.get()


def fresh(row):
    """The row as it is recorded now."""
    return type(row).objects.get(pk=row.pk)

"""Write down what only reviewers at the AI Office may read."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.models import Assessment, OfficeNote
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput, NotPermitted
from providers.models import Provider
from providers.services import audit

LIMIT = 10_000


def write(
    *,
    provider: Provider,
    assessment: Assessment | None = None,
    text: str,
    by: Actor,
    now: datetime,
) -> OfficeNote:
    """Keep a note about a provider, or about one of its submissions.

    The event goes to the product's own trail, never to the provider's, and holds a fingerprint of
    the words. Raises NotPermitted or InvalidInput.
    """
    permissions.check_office_note(by, provider)
    if by.user_id is None:
        raise NotPermitted(_("A note is written by a person."))
    words = texts.prose(text, field="text", limit=LIMIT)
    if not words:
        raise InvalidInput(_("Write the note."), field="text")
    if assessment is not None and (
        assessment.provider_id != provider.pk or assessment.submitted_at is None
    ):
        raise InvalidInput(_("This provider made no such submission."), field="assessment")
    note = OfficeNote(
        provider=provider,
        assessment=assessment,
        text=words,
        written_at=now,
        written_by_id=by.user_id,
        written_by_name=by.name,
    )
    with audit.change(
        action="office-note.written",
        about=note,
        by=by,
        at=now,
        provider=None,
        detail={"text_sha256": sha256(words.encode()).hexdigest()},
    ):
        note.save(force_insert=True)
    return note

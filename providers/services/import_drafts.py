"""Keep an uploaded list between its preview and its import, for pages without a script.

A draft is nobody's record: it is not audited, and it is forgotten when it is applied, replaced, or
a day old.
"""

from __future__ import annotations

import io
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from providers import text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.model_lists.reading import MOST_BYTES, BinaryFile
from providers.models import ImportDraft, Provider, User
from providers.queries.import_plans import Options, Plan
from providers.services import imports
from providers.services.imports import Imported

LIFE = timedelta(days=1)


class DraftForgotten(Conflict):
    """The list was applied, replaced by another, or waited too long."""


def keep(
    *,
    provider: Provider,
    upload: BinaryFile,
    file_name: str,
    options: Options,
    by: Actor,
    now: datetime,
) -> tuple[ImportDraft, Plan]:
    """Preview a list and keep it, in place of the one the person had in hand.

    Raises as ``imports.preview`` does; nothing is kept then.
    """
    content = upload.read(MOST_BYTES + 1)
    plan = imports.preview(
        provider=provider, upload=io.BytesIO(content), options=options, by=by, now=now
    )
    if by.user_id is None:
        raise NotPermitted(_("Only a person keeps a list in hand."))
    with transaction.atomic():
        # The person's own row is the queue of two uploads at once.
        User.objects.select_for_update(no_key=True).get(pk=by.user_id)
        forget(now=now)
        ImportDraft.objects.filter(provider=provider, user=by.user_id).delete()
        draft = ImportDraft.objects.create(
            provider=provider,
            user_id=by.user_id,
            file_name=_shown_name(file_name),
            content=content,
            options=asdict(options),
            created_at=now,
        )
    return draft, plan


def _shown_name(file_name: str) -> str:
    # The name is shown and nothing else; one that cannot be shown says nothing worth refusing.
    try:
        return text.name(file_name[-200:], field="file")
    except InvalidInput:
        return "list.csv"


def forget(*, now: datetime) -> None:
    """Delete lists that waited too long."""
    ImportDraft.objects.filter(created_at__lt=now - LIFE).delete()


def preview(*, draft: ImportDraft, by: Actor, now: datetime) -> Plan:
    """Plan a kept list again, against what is recorded by now."""
    _check_own(draft, by)
    return imports.preview(
        provider=draft.provider,
        upload=io.BytesIO(draft.content),
        options=Options(**draft.options),
        by=by,
        now=now,
    )


def apply(
    *,
    draft: ImportDraft,
    fingerprint: str,
    leave_out_refused: bool = False,
    by: Actor,
    now: datetime,
) -> Imported:
    """Import a kept list as it was previewed, and forget it.

    Raises as ``imports.run`` does, or DraftForgotten; the list stays in hand if it is refused.
    """
    _check_own(draft, by)
    options = replace(Options(**draft.options), leave_out_refused=leave_out_refused)
    with transaction.atomic():
        kept = ImportDraft.objects.select_for_update().filter(pk=draft.pk).first()
        if kept is None or kept.created_at < now - LIFE:
            raise DraftForgotten(_("This list is no longer kept. Upload it again."), field="file")
        done = imports.run(
            provider=kept.provider,
            upload=io.BytesIO(kept.content),
            options=options,
            fingerprint=fingerprint,
            by=by,
            now=now,
        )
        kept.delete()
    return done


def _check_own(draft: ImportDraft, by: Actor) -> None:
    if draft.user_id != by.user_id:
        raise NotPermitted(_("This list is in the hands of somebody else."))

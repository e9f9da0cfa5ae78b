"""What a refresh leaves in the audit trail: one event for each subject it touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from obligations.services.changes import Changes
from providers.actors import Actor
from providers.models import AIModel, Provider
from providers.services import audit

ACTION = "duties.refreshed"


def write(
    changes: Changes,
    reworded: Mapping[UUID | None, int],
    *,
    provider: Provider,
    ai_model: AIModel | None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what changed and why; ``reworded`` counts duties of which only words changed.

    The refresh of one model is one event, with what it changed for the provider as a whole. The
    refresh of all is one event for each model touched and one for the provider: an import of
    hundreds of models would else be a single event of many megabytes.
    """
    if ai_model is not None:
        count = sum(reworded.values())
        _write(changes, count, ai_model, provider=provider, by=by, now=now)
        return
    by_subject = changes.by_subject()
    touched = {*by_subject, *reworded}
    models = AIModel.objects.in_bulk([pk for pk in touched if pk])
    for pk in sorted(touched, key=str):
        about = models[pk] if pk else provider
        brought = by_subject.get(pk, Changes())
        _write(brought, reworded.get(pk, 0), about, provider=provider, by=by, now=now)


def _write(
    changes: Changes,
    reworded: int,
    about: AIModel | Provider,
    *,
    provider: Provider,
    by: Actor,
    now: datetime,
) -> None:
    with audit.change(action=ACTION, about=about, by=by, at=now, provider=provider) as event:
        event.detail |= changes.as_detail() | {"reworded": reworded}

"""Record what happened; correct and withdraw it by superseding. Clocks follow in the same turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from obligations.documents.models import DocumentVersion
from obligations.safety.kinds import EntryKind
from obligations.safety.models import Entry
from obligations.safety.permissions import check_write
from obligations.safety.services import announcements, cleaning, files, running
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit


class EntrySuperseded(Conflict):
    """Somebody replaced or withdrew the entry that was to be replaced."""


def record(
    *,
    provider: Provider,
    kind: str,
    on: date,
    value: Mapping[str, Any],
    ai_model: AIModel | None = None,
    version: DocumentVersion | None = None,
    about: Entry | None = None,
    supersedes: Entry | None = None,
    because: str = "",
    by: Actor,
    now: datetime,
) -> Entry:
    """Record one entry; ``supersedes`` is the one it corrects, which needs a reason.

    What has one chain for its subject supersedes its last entry by itself. Raises InvalidInput with
    every field at fault, NotAllowedNow, and EntrySuperseded where somebody was faster.
    """
    check_write(by, provider)
    declared = cleaning.declared(kind)
    given = cleaning.Given(declared, provider, ai_model, version, about, on, value)
    cleaned = cleaning.clean(given, now=now)
    reason = contents.reason(because, field="because") if supersedes is not None else ""
    entry = Entry(
        provider=provider,
        ai_model=cleaning.model_of(given),
        kind=kind,
        slot=cleaning.slot(declared, cleaned),
        on=on,
        value=cleaned,
        version=version,
        about=about,
        because=reason,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )
    with audit.change(action="safety-entry.recorded", about=entry, by=by, at=now) as event:
        entry.supersedes = _before(entry, supersedes)
        _check_once(entry, declared)
        if kind == "provision":
            files.keep(entry, by=by, now=now)
            _introduce(entry, now)
        _save(entry)
        if kind == "provision":
            announcements.given(entry, now)
        running.refresh(provider=provider, now=now)
        event.detail = {
            "kind": kind,
            "on": on,
            "value": cleaned,
            "supersedes": entry.supersedes_id,
            "because": reason,
        }
    return entry


def withdraw(*, entry: Entry, because: str, by: Actor, now: datetime) -> Entry:
    """Take an entry back with a reason; it stays on record, and its clocks are cancelled."""
    check_write(by, entry.provider)
    reason = contents.reason(because, field="because")
    gone = Entry(
        provider=entry.provider,
        ai_model=entry.ai_model,
        kind=entry.kind,
        slot=entry.slot,
        on=entry.on,
        value=entry.value,
        version=entry.version,
        about=entry.about,
        pdf=entry.pdf,
        json=entry.json,
        supersedes=entry,
        is_withdrawn=True,
        because=reason,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )
    with audit.change(action="safety-entry.withdrawn", about=gone, by=by, at=now) as event:
        _check_current(entry)
        _save(gone)
        running.refresh(provider=entry.provider, now=now)
        event.detail = {"kind": entry.kind, "entry": entry.pk, "because": reason}
    return gone


def _before(entry: Entry, wanted: Entry | None) -> Entry | None:
    if wanted is not None:
        same = (wanted.provider_id, wanted.kind, wanted.ai_model_id, wanted.slot)
        if same != (entry.provider_id, entry.kind, entry.ai_model_id, entry.slot):
            message = _("A correction stays with its kind, its subject and its name.")
            raise InvalidInput(message, field="supersedes")
        _check_current(wanted)
        return wanted
    if not entry.slot:
        return None
    chain = Entry.objects.filter(
        provider=entry.provider, ai_model=entry.ai_model, kind=entry.kind, slot=entry.slot
    )
    return chain.filter(superseded_by=None).first()


def _check_current(entry: Entry) -> None:
    rows = Entry.objects.filter(pk=entry.pk, superseded_by=None, is_withdrawn=False)
    if not rows.exists():
        message = _("This entry was replaced or withdrawn meanwhile. Look at it, then try again.")
        raise EntrySuperseded(message)


def _check_once(entry: Entry, declared: EntryKind) -> None:
    """A version is confirmed once; a correction replaces that."""
    if declared.key != "confirmation" or entry.supersedes is not None:
        return
    rows = Entry.objects.filter(kind="confirmation", version=entry.version).current()
    if rows.exists():
        raise NotAllowedNow(
            _("This version is confirmed already. Correct that entry."), field="version"
        )


def _introduce(entry: Entry, now: datetime) -> None:
    """Let the AI Office know that the provider and the model exist, where it reads here."""
    if entry.value.get("elsewhere_only"):
        return
    shown = {"shared_with_office_at": now}
    Provider.objects.filter(pk=entry.provider_id, shared_with_office_at=None).update(**shown)
    if entry.ai_model_id:
        AIModel.objects.filter(pk=entry.ai_model_id, shared_with_office_at=None).update(**shown)


def _save(entry: Entry) -> None:
    with transaction.atomic():
        entry.save(force_insert=True)

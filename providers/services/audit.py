"""The turn to write, and the trail of what was written: nothing changes outside one of these.

``turn`` opens the transaction and locks the end of the provider's chain *first*. Everybody who
writes for one provider therefore queues in one order, and two changes cannot deadlock. Whoever
needs two chains takes the provider's before the product's (``None``), or several providers' at
once through ``turns``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from threading import local
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce

from providers.actors import Actor
from providers.models import AuditEvent, AuditHead, Provider


class _Own(Enum):
    CHAIN = "the chain of the provider the row belongs to"


@dataclass(slots=True)
class Event:
    """What will be written when the turn ends; ``detail`` may be filled until then."""

    action: str
    about: models.Model
    by: Actor
    at: datetime
    detail: dict[str, Any] = field(default_factory=dict)


class _Turns(local):
    """Events wait here, in the order their changes began, until the outermost turn of their chain.

    A fact then stands before the duties it opened, and a turn moves the end of its chain once. One
    per thread, as database connections are.
    """

    def __init__(self) -> None:
        self.waiting: dict[UUID | None, list[Event]] = {}


_turns = _Turns()


@contextmanager
def turn(provider: Provider | None) -> Iterator[None]:
    """Open the transaction and take the turn to write for a provider (None: for the product)."""
    key = provider.pk if provider else None
    with transaction.atomic():
        if key in _turns.waiting:
            yield from _inner_turn(_turns.waiting[key])
        else:
            yield from _outer_turn(key, _locked_head(provider))


def _outer_turn(key: UUID | None, head: AuditHead) -> Iterator[None]:
    events = _turns.waiting[key] = []
    try:
        yield
        _append(head, events)
    finally:
        del _turns.waiting[key]


def _inner_turn(events: list[Event]) -> Iterator[None]:
    before = len(events)
    try:
        yield
    except BaseException:
        # Whoever survives this failure has its rows rolled back to here; so are their events.
        del events[before:]
        raise


@contextmanager
def turns(providers: Sequence[Provider]) -> Iterator[None]:
    """Take the turns of several providers, in the one order everybody uses."""
    with transaction.atomic(), ExitStack() as stack:
        for provider in sorted(providers, key=lambda one: one.pk):
            stack.enter_context(turn(provider))
        yield


@contextmanager
def change(
    *,
    action: str,
    about: models.Model,
    by: Actor,
    at: datetime,
    provider: Provider | _Own | None = _Own.CHAIN,
    detail: Mapping[str, Any] | None = None,
) -> Iterator[Event]:
    """Make one audited change: transaction, turn and event stand or fall together.

    ``action`` reads ``noun.verb-in-past``. The event goes to the chain of ``about.provider`` unless
    another is given; nested changes of one chain are written in the order they began.
    """
    chain = _chain_of(about) if isinstance(provider, _Own) else provider
    with turn(chain):
        event = Event(action=action, about=about, by=by, at=at, detail=dict(detail or {}))
        _turns.waiting[chain.pk if chain else None].append(event)
        yield event


def tell(
    *, action: str, about: models.Model, by: Actor, at: datetime, detail: Mapping[str, Any]
) -> None:
    """Add an event to the turn that is open, where many rows are written in one statement.

    Raises RuntimeError outside a turn of the row's provider: nothing is told that is not written
    in the same transaction.
    """
    chain = _chain_of(about)
    waiting = _turns.waiting.get(chain.pk if chain else None)
    if waiting is None:
        raise RuntimeError("An event is told inside the turn of its provider.")
    waiting.append(Event(action=action, about=about, by=by, at=at, detail=dict(detail)))


def _chain_of(about: models.Model) -> Provider | None:
    if isinstance(about, Provider):
        return about
    return getattr(about, "provider", None)


def _locked_head(provider: Provider | None) -> AuditHead:
    heads = AuditHead.objects.select_for_update()
    found = heads.filter(provider=provider).first()
    if found is None:
        # Two beginners may both try; the constraint lets one win, and the other waits for it.
        AuditHead.objects.bulk_create([AuditHead(provider=provider)], ignore_conflicts=True)
        found = heads.get(provider=provider)
    return found


def _append(head: AuditHead, events: Sequence[Event]) -> None:
    if not events:
        return
    rows = []
    for event in events:
        row = _row(head, event)
        row.hash = hash_of(row)
        head.length, head.last_hash = row.position, row.hash
        rows.append(row)
    AuditEvent.objects.bulk_create(rows, batch_size=500)
    head.save(update_fields=["length", "last_hash"])


def _row(head: AuditHead, event: Event) -> AuditEvent:
    return AuditEvent(
        provider_id=head.provider_id,
        position=head.length + 1,
        at=event.at,
        actor_kind=event.by.kind.value,
        actor_id=str(event.by.user_id or ""),
        actor_name=event.by.name,
        action=event.action,
        subject_type=event.about._meta.label_lower,
        subject_id=str(event.about.pk),
        subject_name=str(event.about)[:400],
        detail=plain(event.detail),
        previous_hash=head.last_hash,
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """A place where a chain is not what was written."""

    chain: str
    position: int
    message: str


def verify(provider: Provider | None) -> tuple[Problem, ...]:
    """Walk one chain from its beginning; answer everything that was changed behind our back."""
    head = AuditHead.objects.filter(provider=provider).first() or AuditHead(provider=provider)
    name = str(provider or "the product")
    problems = [Problem(name, *found) for found in _broken_links(head)]
    if AuditEvent.objects.filter(provider=provider).filter(position__gt=_length_now(head)).exists():
        problems.append(Problem(name, head.length + 1, "Events stand behind the end of the chain."))
    return tuple(problems)


def verify_all() -> tuple[Problem, ...]:
    """Walk the product's chain and every provider's."""
    chains: list[Provider | None] = [None, *Provider.objects.order_by("pk")]
    return tuple(problem for chain in chains for problem in verify(chain))


def _broken_links(head: AuditHead) -> Iterator[tuple[int, str]]:
    # Writers go on meanwhile, so only what stood before the end was read is looked at.
    rows = AuditEvent.objects.filter(provider=head.provider, position__lte=head.length)
    position, previous = 0, AuditHead().last_hash
    for row in rows.order_by("position").iterator(chunk_size=1000):
        if row.position != position + 1:
            yield position + 1, f"Events {position + 1} to {row.position - 1} are missing."
        elif row.previous_hash != previous:
            yield row.position, "The event does not follow the one before it."
        if row.hash != hash_of(row):
            yield row.position, "The event was edited after it was written."
        position, previous = row.position, row.hash
    if (position, previous) != (head.length, head.last_hash):
        yield position + 1, f"The chain should end with event {head.length}, and does not."


def _length_now(head: AuditHead) -> Coalesce:
    # In one statement with the events, so that a write in between is seen by both or by neither.
    length = AuditHead.objects.filter(provider=head.provider).values("length")
    return Coalesce(Subquery(length), 0)


def hash_of(row: AuditEvent) -> str:
    """Compute what ``row.hash`` must be: SHA-256 over every other field, as canonical JSON."""
    fields = {
        one.attname: getattr(row, one.attname)
        for one in AuditEvent._meta.concrete_fields
        if one.attname != "hash"
    }
    text = json.dumps(
        plain(fields), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Reduce a value to what comes back from the database exactly as it went in.

    PostgreSQL keeps JSON numbers as numerics, so 1e25 would return as an integer and break the
    hash: numbers other than integers become text. Raises TypeError for what has no plain form.
    """
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case set() | frozenset():
            return sorted(plain(one) for one in value)
        case list() | tuple():
            return [plain(one) for one in value]
    return _text(value)


def _text(value: object) -> str:
    match value:
        case float() | Decimal() | UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
    raise TypeError(f"An audit event cannot hold a {type(value).__name__}.")

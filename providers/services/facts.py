"""Record facts: dated statements that are superseded and never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext

from providers import kinds, permissions, text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput, Problems
from providers.models import AIModel, Fact, ModelVersion, Provider
from providers.services import audit
from providers.signals import facts_changed

BRUSSELS = ZoneInfo("Europe/Brussels")
EARLIEST_KNOWN = date(2010, 1, 1)


class FactSuperseded(Conflict):
    """Someone recorded a later fact of this kind after the one that was to be superseded."""


@dataclass(frozen=True, kw_only=True)
class NewFact:
    """A fact to record. ``known_on`` is the day it became known, which is not always today.

    ``supersedes`` names the fact its author has seen; without it the latest one is superseded.
    """

    kind: str
    value: Mapping[str, Any]
    known_on: date
    note: str = ""
    source: str = ""
    supersedes: UUID | None = None
    version: ModelVersion | None = None


@dataclass(frozen=True)
class Recorded:
    """What was recorded, and ``changes``: what is newly owed, has changed or ended because of it.

    ``changes`` is None where nobody listens for facts.
    """

    facts: tuple[Fact, ...]
    changes: Any = None

    @property
    def fact(self) -> Fact:
        """The fact, where one was recorded."""
        return self.facts[0]


def record(
    *,
    provider: Provider,
    ai_model: AIModel | None = None,
    version: ModelVersion | None = None,
    kind: str,
    value: Mapping[str, Any],
    known_on: date,
    note: str = "",
    source: str = "",
    supersedes: UUID | None = None,
    by: Actor,
    now: datetime,
) -> Recorded:
    """Record one fact about the provider, or about one of its models, and what follows from it.

    Raises NotPermitted, InvalidInput with every field at fault, or FactSuperseded. Fact and
    consequences are written together or not at all.
    """
    permissions.check_write_facts(by, provider)
    new = NewFact(
        kind=kind,
        value=value,
        known_on=known_on,
        note=note,
        source=source,
        supersedes=supersedes,
        version=version,
    )
    cleaned = clean(new, subject=_subject(ai_model), now=now)
    return _record(provider, ai_model, [cleaned], by, now)


def record_all(
    *,
    provider: Provider,
    ai_model: AIModel | None,
    facts: Sequence[NewFact],
    by: Actor,
    now: datetime,
) -> Recorded:
    """Record several facts about one subject together, and answer once what follows from all.

    Raises as ``record`` does; fields at fault are named with their kind, such as
    ``compute.training_compute_flop``.
    """
    permissions.check_write_facts(by, provider)
    cleaned = clean_all(facts, subject=_subject(ai_model), now=now)
    return _record(provider, ai_model, cleaned, by, now)


def _record(
    provider: Provider,
    ai_model: AIModel | None,
    facts: Sequence[NewFact],
    by: Actor,
    now: datetime,
) -> Recorded:
    with audit.turn(provider):
        subjects = [About(ai_model, facts)]
        rows = add_all(provider=provider, subjects=subjects, by=by, now=now)
        return Recorded(rows, announce(provider=provider, ai_model=ai_model, by=by, now=now))


def _subject(ai_model: AIModel | None) -> kinds.Subject:
    return kinds.Subject.PROVIDER if ai_model is None else kinds.Subject.MODEL


def clean_all(
    facts: Sequence[NewFact], *, subject: kinds.Subject, now: datetime
) -> tuple[NewFact, ...]:
    """Return the facts in their stored form, or raise InvalidInput with every field at fault."""
    problems = Problems()
    cleaned: list[NewFact] = []
    for new in facts:
        with problems.gathered(prefix=f"{new.kind}."):
            _check_once(new.kind, facts)
            cleaned.append(clean(new, subject=subject, now=now))
    problems.raise_any()
    return tuple(cleaned)


def _check_once(kind: str, facts: Sequence[NewFact]) -> None:
    if sum(one.kind == kind for one in facts) > 1:
        raise InvalidInput(gettext("Give each kind of fact once."), field="kind")


def clean(new: NewFact, *, subject: kinds.Subject, now: datetime) -> NewFact:
    """Return one fact in its stored form, or raise InvalidInput with every field at fault."""
    _check_subject(new.kind, subject)
    problems = Problems()
    with problems.gathered():
        value = kinds.clean(new.kind, new.value)
    with problems.gathered():
        note = text.prose(new.note, field="note")
    with problems.gathered():
        source = text.prose(new.source, field="source")
    with problems.gathered():
        _check_known_on(new.known_on, now)
    problems.raise_any()
    return replace(new, value=value, note=note, source=source)


def _check_subject(kind: str, subject: kinds.Subject) -> None:
    about = kinds.kind(kind).subject
    if about is not subject:
        raise InvalidInput(
            gettext("A fact of kind {kind} is about a {about}.").format(
                kind=kind, about=about.value
            ),
            field="kind",
        )


def _check_known_on(known_on: date, now: datetime) -> None:
    today = now.astimezone(BRUSSELS).date()
    if not EARLIEST_KNOWN <= known_on <= today:
        raise InvalidInput(
            gettext(
                "Give the day on which this became known, from {earliest_known} to today ({today})."
            ).format(earliest_known=EARLIEST_KNOWN, today=today),
            field="known_on",
        )


@dataclass(frozen=True)
class About:
    """Facts to write about one subject: the provider, or one of its models."""

    ai_model: AIModel | None
    facts: Sequence[NewFact]


def add_all(
    *, provider: Provider, subjects: Sequence[About], by: Actor, now: datetime
) -> tuple[Fact, ...]:
    """Write facts that were cleaned, each with its event, in the caller's turn.

    Two statements however many there are; call ``announce`` in the same turn.
    """
    current = _current(provider, subjects)
    rows = [
        _row(provider, subject.ai_model, new, current, by=by, now=now)
        for subject in subjects
        for new in subject.facts
    ]
    Fact.objects.bulk_create(rows, batch_size=500)
    for fact in rows:
        audit.tell(
            action="fact.recorded",
            about=fact.ai_model or provider,
            by=by,
            at=now,
            detail={
                "fact": fact.pk,
                "kind": fact.kind,
                "value": fact.value,
                "known_on": fact.known_on,
                "supersedes": fact.supersedes_id,
                "before": fact.supersedes.value if fact.supersedes else None,
            },
        )
    return tuple(rows)


Chains = Mapping[tuple[UUID | None, str], Fact]


def _current(provider: Provider, subjects: Sequence[About]) -> Chains:
    of_models = [one.ai_model.pk for one in subjects if one.ai_model is not None]
    known = Q(ai_model__in=of_models)
    if len(of_models) < len(subjects):
        known |= Q(ai_model=None)
    found = Fact.objects.filter(known, provider=provider).current()
    return {(one.ai_model_id, one.kind): one for one in found}


def _row(
    provider: Provider,
    ai_model: AIModel | None,
    new: NewFact,
    current: Chains,
    *,
    by: Actor,
    now: datetime,
) -> Fact:
    if ai_model is not None and ai_model.provider_id != provider.pk:
        raise InvalidInput(gettext("This model belongs to another provider."), field="ai_model")
    if new.version is not None and (ai_model is None or new.version.ai_model_id != ai_model.pk):
        raise InvalidInput(gettext("This version belongs to another model."), field="version")
    before = current.get((ai_model.pk if ai_model else None, new.kind))
    _check_supersedes(new, before)
    return Fact(
        provider=provider,
        ai_model=ai_model,
        version=new.version,
        kind=new.kind,
        known_on=new.known_on,
        value=new.value,
        note=new.note,
        source=new.source,
        supersedes=before,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
    )


def _check_supersedes(new: NewFact, before: Fact | None) -> None:
    if new.supersedes is not None and (before is None or before.pk != new.supersedes):
        raise FactSuperseded(
            gettext(
                "Someone recorded a later fact of this kind meanwhile. Look at it, "
                "then record again."
            ),
            field="supersedes",
        )


def announce(*, provider: Provider, ai_model: AIModel | None, by: Actor, now: datetime) -> Any:
    """Tell who listens that facts changed; answer what follows from them.

    ``ai_model`` None speaks of the provider, and of all its models with it.
    """
    answers = facts_changed.send(sender=Fact, provider=provider, ai_model=ai_model, by=by, now=now)
    return next((answer for _, answer in answers if answer is not None), None)

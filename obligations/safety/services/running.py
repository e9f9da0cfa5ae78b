"""Clocks as deadlines: they follow entries and facts, in the transaction that changed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from obligations.law.deadlines import brussels_day
from obligations.law.facts import ModelFacts
from obligations.law.frameworks import SafetyClock
from obligations.law.terms import Answer
from obligations.models import Deadline
from obligations.queries import facts
from obligations.safety.models import Entry
from obligations.safety.queries import counted
from obligations.safety.queries.clocks import ACCESS, ASSESSMENT, ENTRY, FRAMEWORK, REPORT
from obligations.safety.queries.records import Records, applies, entries_of
from obligations.services import clocks, counting
from obligations.services.clocks import Matter, Wanted
from providers.models import AIModel, Provider
from providers.services import audit

OF_MODELS = (FRAMEWORK, REPORT, ENTRY)


def refresh_all(*, now: datetime) -> str:
    """Make the deadlines of every provider agree with the calendar: exceptions lapse by a day."""
    providers = list(Provider.objects.order_by("pk"))
    for provider in providers:
        with audit.turn(provider):
            refresh(provider=provider, now=now)
    told = counting.counted(len(providers), "provider")
    return f"The clocks of safety of {told} were counted again."


def refresh(*, provider: Provider, ai_model: AIModel | None = None, now: datetime) -> None:
    """Make the deadlines agree with entries and facts, within the provider's turn.

    Without a model this goes over the provider and every model that has entries, clocks or
    systemic risk.
    """
    on = brussels_day(now)
    if ai_model is not None:
        _of_model(ai_model, facts.of_model(ai_model, on=on), on, now)
        return
    known = facts.of_models(provider, on=on)
    _of_provider(provider, on, now)
    touched = _touched(provider)
    for row in AIModel.objects.filter(provider=provider).select_related("provider").order_by("pk"):
        if row.pk in touched or applies(known[row.pk], on).answer:
            _of_model(row, known[row.pk], on, now)


def _touched(provider: Provider) -> set[UUID | None]:
    clocked = Deadline.objects.filter(provider=provider, matter__in=OF_MODELS, cancelled_at=None)
    written = Entry.objects.filter(provider=provider)
    return {
        *clocked.values_list("ai_model_id", flat=True),
        *written.values_list("ai_model_id", flat=True),
    }


def _of_model(ai_model: AIModel, known: ModelFacts, on: date, now: datetime) -> None:
    entries = entries_of(ai_model.provider, ai_model)
    found = Records(entries, known, on)
    basis = applies(known, on)
    mine = [one for one in entries if one.ai_model_id == ai_model.pk]
    runs = basis.answer or (basis.answer is None and bool(mine))
    path = f"/safety/models/{ai_model.pk}/"
    for kind, title, wanted in (
        (FRAMEWORK, f"Framework for {ai_model.name}", counted.of_framework),
        (REPORT, f"Model Report of {ai_model.name}", counted.of_reports),
    ):
        matter = Matter(
            kind=kind,
            id=ai_model.pk,
            provider_id=ai_model.provider_id,
            ai_model_id=ai_model.pk,
            title=title,
            path=path,
        )
        clocks.follow(matter, _wanted(wanted(found) if runs else (), basis), now=now)
    _of_entries(ai_model.provider_id, mine, found, basis, now, runs=runs, ai_model=ai_model)


def _of_provider(provider: Provider, on: date, now: datetime) -> None:
    entries = entries_of(provider, None)
    found = Records(entries, None, on)
    basis = applies(ModelFacts(provider=facts.of_provider(provider, on=on)), on)
    # Whether the chapter is signed decides here; systemic risk is each model's own question.
    runs = basis.answer is not False
    for kind, title, wanted in (
        (ASSESSMENT, "Framework assessments", counted.of_assessments),
        (ACCESS, "Access to parameters", counted.of_access),
    ):
        matter = Matter(
            kind=kind, id=provider.pk, provider_id=provider.pk, title=title, path="/safety/"
        )
        clocks.follow(matter, _wanted(wanted(found) if runs else (), None), now=now)
    _of_entries(provider.pk, entries, found, None, now, runs=runs, ai_model=None)


def _of_entries(
    provider_id: UUID,
    entries: Iterable[Entry],
    found: Records,
    basis: Answer | None,
    now: datetime,
    *,
    runs: bool,
    ai_model: AIModel | None,
) -> None:
    present = set(
        Deadline.objects.filter(
            provider=provider_id, matter=ENTRY, ai_model=ai_model, cancelled_at=None
        ).values_list("matter_id", flat=True)
    )
    for entry in entries:
        wanted = counted.of_entry(entry, found) if runs else []
        if wanted or entry.pk in present:
            matter = _matter(entry.pk, provider_id, ai_model, str(entry), entry.path)
            clocks.follow(matter, _wanted(wanted, basis), now=now)
    for gone in present - {one.pk for one in entries}:
        # Replaced or withdrawn: what it ran is cancelled and stays on record.
        clocks.forget(_matter(gone, provider_id, ai_model, "", "/safety/"), now=now)


def _matter(pk: UUID, provider_id: UUID, ai_model: AIModel | None, title: str, path: str) -> Matter:
    return Matter(
        kind=ENTRY,
        id=pk,
        provider_id=provider_id,
        ai_model_id=ai_model.pk if ai_model else None,
        title=title,
        path=path,
    )


def _wanted(found: Iterable[SafetyClock], basis: Answer | None) -> list[Wanted]:
    told = "" if basis is None or basis.answer else f" {basis.because}"
    return [
        Wanted(
            clock=one.clock,
            title=one.title,
            event_on=one.event_on,
            due=replace(one.due, because=f"{one.due.because}{told}"),
            cite=one.cite,
            done_on=one.done_on,
        )
        for one in found
    ]

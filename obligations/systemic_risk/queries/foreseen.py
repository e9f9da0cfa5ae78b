"""Models whose ledger comes to the threshold of systemic risk, or near it, and no fact says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from obligations.law import forecast
from obligations.law.forecast import Forecast
from obligations.phrasebook.shown import phrase
from obligations.queries.foreseen import Foreseen
from obligations.systemic_risk.models import ComputeEntry
from obligations.systemic_risk.queries import recorded
from obligations.systemic_risk.queries.recorded import Recorded
from providers import reader, written
from providers.actors import Actor
from providers.models import AIModel, Provider


def is_near(found: Forecast) -> bool:
    """Say whether what was done, or what is planned with it, may be over the threshold (A12)."""
    return found.near_done or found.near_with_plans


def of_provider(provider: Provider, actor: Actor, on: date) -> Iterator[Foreseen]:
    """Give a line for each such model, in the order of their names; two queries at most."""
    rows = ComputeEntry.objects.visible_to(actor).filter(provider=provider)
    rows = rows.select_related("superseded_by", "ai_model")
    ledgers: dict[UUID, list[ComputeEntry]] = defaultdict(list)
    for row in rows.order_by("ai_model__name", "ai_model_id", "begins_on", "recorded_at", "pk"):
        ledgers[row.ai_model_id].append(row)
    if not ledgers:
        return
    known = recorded.of_models([entries[0].ai_model for entries in ledgers.values()], on=on)
    for pk, entries in ledgers.items():
        lines = [
            one.line(getattr(one, "superseded_by", None)) for one in entries if not one.is_struck
        ]
        found = forecast.forecast(lines)
        if not known[pk].covers(found.runs_from) and (found.runs_from or is_near(found)):
            yield _line(entries[0].ai_model, found, known[pk])


def _line(model: AIModel, found: Forecast, known: Recorded) -> Foreseen:
    title, tone = _("Near the threshold of 10^25 FLOP"), "warn"
    text = _(
        "With the tolerance of 30 % it may be over it. The estimate decides; watch it closely."
    )
    step, url = _("Open the compute ledger"), reverse("compute-ledger", args=[model.pk])
    if found.runs_from is not None:
        title, tone = _("Over the threshold of 10^25 FLOP by its ledger"), "bad"
        text = " ".join(filter(None, _over(found.runs_from, known)))
    if found.runs_from is not None and known.is_open:
        step, url = _("Record the missing facts"), reverse("model", args=[model.pk]) + "#facts"
    return Foreseen(model.name, title, text, step, url, tone)


def _over(day: date, known: Recorded) -> tuple[str, ...]:
    """Say since when, what stands by the facts, and what is open about the last day (A11)."""
    weeks = known.two_weeks(day)
    doubt = phrase(weeks.doubt)
    if known.rests is False:
        told = _(
            "Met or known since {day} by the ledger. By the facts no notification rests on the "
            "model, and no deadline follows: see whether they are right."
        ).format(day=_day(day))
        return (told,)
    if known.is_open:
        told = _(
            "Met or known since {day} by the ledger. Whether a notification is owed is not known: "
            "no deadline stands for it before the missing facts are recorded."
        ).format(day=_day(day))
        return (told,)
    if known.known_on is not None:
        told = _(
            "By the ledger it was met or known on {day}, earlier than the facts say, {recorded}. "
            "The earlier day binds sooner: record it."
        ).format(day=_day(day), recorded=_day(known.known_on))
        return told, doubt
    if weeks.is_outer_limit:
        told = _(
            "Met or known since {day}. No deadline stands for it before the facts are recorded."
        ).format(day=_day(day))
        return told, phrase(weeks.due.because), doubt
    told = _(
        "The two weeks of Art. 52(1) run from {day}. No deadline stands for them before the "
        "facts are recorded."
    ).format(day=_day(weeks.runs_from))
    return told, doubt


def _day(day: date) -> str:
    return written.long_day(day, reader.language())

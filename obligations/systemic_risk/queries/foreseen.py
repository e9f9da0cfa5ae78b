"""Models whose ledger comes to the threshold of systemic risk, or near it, and no fact says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from obligations.law import forecast
from obligations.law.forecast import Forecast
from obligations.queries.foreseen import Foreseen
from obligations.systemic_risk.models import ComputeEntry
from providers import reader, written
from providers.actors import Actor
from providers.models import Fact, Provider


def is_recorded(found: Forecast, known_on: date | None) -> bool:
    """Say whether a recorded day runs the two weeks no later than the ledger does."""
    return known_on is not None and (found.runs_from is None or known_on <= found.runs_from)


def is_near(found: Forecast) -> bool:
    """Say whether what was done, or what is planned with it, may be over the threshold (A12)."""
    return found.near_done or found.near_with_plans


def known_days(models: Iterable[UUID]) -> dict[UUID, date]:
    """Give, by model, the day recorded on which it was known that the threshold will be met."""
    facts = Fact.objects.filter(ai_model__in=list(models), kind="threshold-known").current()
    days = ((fact.ai_model_id, fact.value.get("on")) for fact in facts)
    return {model: date.fromisoformat(day) for model, day in days if model and day}


def of_provider(provider: Provider, actor: Actor, on: date) -> Iterator[Foreseen]:
    """Give a line for each such model, in the order of their names; two queries at most."""
    rows = ComputeEntry.objects.visible_to(actor).filter(provider=provider)
    rows = rows.select_related("superseded_by", "ai_model")
    ledgers: dict[UUID, list[ComputeEntry]] = defaultdict(list)
    for row in rows.order_by("ai_model__name", "ai_model_id", "begins_on", "recorded_at", "pk"):
        ledgers[row.ai_model_id].append(row)
    if not ledgers:
        return
    days = known_days(ledgers)
    for pk, entries in ledgers.items():
        lines = [
            one.line(getattr(one, "superseded_by", None)) for one in entries if not one.is_struck
        ]
        found = forecast.forecast(lines)
        if not is_recorded(found, days.get(pk)) and (found.runs_from or is_near(found)):
            yield _line(entries[0], found)


def _line(entry: ComputeEntry, found: Forecast) -> Foreseen:
    model = entry.ai_model
    title = _("Near the threshold of 10^25 FLOP")
    text = _(
        "With the tolerance of 30 % it may be over it. The estimate decides; watch it closely."
    )
    if found.runs_from is not None:
        title = _("Over the threshold of 10^25 FLOP by its ledger")
        text = _(
            "The two weeks of Art. 52(1) run from {day}. No deadline stands for them before the "
            "facts are recorded."
        ).format(day=written.long_day(found.runs_from, reader.language()))
    url = reverse("compute-ledger", args=[model.pk])
    tone = "bad" if found.runs_from else "warn"
    return Foreseen(model.name, title, text, _("Open the compute ledger"), url, tone)

"""The compute ledger of a model as it stands: rows with reasons, sums, and two forecasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from obligations.law import forecast, ledger, thresholds
from obligations.law.compute import ComponentKind
from obligations.law.forecast import Forecast
from obligations.law.ledger import Balance, Line
from obligations.systemic_risk.models import ComputeEntry
from providers.kinds.clean import decimal_text
from providers.models import AIModel, Fact

ASSUMPTIONS_LIMIT = 5_000
_TRAINING = frozenset({ComponentKind.PRETRAINING, ComponentKind.FINE_TUNING})
KINDS = ("compute", "threshold-known")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is shown: whether it counts and why; ``correction`` took its place."""

    entry: ComputeEntry
    line: Line
    counts: bool
    because: str
    correction: ComputeEntry | None
    is_late: bool

    @property
    def stands(self) -> bool:
        """Whether it is part of the sums."""
        return self.correction is None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about one ledger; ``stamp`` changes with every entry."""

    rows: Sequence[Row]
    done: Balance
    with_plans: Balance
    systemic: Forecast
    general: Forecast
    stamp: int
    recorded: Mapping[str, Fact]

    @property
    def standing_rows(self) -> list[Row]:
        """Rows that are part of the sums, or would be if they counted."""
        return [row for row in self.rows if row.stands]

    @property
    def replaced_rows(self) -> list[Row]:
        """Rows that corrections took the place of."""
        return [row for row in self.rows if not row.stands]


def entries(ai_model: AIModel) -> QuerySet[ComputeEntry]:
    """Give every entry of a model, corrections and strikes too, in the order of their days."""
    rows = ComputeEntry.objects.filter(ai_model=ai_model).select_related("superseded_by")
    return rows.order_by("begins_on", "recorded_at", "pk")


def standing(ai_model: AIModel, *, on: date) -> Standing:
    """Read a ledger and what it means, in two queries."""
    found = list(entries(ai_model))
    rows = [_row(entry, on) for entry in found if not entry.is_struck]
    lines = [row.line for row in rows]
    current = [row.line for row in rows if row.stands]
    updates = [line for line in lines if line.kind in _TRAINING]
    return Standing(
        rows=rows,
        done=ledger.balance([line for line in current if not line.is_planned]),
        with_plans=ledger.balance(current),
        systemic=forecast.forecast(lines),
        general=forecast.forecast(updates, thresholds.GENERAL_PURPOSE),
        stamp=len(found),
        recorded=recorded(ai_model),
    )


def _row(entry: ComputeEntry, on: date) -> Row:
    correction = getattr(entry, "superseded_by", None)
    line = entry.line(correction)
    counts, item = ledger.treatment(line)
    is_late = entry.is_planned and entry.ends_on < on and correction is None
    return Row(entry, line, counts, item.reason, correction, is_late)


def recorded(ai_model: AIModel) -> dict[str, Fact]:
    """Give the facts in force that a ledger speaks of, by their kind."""
    facts = Fact.objects.filter(ai_model=ai_model, kind__in=KINDS).current()
    return {fact.kind: fact for fact in facts}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the ledger and a recorded fact say different things; None: says nothing."""

    kind: str
    label: str
    ledger: str | None
    recorded: str | None
    is_proposed: bool
    because: str


def differences(found: Standing) -> list[Difference]:
    """Compare the ledger with the facts in force; nothing is overwritten by looking."""
    values = _compute_value(found)
    compute = found.recorded.get("compute")
    before: Mapping[str, Any] = compute.value if compute else {}
    rows = []
    for name, label in (
        ("training_compute_flop", _("Training compute")),
        ("cumulative_compute_flop", _("Cumulative training compute")),
    ):
        ours, theirs = values.get(name), before.get(name)
        if not _same(ours, theirs):
            told = _("The fact holds what was done; plans are no compute yet.")
            if ours is None:
                told = _("The ledger has nothing done that counts, so the fact stays as it is.")
            rows.append(Difference("compute", label, ours, theirs, ours is not None, told))
    return rows + _known_difference(found)


def _same(ours: str | None, theirs: str | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return Decimal(ours) == Decimal(theirs)


def _known_difference(found: Standing) -> list[Difference]:
    fact = found.recorded.get("threshold-known")
    theirs = fact.value.get("on") if fact else None
    day = found.systemic.runs_from
    ours = day.isoformat() if day else None
    if ours == theirs:
        return []
    told, is_proposed = _("The two weeks of Art. 52(1) run from this day."), True
    if ours is None:
        told = _(
            "By the ledger it is not met and not known; take the fact back yourself if it errs."
        )
        is_proposed = False
    elif theirs is not None and theirs < ours:
        told = _("The day recorded is earlier. An earlier day binds sooner, so it is not replaced.")
        is_proposed = False
    label = _("Day it was met or became known that it will be met")
    return [Difference("threshold-known", label, ours, theirs, is_proposed, told)]


def proposal(found: Standing) -> dict[str, dict[str, Any]]:
    """Give the facts to record so that they agree with the ledger, by kind; empty where they do."""
    wanted = {one.kind for one in differences(found) if one.is_proposed}
    values: dict[str, dict[str, Any]] = {}
    if "compute" in wanted:
        values["compute"] = _compute_value(found)
    if "threshold-known" in wanted:
        values["threshold-known"] = {"on": found.systemic.runs_from}
    return values


def _compute_value(found: Standing) -> dict[str, Any]:
    if not found.done.flop:
        return {}
    share = found.done.uncertainty_percent
    return {
        "training_compute_flop": decimal_text(found.done.training) if found.done.training else None,
        "cumulative_compute_flop": decimal_text(found.done.flop),
        "method": "components",
        "uncertainty_percent": None if share is None else decimal_text(share),
        "assumptions": assumptions(found),
    }


def assumptions(found: Standing, *, with_plans: bool = False) -> str:
    """Join what the entries assume, each under its name; shortened where it is too long."""
    rows = [row for row in found.standing_rows if row.counts]
    said = [
        f"{row.entry.name}: {row.entry.assumptions}"
        for row in rows
        if row.entry.assumptions and (with_plans or not row.entry.is_planned)
    ]
    text = "\n".join(said)
    return text if len(text) <= ASSUMPTIONS_LIMIT else f"{text[: ASSUMPTIONS_LIMIT - 1]}…"

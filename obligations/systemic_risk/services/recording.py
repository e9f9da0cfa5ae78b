"""Record facts from the ledger and from what the Commission decided, with what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.law import lineage
from obligations.law.deadlines import brussels_day
from obligations.systemic_risk.permissions import check_write
from obligations.systemic_risk.queries import ledger, preview
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput
from providers.models import AIModel
from providers.services import audit, facts
from providers.services.facts import NewFact, Recorded

SOURCE = "Compute ledger"


def record_ledger(*, ai_model: AIModel, stamp: int, by: Actor, now: datetime) -> Recorded:
    """Record the compute of the ledger and the day it was met or known, in one step.

    ``stamp`` is that of the ledger its reader saw; Conflict where an entry came since. Duties and
    the two weeks of Art. 52(1) follow in the same transaction. Raises InvalidInput where the facts
    say the same already.
    """
    check_write(by, ai_model.provider)
    today = brussels_day(now)
    with audit.turn(ai_model.provider):
        found = ledger.standing(ai_model, on=today)
        if found.stamp != stamp:
            raise Conflict(_("The ledger changed since you looked. Look again, then record."))
        values = ledger.proposal(found)
        if not values:
            raise InvalidInput(_("There is nothing to record: the facts say what the ledger says."))
        done = [row.entry.known_on for row in found.standing_rows if not row.entry.is_planned]
        days = {"compute": max(done, default=today)}
        return facts.record_all(
            provider=ai_model.provider,
            ai_model=ai_model,
            facts=[
                _fact(kind, value, found, known_on=days.get(kind, today))
                for kind, value in values.items()
            ],
            by=by,
            now=now,
        )


def _fact(
    kind: str, value: Mapping[str, Any], found: ledger.Standing, *, known_on: date
) -> NewFact:
    before = found.recorded.get(kind)
    return NewFact(
        kind=kind,
        value=value,
        known_on=known_on,
        source=SOURCE,
        note=" ".join(found.systemic.because) if kind == "threshold-known" else "",
        supersedes=before.pk if before else None,
    )


def record_modification(
    *,
    ai_model: AIModel,
    value: Mapping[str, Any],
    known_on: date,
    source: str = "",
    note: str = "",
    by: Actor,
    now: datetime,
) -> Recorded:
    """Record the modification a worksheet was filled for.

    Where it leads to the presumption of systemic risk (Guidelines, paras. 67 and 68) and no day is
    recorded on which that was known, ``known_on`` is recorded as that day too. Raises InvalidInput.
    """
    check_write(by, ai_model.provider)
    new = NewFact(
        kind="modification",
        value=value,
        known_on=known_on,
        source=source or "One-third worksheet",
        note=note,
    )
    with audit.turn(ai_model.provider):
        before = preview.known(ai_model, on=brussels_day(now))
        after = preview.changed(before, {"modification": value})
        both = [new]
        if lineage.is_from_systemic_model(after) and before.threshold_known_on is None:
            both.append(replace(new, kind="threshold-known", value={"on": known_on}))
        return facts.record_all(
            provider=ai_model.provider, ai_model=ai_model, facts=both, by=by, now=now
        )

"""What an amendment would change for a provider: ruled twice on the same facts, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from obligations.editions.queries.amendments import Amendment
from obligations.law import effects
from obligations.law.deadlines import brussels_day
from obligations.law.effects import Effect, What
from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment
from obligations.services import rulings
from providers.models import AIModel, Provider

RELIED_ON = (AssessmentStatus.SUBMITTED.value, AssessmentStatus.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class Look:
    """What one amendment changes for one provider on one day.

    ``moved`` are the duties something happens to; ``counts`` counts all of them by what happens,
    untouched ones too. ``resting`` are submissions whose entry reads differently since.
    """

    on: date
    moved: tuple[Effect, ...]
    counts: dict[str, int]
    names: dict[UUID, str]
    resting: tuple[Assessment, ...]

    @property
    def total(self) -> int:
        """How many duties were looked at."""
        return sum(self.counts.values())


def look(
    provider: Provider,
    amendment: Amendment,
    *,
    now: datetime,
    passed: Callable[[int], object] = lambda _: None,
) -> Look:
    """Say what an amendment changes for a provider, on the facts recorded now.

    For an edition that is not in force yet, the question is asked of its first day. ``passed``
    hears how many models are behind it.
    """
    on = max(brussels_day(now), amendment.after.in_force_from)
    without = rulings.text(now, provider, on=on, assume=amendment.assume(in_use=False))
    within = rulings.text(now, provider, on=on, assume=amendment.assume(in_use=True))
    reworded = amendment.comparison.asking_otherwise
    before = rulings.gather(provider, None, without, passed=lambda count: passed(count // 2))
    half = len({subject for subject, _ in before if subject})
    after = rulings.gather(provider, None, within, passed=lambda count: passed((half + count) // 2))
    found = effects.weigh(before, after, reworded)
    names = AIModel.objects.filter(provider=provider).values_list("pk", "name")
    return Look(
        on=on,
        moved=tuple(one for one in found if one.what is not What.SAME),
        counts=effects.counts(found),
        names=dict(names),
        resting=tuple(resting(provider, reworded)),
    )


def resting(provider: Provider, reworded: Collection[str]) -> Iterator[Assessment]:
    """Give what was handed in for duties in force whose entry reads differently."""
    rows = Assessment.objects.filter(
        provider=provider,
        duty__ended_on=None,
        duty__key__in=reworded,
        status__in=RELIED_ON,
    )
    yield from rows.select_related("duty", "duty__obligation", "duty__ai_model").order_by(
        "duty__key", "pk"
    )


def body(found: Look) -> dict[str, Any]:
    """Write what was found as plain JSON, for a job to keep and the API to show."""
    return {
        "on": found.on.isoformat(),
        "counts": found.counts,
        "effects": [_line(one, found) for one in found.moved],
        "submissions": [_submission(one) for one in found.resting],
    }


def _line(one: Effect, found: Look) -> dict[str, Any]:
    return {
        "model": str(one.ai_model) if one.ai_model else None,
        "model_name": found.names[one.ai_model] if one.ai_model else None,
        "key": one.key,
        "title": one.title,
        "what": one.what.value,
        "before": one.before,
        "after": one.after,
        "because": one.because,
        "cite": one.cite,
        "doubts": list(one.doubts),
    }


def _submission(one: Assessment) -> dict[str, Any]:
    ai_model = one.duty.ai_model
    return {
        "assessment": str(one.pk),
        "duty": str(one.duty_id),
        "key": one.duty.key,
        "title": one.duty.obligation.title,
        "model_name": ai_model.name if ai_model else None,
        "status": one.status,
        "submitted_at": one.submitted_at.isoformat() if one.submitted_at else None,
    }


def ordered(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what people must act on first: newly owed, changed, open, ended, and words last."""
    place = {what.value: number for number, what in enumerate(ORDER)}
    return sorted(lines, key=lambda one: (place[one["what"]], one["model_name"] or "", one["key"]))


ORDER = (What.NEWLY_OWED, What.CHANGES, What.UNDETERMINED, What.ENDS, What.REWORDED, What.SAME)


def is_about(line: dict[str, Any], words: str) -> bool:
    """Say whether a line has the words in its model, title, key or citation."""
    text = " ".join(str(line[name] or "") for name in ("model_name", "title", "key", "cite"))
    return words.casefold() in text.casefold()

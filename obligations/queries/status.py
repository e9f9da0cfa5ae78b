"""Where one model stands on one day: three facts side by side, and no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from obligations.models import Duty
from obligations.queries import progress as counts
from obligations.queries.progress import Progress
from providers.actors import Actor
from providers.models import AIModel


@dataclass(frozen=True, slots=True)
class Standing:
    """The duties of a model in force, those due first, with their numbers."""

    ai_model: AIModel
    duties: Sequence[Duty]
    progress: Progress | None

    @property
    def undetermined(self) -> list[Duty]:
        """Duties of which the law's answer is open, because a fact is missing."""
        return [one for one in self.duties if one.owed is None]

    @property
    def owed(self) -> list[Duty]:
        """Duties that are owed."""
        return [one for one in self.duties if one.owed]


def standing(actor: Actor, ai_model: AIModel) -> Standing:
    """Gather where a model stands, in a constant number of queries."""
    rows = Duty.objects.visible_to(actor).in_force().filter(ai_model=ai_model)
    rows = rows.select_related("obligation", "assignee")
    progress = counts.by_model(ai_model.provider, actor, ai_model=ai_model)
    return Standing(
        ai_model=ai_model,
        duties=list(rows.order_by(F("due_on").asc(nulls_last=True), "key", "pk")),
        progress=progress[0] if progress else None,
    )

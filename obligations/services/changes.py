"""What a refresh did, in the words of whoever caused it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from obligations.law.terms import Ruling
from obligations.models import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One duty that was opened, changed or ended; ``before`` says what was so until now.

    ``due_on`` is the strict last day of what is owed; ``rolled_on`` is for information.
    """

    duty_id: UUID
    key: str
    title: str
    ai_model_id: UUID | None
    owed: bool | None
    due_on: date | None
    rolled_on: date | None
    is_provisional: bool
    because: str
    before: str
    bearer: str

    @classmethod
    def of(cls, duty: Duty, ruling: Ruling, before: str) -> Change:
        """Say what one ruling did to one duty."""
        due = ruling.due if ruling.owed else None
        return cls(
            duty_id=duty.pk,
            key=duty.key,
            title=ruling.title,
            ai_model_id=duty.ai_model_id,
            owed=ruling.owed,
            due_on=due.strict if due else None,
            rolled_on=due.rolled if due else None,
            is_provisional=bool(due and due.provisional),
            because=ruling.because,
            before=before,
            bearer=duty.bearer,
        )

    def as_detail(self) -> dict[str, Any]:
        """Say the same to the audit trail."""
        return {
            "duty": self.duty_id,
            "key": self.key,
            "owed": self.owed,
            "due_on": self.due_on,
            "because": self.because,
            "before": self.before,
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh did; a duty whose answer is open is in ``changed``, never newly owed."""

    newly_owed: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    ended: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.newly_owed or self.changed or self.ended)

    def by_subject(self) -> dict[UUID | None, Changes]:
        """Group by model; None holds what binds the provider as a whole."""
        found: dict[UUID | None, tuple[list[Change], ...]] = defaultdict(lambda: ([], [], []))
        for place, some in enumerate((self.newly_owed, self.changed, self.ended)):
            for one in some:
                found[one.ai_model_id][place].append(one)
        return {subject: Changes(*map(tuple, parts)) for subject, parts in found.items()}

    def as_detail(self) -> dict[str, Any]:
        """Say the same to the audit trail."""
        return {
            "newly_owed": [one.as_detail() for one in self.newly_owed],
            "changed": [one.as_detail() for one in self.changed],
            "ended": [one.as_detail() for one in self.ended],
        }

"""The audit trail walked from end to end, and the alarm where it is broken."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from obligations.queries import notices as queries
from obligations.services import notices
from obligations.services.counting import counted
from providers.models import AuditHead
from providers.services import audit
from providers.services.audit import Problem

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What one walk found: every chain, and every place that is not what was written."""

    chains: int
    events: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        chains, events = counted(self.chains, "audit chain"), counted(self.events, "event")
        walked = f"{chains} with {events} walked"
        if not self.problems:
            return f"{walked}, none broken."
        places = "\n".join(
            f"{one.chain}, event {one.position}: {one.message}" for one in self.problems
        )
        return f"{walked}, broken at {counted(len(self.problems), 'place')}:\n{places}"


def verify(*, now: datetime) -> TrailReport:
    """Walk every chain; log what is broken, and tell the operators of this installation once."""
    problems = audit.verify_all()
    for problem in problems:
        log.error(
            "The audit chain of %s is broken at event %s: %s",
            problem.chain,
            problem.position,
            problem.message,
        )
        notices.queue(
            recipients=queries.operators(),
            kind="audit.broken",
            key=f"audit:{problem.chain}:{problem.position}"[:200],
            title=f"The audit chain of {problem.chain} is broken",
            text=f"Event {problem.position}: {problem.message}",
            path="",
            provider=None,
            now=now,
        )
    length = AuditHead.objects.aggregate(chains=Count("pk"), events=Sum("length", default=0))
    return TrailReport(length["chains"], length["events"], problems)

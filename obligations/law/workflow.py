"""Statuses of work, claim, decision and route, and the table of allowed steps."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class AssessmentStatus(StrEnum):
    """Where the provider's position on a duty stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


# An assessment that was decided or withdrawn stays as it is; the provider drafts the next one.
STEPS: Mapping[AssessmentStatus, frozenset[AssessmentStatus]] = MappingProxyType(
    {
        AssessmentStatus.DRAFT: frozenset({AssessmentStatus.SUBMITTED, AssessmentStatus.WITHDRAWN}),
        AssessmentStatus.SUBMITTED: frozenset(
            {AssessmentStatus.ACCEPTED, AssessmentStatus.RETURNED, AssessmentStatus.WITHDRAWN}
        ),
        AssessmentStatus.ACCEPTED: frozenset(),
        AssessmentStatus.RETURNED: frozenset(),
        AssessmentStatus.WITHDRAWN: frozenset(),
    }
)


class WorkStatus(StrEnum):
    """How far the provider's own work on a duty has come."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    HANDED_IN = "handed-in"
    ENDED = "ended"


class Claim(StrEnum):
    """What the provider says about a duty; nobody else's opinion."""

    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly-fulfilled"
    NOT_FULFILLED = "not-fulfilled"
    NOT_APPLICABLE = "not-applicable"


class AnswerState(StrEnum):
    """Where a remark stands that asks the provider for an answer by a day."""

    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered-late"
    # The submission was taken back, or the duty handed in anew, before an answer came.
    ENDED = "ended"


class Decision(StrEnum):
    """What a reviewer made of the latest assessment."""

    NONE = "none"
    AWAITING = "awaiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Route(StrEnum):
    """How the provider demonstrates a duty (AI Act, Arts. 53(4) and 55(2))."""

    CODE = "code"
    HARMONISED_STANDARD = "harmonised-standard"
    OTHER_ADEQUATE_MEANS = "other-adequate-means"


def is_step(present: AssessmentStatus, following: AssessmentStatus) -> bool:
    """Say whether the table allows this step."""
    return following in STEPS[present]


def work_status(
    *, evidence_count: int, has_draft: bool, latest: AssessmentStatus | None, ended: bool
) -> WorkStatus:
    """Derive the work status of a duty; nobody sets it by hand.

    ``latest`` is the status of the latest assessment, None where there is none. A draft begun after
    a submission counts as work in progress again.
    """
    if ended:
        return WorkStatus.ENDED
    if has_draft:
        return WorkStatus.IN_PROGRESS
    if latest in (AssessmentStatus.SUBMITTED, AssessmentStatus.ACCEPTED):
        return WorkStatus.HANDED_IN
    if latest is not None or evidence_count > 0:
        return WorkStatus.IN_PROGRESS
    return WorkStatus.NOT_STARTED


_DECISIONS = {
    AssessmentStatus.SUBMITTED: Decision.AWAITING,
    AssessmentStatus.ACCEPTED: Decision.ACCEPTED,
    AssessmentStatus.RETURNED: Decision.RETURNED,
}


def decision(latest: AssessmentStatus | None) -> Decision:
    """Derive the decision from the latest assessment that was submitted."""
    return _DECISIONS.get(latest, Decision.NONE) if latest else Decision.NONE

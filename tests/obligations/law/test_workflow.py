"""Statuses and steps."""

import pytest

from obligations.law import workflow
from obligations.law.workflow import AssessmentStatus, Decision, WorkStatus, is_step, work_status

DRAFT, SUBMITTED, ACCEPTED, RETURNED, WITHDRAWN = AssessmentStatus
ALLOWED = {
    (DRAFT, SUBMITTED),
    (DRAFT, WITHDRAWN),
    (SUBMITTED, ACCEPTED),
    (SUBMITTED, RETURNED),
    (SUBMITTED, WITHDRAWN),
}


@pytest.mark.parametrize("present", AssessmentStatus)
@pytest.mark.parametrize("following", AssessmentStatus)
def test_only_the_steps_of_the_table_are_allowed(present, following):
    assert is_step(present, following) is ((present, following) in ALLOWED)


@pytest.mark.parametrize(
    ("evidence", "draft", "latest", "ended", "expected"),
    [
        (0, False, None, False, WorkStatus.NOT_STARTED),
        (1, False, None, False, WorkStatus.IN_PROGRESS),
        (0, True, None, False, WorkStatus.IN_PROGRESS),
        (0, True, DRAFT, False, WorkStatus.IN_PROGRESS),
        (0, False, SUBMITTED, False, WorkStatus.HANDED_IN),
        (3, False, ACCEPTED, False, WorkStatus.HANDED_IN),
        (0, False, RETURNED, False, WorkStatus.IN_PROGRESS),
        (0, False, WITHDRAWN, False, WorkStatus.IN_PROGRESS),
        (3, True, ACCEPTED, False, WorkStatus.IN_PROGRESS),  # a new draft after a decision
        (3, True, SUBMITTED, True, WorkStatus.ENDED),
        (0, False, None, True, WorkStatus.ENDED),
    ],
)
def test_the_work_status_follows_from_what_was_done(evidence, draft, latest, ended, expected):
    found = work_status(evidence_count=evidence, has_draft=draft, latest=latest, ended=ended)

    assert found is expected


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (None, Decision.NONE),
        (DRAFT, Decision.NONE),
        (SUBMITTED, Decision.AWAITING),
        (ACCEPTED, Decision.ACCEPTED),
        (RETURNED, Decision.RETURNED),
        (WITHDRAWN, Decision.NONE),
    ],
)
def test_the_decision_follows_from_the_latest_assessment(latest, expected):
    assert workflow.decision(latest) is expected

"""A submission beside an earlier one: statuses, words and evidence, each for itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.models import Assessment
from obligations.models.redactions import Redaction
from obligations.queries import submissions
from obligations.queries.resubmissions import Turn
from obligations.services import assessments, evidence
from tests.factories.assessments import decided, submitted
from tests.factories.evidence import attach, fresh, incoming

pytestmark = pytest.mark.django_db


def changed(text) -> str:
    """Write a comparison as [-what went] and [+what came]."""
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[one.mark].format(one.text) for one in text.stretches)


@pytest.fixture
def resubmitted(duty, officer, reviewer, now):
    """A second submission with evidence that stayed, changed, was reworded, went and came."""
    own = {"by": officer, "now": now}
    attach(duty, content=b"a", title="Stays", by=officer)
    grows = attach(duty, content=b"b", title="Grows", by=officer)
    reworded = attach(duty, content=b"c", title="Is called this", by=officer)
    goes = attach(duty, content=b"d", title="Goes", by=officer)
    position = "We test every model twice before release."
    decided(fresh(duty), officer, reviewer, "returned", position=position)
    evidence.add_version(evidence=fresh(grows.evidence), upload=incoming(b"more"), **own)
    piece = fresh(reworded.evidence)
    evidence.reword(
        evidence=piece, title="Is called that", proves=piece.proves, revision=piece.revision, **own
    )
    evidence.withdraw(evidence=fresh(goes.evidence), because="Out of date.", **own)
    attach(duty, content=b"e", title="Comes", by=officer)
    position = "We test every model four times before release."
    return submitted(fresh(duty), officer, claim="partly-fulfilled", position=position)


def test_words_statuses_and_evidence_are_compared_apart(resubmitted, reviewer):
    compared = submissions.submission(reviewer, resubmitted).compared

    assert compared.before.number == 1
    assert [(one.kind, one.before, one.now) for one in compared.values] == [
        ("claim", "fulfilled", "partly-fulfilled")
    ]
    assert [(one.name, changed(one)) for one in compared.texts] == [
        ("Position", "We test every model [-twice][+four times] before release.")
    ]
    assert {one.title: one.turn for one in compared.pieces} == {
        "Stays": Turn.SAME,
        "Grows": Turn.VERSION,
        "Is called that": Turn.REWORDED,
        "Goes": Turn.REMOVED,
        "Comes": Turn.ADDED,
    }


def test_the_same_once_more_differs_in_nothing(duty, officer, reviewer):
    attach(duty, by=officer)
    decided(fresh(duty), officer, reviewer, "returned")
    again = submitted(fresh(duty), officer)

    compared = submissions.submission(reviewer, again).compared

    assert not compared.differs
    assert [one.turn for one in compared.pieces] == [Turn.SAME]


def test_a_first_submission_is_compared_with_nothing(duty, officer, reviewer):
    first = submitted(duty, officer)

    assert submissions.submission(reviewer, first).compared is None


def test_any_earlier_submission_may_be_compared_and_no_later_one(duty, officer, reviewer):
    for claim in ("not-fulfilled", "partly-fulfilled", "fulfilled"):
        decided(fresh(duty), officer, reviewer, "returned", claim=claim)
    third = Assessment.objects.get(duty=duty, number=3)

    def against(number):
        return submissions.submission(reviewer, third, against=number).compared.before.number

    assert [against(one) for one in (1, 2, 3, 4, None)] == [1, 2, 2, 2, 2]


def test_an_earlier_draft_that_was_never_submitted_is_no_part_of_it(
    duty, officer, reviewer, resubmitted, now
):
    assessments.withdraw(assessment=resubmitted, because="Wrong.", by=officer, now=now)
    assessments.draft(duty=duty, position="SECRET", by=officer, now=now)

    seen = submissions.submission(reviewer, fresh(resubmitted))

    assert [one.number for one in seen.history] == [1, 2]


def test_a_submission_costs_the_same_with_one_and_with_many_before_it(duty, officer, reviewer):
    def cost(number):
        assessment = submissions.submitted(reviewer).get(duty=duty, number=number)
        with CaptureQueriesContext(connection) as asked:
            seen = submissions.submission(reviewer, assessment)
            assert [getattr(one, "review", None) for one in seen.history]
        return len(asked)

    attach(duty, by=officer)
    for _ in range(2):
        decided(fresh(duty), officer, reviewer, "returned")
    few = cost(2)
    for number in range(4):
        attach(duty, by=officer, content=f"{number}".encode())
        decided(fresh(duty), officer, reviewer, "returned")

    assert cost(6) == few == 3


def test_redactions_that_changed_are_a_change(duty, officer, reviewer, now):
    first = attach(duty, by=officer)
    decided(fresh(duty), officer, reviewer, "returned")
    evidence.add_version(
        evidence=fresh(first.evidence),
        upload=incoming(),
        redactions=[Redaction(removed="Prices", ground="privilege")],
        by=officer,
        now=now,
    )

    compared = submissions.submission(reviewer, submitted(fresh(duty), officer)).compared

    (piece,) = compared.changed
    assert [(one.name, changed(one)) for one in piece.texts] == [
        (
            "Redactions",
            "[-No redaction is recorded.][+Prices (Legal professional privilege)]",
        )
    ]

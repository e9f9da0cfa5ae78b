"""Similar incidents told in the reports of the first one (Measure 9.3, A32)."""

from __future__ import annotations

from datetime import date

from obligations.law.incidents import Record, Stage
from obligations.law.terms import Answer, Due

BUNDLING = "Code of Practice, Safety and Security, Measure 9.3 (bundling)"
DOUBTS = ("A32",)


def joins(
    record: Record,
    head: Record,
    record_due: Due,
    head_due: Due,
    on: date,
    *,
    head_is_voluntary: bool,
) -> Answer:
    """Say whether an incident may be told in the reports of an earlier, similar one (A32).

    Only into one that runs clocks, only until its initial deadline and while its initial report is
    not out, only into one known earlier, and never where the incident's own first report would be
    due sooner.
    """
    refusal = ""
    if head.bundled_into is not None:
        refusal = "That incident is itself told in the reports of another one."
    elif not head.is_unresolved:
        refusal = "That incident is closed."
    elif head_is_voluntary:
        refusal = RUNS_NONE
    elif on > head_due.strict:
        refusal = f"The first incident's initial deadline, {head_due.strict}, has passed."
    else:
        refusal = _is_watched_later(record, head, record_due, head_due)
    if refusal:
        return _answer(answer=False, because=refusal)
    because = f"Within the first incident's initial deadline, {head_due.strict}."
    return _answer(answer=True, because=because)


RUNS_NONE = (
    "The first incident runs no clock: no model of it carries systemic risk on the facts recorded."
)
IS_OUT = (
    "The initial report of the first incident is out and does not tell this one, and the next one "
    "may come after this one's own last day. The Code does not say whether that is in time; the "
    "cautious reading is that it is not (A32)."
)
IS_TOLD = (
    "A report of the first incident that tells it is out; what is found later goes into the next "
    "one."
)


def remains(
    record: Record,
    head: Record,
    record_due: Due,
    head_due: Due,
    *,
    is_voluntary: bool,
    head_is_voluntary: bool,
    is_told: bool,
) -> Answer:
    """Say whether an incident is still rightly told in the reports of the first one (A32).

    Asked again whenever a class, an awareness, a model or a fact of either changed. What owes no
    report itself cannot be late. ``is_told`` says that a report of the first one that tells it is
    out: what is found later then goes into the next one, as with the incident's own reports. Where
    the first one's initial report is out and does not tell it, no clock watches its own first day.
    """
    if is_voluntary:
        return _answer(answer=True, because="No report is owed of it.")
    if head_is_voluntary:
        return _answer(answer=False, because=RUNS_NONE)
    if is_told:
        return _answer(answer=True, because=IS_TOLD)
    if refusal := _is_watched_later(record, head, record_due, head_due):
        return _answer(answer=False, because=refusal)
    return _answer(answer=True, because="The first incident's clocks are not later than its own.")


def _is_watched_later(record: Record, head: Record, record_due: Due, head_due: Due) -> str:
    if head.report(Stage.INITIAL) is not None:
        return IS_OUT
    if record.aware_at is None or head.aware_at is None or record.aware_at < head.aware_at:
        return "The first incident is the one whose awareness came first."
    if record_due.strict < head_due.strict:
        return (
            f"Its own first report is due on {record_due.strict}, sooner than that of the first "
            f"incident on {head_due.strict}. Report it for itself."
        )
    return ""


def _answer(*, answer: bool, because: str) -> Answer:
    return Answer(answer=answer, because=because, cite=BUNDLING, doubts=DOUBTS)

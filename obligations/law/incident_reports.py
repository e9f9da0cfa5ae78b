"""The ten fields of a report on a serious incident, and which report may follow which."""

from __future__ import annotations

from dataclasses import dataclass

from obligations.law.incidents import Record, Stage

CITE = "Code of Practice, Safety and Security, Measure 9.2; Commission's reporting template"
NOT_YET = "Not required in this report (Measure 9.3); it follows in the final one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer of a field; most fields have one."""

    key: str
    label: str
    is_short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the template; ``item`` is that of Measure 9.2, empty for the submitter."""

    number: int
    title: str
    help: str
    item: str
    lines: tuple[Line, ...]
    required_from: Stage = Stage.INITIAL

    def is_required(self, stage: Stage) -> bool:
        """Whether a report of this stage must state it, or say why it is missing."""
        order = list(Stage)
        return order.index(stage) >= order.index(self.required_from)


def _field(
    number: int, key: str, title: str, help_text: str, required_from: Stage = Stage.INITIAL
) -> Field:
    return Field(
        number=number,
        title=title,
        help=help_text,
        item=f"item ({number})",
        lines=(Line(key=key, label=title),),
        required_from=required_from,
    )


FIELDS: tuple[Field, ...] = (
    _field(1, "dates", "When it began and ended", "Dates, or the best approximation of them."),
    _field(2, "harm", "Harm, and who suffered it", "What resulted, and the victim or the group."),
    _field(3, "events", "Chain of events", "What led, directly or indirectly, to the harm."),
    _field(4, "model", "Model involved", "Name and version."),
    _field(5, "evidence", "Evidence of involvement", "What shows that the model was involved."),
    _field(6, "response", "Response", "What was done, or is intended, in response."),
    _field(
        7, "advice", "Recommendation", "What you recommend to the AI Office and the authorities."
    ),
    _field(8, "cause", "Root cause analysis", "With the outputs and inputs involved.", Stage.FINAL),
    _field(
        9,
        "patterns",
        "Patterns and near misses",
        "What monitoring after placing on the market shows that may bear on it.",
        Stage.FINAL,
    ),
    Field(
        number=10,
        title="Who submits",
        help="The person whom the AI Office can reach.",
        item="",
        lines=(
            Line(key="submitter-role", label="Role", is_short=True),
            Line(key="submitter-organisation", label="Organisation", is_short=True),
            Line(key="submitter-name", label="Name", is_short=True),
            Line(key="submitter-email", label="E-mail", is_short=True),
            Line(key="submitter-phone", label="Telephone", is_short=True),
        ),
    ),
)
LINES: tuple[Line, ...] = tuple(line for field in FIELDS for line in field.lines)
KEYS: tuple[str, ...] = tuple(line.key for line in LINES)


def next_stage(record: Record) -> Stage | None:
    """Say which report comes next; None after the final one."""
    if record.report(Stage.FINAL) is not None:
        return None
    if record.report(Stage.INITIAL) is None:
        return Stage.INITIAL
    return Stage.INTERMEDIATE if record.resolved_at is None else Stage.FINAL


def refusal(record: Record, stage: Stage) -> str:
    """Say why a report of this stage cannot go out now; nothing where it can."""
    has_initial = record.report(Stage.INITIAL) is not None
    reasons = {
        "A near miss is recorded and kept, not reported.": record.is_near_miss,
        "It was found to be no serious incident. Open it again first.": not record.is_serious,
        "It is told in the reports of the first incident.": record.bundled_into is not None,
        "The final report is submitted; no report follows it.": (
            record.report(Stage.FINAL) is not None
        ),
        "The initial report is submitted already.": stage is Stage.INITIAL and has_initial,
        "The initial report comes first.": stage is not Stage.INITIAL and not has_initial,
        "Record the resolution first; the final report follows it.": (
            stage is Stage.FINAL and record.resolved_at is None
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")

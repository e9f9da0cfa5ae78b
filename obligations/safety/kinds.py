"""The declared kinds of entries: what each asks for, and from which text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from obligations.documents.outlines import Item, Kind
from obligations.safety.register import RISK_ITEMS

CODE = "Code of Practice, Safety and Security"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """One kind: ``plural`` is its name in the API, ``on_label`` what its day means.

    ``subject`` is "provider", "model" or "either"; ``documents`` the kinds of document whose
    version it is about; ``about`` the kind of entry it answers; ``slot`` the item that names its
    chain, or "*" where a subject has one chain.
    """

    key: str
    plural: str
    title: str
    on_label: str
    subject: str
    cite: str
    items: tuple[Item, ...]
    help: str = ""
    documents: tuple[str, ...] = ()
    about: str = ""
    slot: str = ""
    may_lie_ahead: bool = False
    doubts: tuple[str, ...] = ()

    def item(self, key: str) -> Item | None:
        """Find an item by its key."""
        return next((one for one in self.items if one.key == key), None)


def _text(key: str, label: str, hint: str = "", *, optional: bool = False) -> Item:
    return Item(key=key, label=label, help=hint, is_optional=optional)


def _list(key: str, label: str, hint: str = "") -> Item:
    return Item(key=key, label=label, help=hint, kind=Kind.LIST, is_optional=True)


def _day(key: str, label: str, hint: str = "") -> Item:
    return Item(key=key, label=label, help=hint, kind=Kind.DAY, is_optional=True)


def _yes(key: str, label: str, hint: str = "", *, optional: bool = False) -> Item:
    return Item(key=key, label=label, help=hint, kind=Kind.YES_NO, is_optional=optional)


def _choice(key: str, label: str, options: Mapping[str, str], hint: str = "") -> Item:
    return Item(key=key, label=label, help=hint, kind=Kind.CHOICE, options=options)


_ALL = (
    EntryKind(
        key="confirmation",
        plural="confirmations",
        title="Confirmation of a version",
        on_label="Confirmed on",
        subject="either",
        documents=("framework", "model-report"),
        cite=f"{CODE}, Measures 1.1, 1.4 and 7.7",
        doubts=("A6",),
        help="From this day the AI Office is to have it within five business days.",
        items=(
            _text("approver", "Who confirmed it", "Name and function."),
            _text("body", "Body that decided", "As the Framework names it."),
            _text("how", "How the Framework says that this is confirmation"),
        ),
    ),
    EntryKind(
        key="provision",
        plural="provisions",
        title="Given to the AI Office",
        on_label="Given on",
        subject="either",
        documents=("framework", "model-report"),
        cite=f"{CODE}, Measures 1.4 and 7.7",
        help="The files are made and kept as they were given: whole, or the interim report.",
        items=(
            _choice(
                "extent",
                "What was given",
                {"whole": "The whole document", "interim": "Interim report: 7.2 and 7.5 only"},
            ),
            _text("channel", "Channel", "For instance the address or portal used."),
            _text("reference", "Reference", optional=True),
            _choice(
                "redactions",
                "Redactions",
                {"none": "None", "national-security": "National security law asks for them"},
                "No other redaction is allowed.",
            ),
            _text("redaction_law", "Which national security law", optional=True),
        ),
    ),
    EntryKind(
        key="assessment",
        plural="framework-assessments",
        title="Framework assessment",
        on_label="Assessed on",
        subject="provider",
        cite=f"{CODE}, Measure 1.3",
        items=(
            _text(
                "grounds",
                "Grounds that led to it",
                "Leave empty for the yearly one.",
                optional=True,
            ),
            _text("adequacy", "Adequacy", "Looks twelve months ahead."),
            _choice(
                "adequacy_result",
                "Result on adequacy",
                {"adequate": "Found adequate", "change": "Found to need a change"},
                "As your own assessment found.",
            ),
            _text("adherence", "Adherence"),
            _list(
                "non_adherence", "Cases of non-adherence", "One on each line; none: leave empty."
            ),
            _list("remediation", "Remediation plans", "One on each line, with day and owner."),
            _text("result", "Result, and what follows"),
        ),
    ),
    EntryKind(
        key="grounds",
        plural="grounds",
        title="Grounds for an earlier assessment or update",
        on_label="Known since",
        subject="either",
        cite=f"{CODE}, Measures 1.3 and 7.6",
        help="The Code gives no number of days; the age is counted until it is answered.",
        items=(
            _choice(
                "of",
                "They call in question",
                {"framework": "The Framework", "report": "The Model Report's justification"},
            ),
            _text("what", "What is known"),
            _day("answered_on", "Answered on", "When the assessment or update was done."),
            _text("answer", "How it was answered", optional=True),
        ),
    ),
    EntryKind(
        key="change",
        plural="deliberate-changes",
        title="Change of the model",
        on_label="Released, or planned for",
        subject="model",
        may_lie_ahead=True,
        cite=f"{CODE}, Measure 7.6",
        items=(
            _text("what", "What changes"),
            _yes("undermines", "It undermines why the risks are acceptable"),
            _text("because", "Why, or why not"),
            _day("updated_on", "Update and full risk process finished on"),
        ),
    ),
    EntryKind(
        key="most-capable",
        plural="capability-declarations",
        title="Most capable models: declaration",
        on_label="Declared on",
        subject="model",
        slot="*",
        cite=f"{CODE}, Measure 7.6",
        doubts=("A5",),
        items=(
            _yes("is_most_capable", "It is among our most capable models on the market"),
            _text("because", "Why, by which comparison"),
        ),
    ),
    EntryKind(
        key="clock-start",
        plural="clock-starts",
        title="Start of the six months",
        on_label="Chosen on",
        subject="model",
        slot="*",
        cite=f"{CODE}, Measure 7.6",
        doubts=("A4",),
        items=(
            _choice(
                "start",
                "The six months count from",
                {
                    "earliest": "The earliest of the days known",
                    "provided": "The last report given to the AI Office",
                    "confirmed": "The last confirmation",
                    "placing": "Placing, in steps of six months",
                },
            ),
            _text("because", "Why"),
        ),
    ),
    EntryKind(
        key="exception",
        plural="update-exceptions",
        title="Exception of the six-monthly update",
        on_label="Holds since",
        subject="model",
        slot="which",
        cite=f"{CODE}, Measure 7.6",
        help="It is tested again every day and can lapse; then the clock runs again.",
        items=(
            _choice(
                "which",
                "Which exception",
                {
                    "unchanged": "(1) Capabilities, propensities and affordances unchanged",
                    "successor": "(2) A more capable model placed in less than a month",
                    "similarly-safe": "(3) Similarly safe or safer for each identified risk",
                },
            ),
            _text("because", "Reasons"),
            _text("evidence", "Evidence", "Where it can be read.", optional=True),
            _day("successor_on", "Planned placing of the more capable model", "For (2)."),
            _day("valid_until", "Recorded until", "After this day it no longer counts."),
        ),
    ),
    EntryKind(
        key="reference",
        plural="reference-models",
        title="Safe reference model",
        on_label="Taken as reference on",
        subject="model",
        slot="name",
        cite=f"{CODE}, Appendix 2.1",
        doubts=("A20",),
        items=(
            Item(key="name", label="Name of the reference model"),
            _day("placed_on", "Placed on the market on"),
            _yes(
                "full_process",
                "Full process done, risks acceptable, report received by the AI Office",
                "Or it was placed before 10 July 2025.",
                optional=True,
            ),
            _yes("visibility", "Sufficient visibility into it", optional=True),
            _yes(
                "no_other_grounds",
                "No other grounds to think its risks unacceptable",
                optional=True,
            ),
            _text("because", "On what this rests"),
        ),
    ),
    EntryKind(
        key="comparison",
        plural="risk-comparisons",
        title="Similarly safe or safer, for one risk",
        on_label="Compared on",
        subject="model",
        about="reference",
        slot="risk",
        cite=f"{CODE}, Appendix 2.2 (PDF, p. 38)",
        doubts=("A20",),
        items=(
            Item(key="risk", label="Risk", help="As it is called in the register."),
            _yes("no_different_scenario", "No materially different scenario", optional=True),
            _yes(
                "benchmarks_not_higher",
                "Benchmark scores not higher than the reference's",
                optional=True,
            ),
            _yes("no_known_difference", "No known difference that raises the risk", optional=True),
            _text("because", "Why, with the safety margin for uncertainty"),
        ),
    ),
    EntryKind(
        key="reference-lost",
        plural="reference-losses",
        title="Reference model lost its status",
        on_label="Lost on",
        subject="model",
        about="reference",
        cite=f"{CODE}, Appendix 2.2",
        items=(
            _text("because", "Why it is no safe reference any more"),
            _day("answered_on", "Answered on", "Another reference, or all commitments applied."),
            _text("answer", "What was done", optional=True),
        ),
    ),
    EntryKind(
        key="access-check",
        plural="access-checks",
        title="Check of access to parameters",
        on_label="Checked on",
        subject="provider",
        cite=f"{CODE}, Appendix 4.3, point (1)",
        items=(
            _text("what", "What was checked"),
            _text("who", "Who checked it"),
            _text("result", "Result, and access taken away"),
        ),
    ),
    EntryKind(
        key="finding",
        plural="vulnerability-findings",
        title="Finding of an external evaluator",
        on_label="Made aware on",
        subject="either",
        cite=f"{CODE}, Measure 3.5",
        items=(
            _text("finder", "Who found it"),
            _text("what", "What was found"),
            _day("published_on", "Published, or free to be published, since"),
            _text("exceptional", "Why a longer delay is exceptionally necessary", optional=True),
        ),
    ),
    EntryKind(
        key="delay",
        plural="report-delays",
        title="Delay of a report or update",
        on_label="Placing, or confirmation of the update, on",
        subject="model",
        may_lie_ahead=True,
        cite=f"{CODE}, Measure 7.7",
        doubts=("A22",),
        help="Needs the AI Office's view of good faith, and an interim report without delay.",
        items=(
            _choice(
                "event",
                "It delays",
                {"placing": "The report at placing", "update": "An update"},
            ),
            _yes(
                "good_faith",
                "The AI Office considers us in good faith",
                "Leave open while not known.",
                optional=True,
            ),
            _text("statement", "On what that rests"),
            _day("interim_given_on", "Interim report given on"),
            _day("given_on", "Whole report given on"),
        ),
    ),
    EntryKind(
        key="risk",
        plural="risks",
        title="Systemic risk",
        on_label="Assessed on",
        subject="model",
        slot="name",
        cite=f"{CODE}, Commitments 2 to 4, Appendix 1",
        items=RISK_ITEMS,
    ),
)

KINDS: Mapping[str, EntryKind] = {one.key: one for one in _ALL}
BY_PLURAL: Mapping[str, EntryKind] = {one.plural: one for one in _ALL}


def of_subject(subject: str) -> Iterator[EntryKind]:
    """Give the kinds a page about the provider or a model offers; the register has its own."""
    for one in _ALL:
        if one.key != "risk" and one.subject in (subject, "either"):
            yield one

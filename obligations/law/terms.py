"""The words the law is written in here: catalogue entries, clocks, and the law's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

# Three-valued: None means that not enough is known. Unknown is neither yes nor no.
Truth = bool | None


class Chapter(StrEnum):
    """The three chapters of the Code of Practice, signed one by one."""

    TRANSPARENCY = "transparency"
    COPYRIGHT = "copyright"
    SAFETY_SECURITY = "safety-security"


class Size(StrEnum):
    """Size of the provider (AI Act, Art. 3(14a) and (14b))."""

    MICRO = "micro"
    SME = "sme"
    SMC = "smc"
    LARGE = "large"


class Subject(StrEnum):
    """What an entry is about: the provider as a whole, or each of its models."""

    PROVIDER = "provider"
    MODEL = "model"


class Bearer(StrEnum):
    """On whom an entry rests."""

    PROVIDER = "provider"
    REPRESENTATIVE = "representative"
    COMMISSION = "commission"


class Kind(StrEnum):
    """What sort of text an entry is. A provision classifies or dates, and asks nothing."""

    OBLIGATION = "obligation"
    RIGHT = "right"
    POWER = "power"
    ANNEX_ITEM = "annex-item"
    COMMITMENT = "commitment"
    MEASURE = "measure"
    MEASURE_ITEM = "measure-item"
    TEMPLATE_ITEM = "template-item"
    GUIDELINE = "guideline"
    FINE = "fine"
    PROVISION = "provision"


class Confidence(StrEnum):
    """How a statement about the law was checked, from the primary text down to own inference."""

    PRIMARY = "P"
    PRIMARY_IN_PART = "P*"
    SECONDARY = "S"
    ONE_SECONDARY = "S2"
    MEMORY = "M"
    INFERENCE = "I"


class Unit(StrEnum):
    """Units in which the texts count time."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_LENGTH = re.compile(r" *([0-9]{1,4}) +(business day|day|week|month|year)s? *", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """A length of time as a text states it, such as two weeks or five business days."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.count <= 9999:
            raise ValueError("A period counts from 0 to 9999 units.")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2 weeks" or "5 business days"; raise ValueError for anything else."""
        match = _LENGTH.fullmatch(text) if len(text) <= 40 else None
        if match is None:
            raise ValueError(
                'A length is a number of up to four digits and a unit: "N days", '
                '"N business days", "N weeks", "N months" or "N years".'
            )
        return cls(int(match[1]), Unit(match[2].lower() + "s"))

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A period the texts attach to an event.

    ``length`` is None where the text gives no number or leaves the day to a request. ``not_before``
    marks an earliest day instead of a last one. ``act`` is True for periods of an act of the Union,
    to which Regulation 1182/71 applies in principle; for the Code's that is open (A2).
    """

    key: str
    title: str
    event: str
    event_key: str
    cite: str
    entry: str
    length: Period | None = None
    backwards: bool = False
    not_before: bool = False
    act: bool = False
    note: str = ""
    confidence: Confidence = Confidence.PRIMARY
    doubts: tuple[str, ...] = ()


class RetentionStart(StrEnum):
    """The event from which a retention period runs."""

    PLACING = "placing"
    LATER_OF_DOCUMENTATION_AND_INCIDENT = "later-of-documentation-and-incident"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """For how many years something is kept, and from when."""

    years: int
    start: RetentionStart
    cite: str
    note: str = ""
    confidence: Confidence = Confidence.PRIMARY


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One catalogue entry of one edition.

    ``rule`` names the function of ``law.rules`` that says on whom it rests; without one the entry
    carries no duty of its own and is a check-list under ``parent``. The dates are those of the
    text, before the facts of a model are looked at. ``doubts`` are ids such as "A13".
    """

    key: str
    kind: Kind
    title: str
    summary: str
    cite: str
    instrument: str
    edition: date
    chapter: str | None = None
    parent: str | None = None
    audience: tuple[str, ...] = ()
    bearer: Bearer = Bearer.PROVIDER
    subject: Subject = Subject.MODEL
    rule: str | None = None
    rule_args: Mapping[str, str] = field(default_factory=dict, hash=False)
    trigger: str = ""
    exemptions: str = ""
    frequency: str = ""
    clocks: tuple[str, ...] = ()
    retention: Retention | None = None
    applies_from: date | None = None
    enforceable_from: date | None = None
    evidence: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source_url: str = ""
    confidence: Confidence = Confidence.PRIMARY
    doubts: tuple[str, ...] = ()
    note: str = ""
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The law's answer to one question of classification.

    ``missing`` names facts that would settle an open answer (then never empty) or firm up another.
    """

    answer: Truth
    because: str
    cite: str
    since: date | None = None
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """The last day for something: as the text counts, and as Regulation 1182/71 would allow.

    ``provisional`` says that a holiday list the result needs is not published yet.
    """

    strict: date
    rolled: date
    provisional: bool
    because: str


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """The law's answer for one entry and one model on one day; ``due`` only where a day is set.

    ``done_on`` is the day on which, by a recorded fact, that was done which ``due`` asks for; it
    can be later than the last day.
    """

    key: str
    title: str
    owed: Truth
    because: str
    cite: str
    applies_from: date | None = None
    due: Due | None = None
    done_on: date | None = None
    enforceable_from: date | None = None
    measures: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    clock: str | None = None
    bearer: Bearer = Bearer.PROVIDER
    subject: Subject = Subject.MODEL


@dataclass(frozen=True)
class Doubt:
    """An open legal question, shown with its default and never decided in silence."""

    id: str
    question: str
    default: str
    cite: str

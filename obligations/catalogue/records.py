"""What the catalogue holds beside the entries, clocks and doubts of the law's vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from obligations.law.terms import Confidence, Entry

# To whom something is given, or who may ask for it; the words are for people.
AUDIENCES: Mapping[str, str] = MappingProxyType(
    {
        "ai-office": "AI Office (European Commission)",
        "national-authorities": "National competent authorities",
        "market-surveillance-authorities": "Market surveillance authorities",
        "downstream-providers": "Downstream providers",
        "public": "The public",
        "rightsholders": "Rightsholders",
        "external-evaluators": "Independent external evaluators",
        "users": "Users",
        "workers": "Workers",
        "representative": "Authorised representative",
        "provider": "The provider itself",
        "scientific-panel": "Scientific panel of independent experts",
        "ai-board": "European Artificial Intelligence Board",
    }
)


# An edition's identity: the key of its text, and the day from which it is the one to read.
Place = tuple[str, date]


class What(StrEnum):
    """What a later edition did to an entry of the one before."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One entry that a later edition added, changed or removed, and what is different."""

    key: str
    what: What
    sentence: str


@dataclass(frozen=True)
class Step:
    """A dated event in the life of an edition that left its text as it is, such as an adoption."""

    day: date
    sentence: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One dated version of one source text, complete, with what it changed in the one before.

    ``in_force_from`` is the day from which this is the text to read (for the Act of 2024, the day
    of its publication). ``file`` is relative to the data folder; ``sha256`` is of its
    bytes and of those of the editions it is based on.
    """

    instrument: str
    in_force_from: date
    title: str
    cite: str
    source_url: str
    note: str
    file: str
    sha256: str
    based_on: date | None
    chapters: Mapping[str, str]
    steps: tuple[Step, ...]
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]

    @property
    def place(self) -> Place:
        """Its text and its day."""
        return self.instrument, self.in_force_from


class About(StrEnum):
    """What a date or provision concerns: models, AI systems, or both."""

    MODELS = "models"
    SYSTEMS = "systems"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class FixedDate:
    """A day that a text or an event sets for everyone; it never moves to a working day."""

    key: str
    day: date
    title: str
    cite: str
    about: About
    entries: tuple[str, ...]
    note: str
    doubts: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class ClosingDays:
    """The days of one year on which the European Commission is closed, with their names.

    ``official`` is False for a projection from the pattern of earlier years.
    """

    year: int
    official: bool
    cite: str
    source_url: str
    days: Mapping[date, str]
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence on one topic, with its source and how well it was checked."""

    key: str
    topic: str
    sentence: str
    cite: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class CodeEvent:
    """A step in the making or the life of the Code; ``day`` is None for a standing fact."""

    key: str
    day: date | None
    title: str
    note: str
    cite: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class WorkingGroup:
    """A drafting group of the Code: who led it, what it drafted, which chapters came of it."""

    key: str
    title: str
    chairs: tuple[str, ...]
    vice_chairs: tuple[str, ...]
    scope: tuple[str, ...]
    chapters: tuple[str, ...]
    confidence: Confidence


class OpportunityStatus(StrEnum):
    """Whether one can still take part."""

    OPEN = "open"
    CLOSED = "closed"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Opportunity:
    """A way to take part in the Code's making or review: until when, who, on which conditions."""

    key: str
    title: str
    since: date | None
    deadline: date | None
    who: tuple[str, ...]
    conditions: tuple[str, ...]
    status: OpportunityStatus
    note: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class CodeLife:
    """The Code's own life: how it was made, what it is worth, and what could replace it."""

    events: tuple[CodeEvent, ...]
    working_groups: tuple[WorkingGroup, ...]
    chair_tasks: tuple[str, ...]
    participation_rules: tuple[str, ...]
    opportunities: tuple[Opportunity, ...]
    legal_status: tuple[Statement, ...]
    adequacy: tuple[Statement, ...]
    taskforce: tuple[Statement, ...]
    replacements: tuple[Statement, ...]


class Precision(StrEnum):
    """How exactly the day of a snapshot is known; the rest of its date is a placeholder."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Signatory:
    """A name as a list printed it, and the chapters it signed."""

    name: str
    chapters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SignatorySnapshot:
    """A list of signatories as of a day. Lists disagree: never show one without its date."""

    as_of: date
    precision: Precision
    signatories: tuple[Signatory, ...]
    others: tuple[Statement, ...]
    source_url: str
    note: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A harmonised standard whose reference is in the Official Journal (AI Act, Art. 40).

    ``covers`` are keys of obligations it covers whole, ``covers_in_part`` those of which it covers
    a part, with the words that say which. It stands from ``published_on`` up to the day before
    ``withdrawn_on``.
    """

    key: str
    title: str
    cite: str
    source_url: str
    published_on: date
    withdrawn_on: date | None
    covers: tuple[str, ...]
    covers_in_part: Mapping[str, str]
    note: str
    confidence: Confidence

    def stands_on(self, day: date) -> bool:
        """Say whether it was published and not withdrawn on a day."""
        ended = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.published_on <= day and not ended


@dataclass(frozen=True, kw_only=True)
class StandardList:
    """All harmonised standards known on a day, with how they were looked for.

    An empty list says that none was found, and never that there is none. ``sha256`` is of the file.
    """

    as_of: date
    source: str
    source_url: str
    note: str
    confidence: Confidence
    standards: tuple[Standard, ...]
    sha256: str

    def standing(self, day: date) -> tuple[Standard, ...]:
        """Give the standards that stand on a day."""
        return tuple(one for one in self.standards if one.stands_on(day))


@dataclass(frozen=True, kw_only=True)
class Fine:
    """A ceiling for fines: the higher of a share of turnover and an amount in euro.

    ``applies_to_models`` is False for ceilings of other parts of the Act that are shown only
    because they are often mixed up with this one.
    """

    key: str
    entry: str | None
    title: str
    share_of_turnover: Decimal
    amount_eur: Decimal
    turnover: str
    smaller_enterprises: str
    applies_to_models: bool
    enforceable_from: date | None
    cite: str
    note: str
    doubts: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of the field in plain words."""

    key: str
    term: str
    meaning: str
    cite: str
    confidence: Confidence


class SeenIn(StrEnum):
    """Where a frequent error stands."""

    SECONDARY = "secondary-sources"
    EARLY_GUIDE = "early-guide"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A statement that is often read and is wrong, unsupported or out of date, put right."""

    key: str
    claim: str
    correct: str
    cite: str
    seen_in: SeenIn
    entries: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Source:
    """A public text the catalogue rests on, and how much of it was read."""

    key: str
    title: str
    url: str
    read: str
    confidence: Confidence

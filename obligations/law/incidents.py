"""Serious incidents of models: their instants, classes and stages (Art. 55(1)(c), Measure 9.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from obligations.law.deadlines import brussels_day
from obligations.law.terms import Answer, Clock, Truth

CITE = "Code of Practice, Safety and Security, Measure 9.3"
ACT = "AI Act, Art. 55(1)(c)"

# The two texts of which the second bridges from systems to models (A8), in our own words.
SYSTEMS_TEXT = (
    "Of an AI system: what leads, directly or indirectly, to death or serious harm to health, to "
    "serious and irreversible disruption of critical infrastructure, to an infringement of "
    "fundamental-rights obligations, or to serious harm to property or the environment "
    "(AI Act, Art. 3(49))."
)
MODELS_TEXT = (
    "Of a model: the same events where the model caused them, and serious breaches of its "
    "cybersecurity, such as exfiltration of weights (Guidelines, para. 100)."
)


class IncidentClass(StrEnum):
    """What an incident led to; Measure 9.3 gives each a period for the first report."""

    CRITICAL_INFRASTRUCTURE = "critical-infrastructure"
    CYBERSECURITY = "cybersecurity"
    DEATH = "death"
    HEALTH = "health"
    FUNDAMENTAL_RIGHTS = "fundamental-rights"
    PROPERTY_ENVIRONMENT = "property-environment"


NAMES: Mapping[IncidentClass, str] = MappingProxyType(
    {
        IncidentClass.CRITICAL_INFRASTRUCTURE: (
            "serious and irreversible disruption of critical infrastructure"
        ),
        IncidentClass.CYBERSECURITY: "serious cybersecurity breach of the model",
        IncidentClass.DEATH: "death of a person",
        IncidentClass.HEALTH: "serious harm to health",
        IncidentClass.FUNDAMENTAL_RIGHTS: "infringement of fundamental-rights obligations",
        IncidentClass.PROPERTY_ENVIRONMENT: "serious harm to property or the environment",
    }
)

# Points (1) to (4) of Measure 9.3, by the catalogue's names of their clocks.
CLOCK_OF: Mapping[IncidentClass, str] = MappingProxyType(
    {
        IncidentClass.CRITICAL_INFRASTRUCTURE: "cop-ss-9.3-critical-infrastructure",
        IncidentClass.CYBERSECURITY: "cop-ss-9.3-cybersecurity",
        IncidentClass.DEATH: "cop-ss-9.3-death",
        IncidentClass.HEALTH: "cop-ss-9.3-other",
        IncidentClass.FUNDAMENTAL_RIGHTS: "cop-ss-9.3-other",
        IncidentClass.PROPERTY_ENVIRONMENT: "cop-ss-9.3-other",
    }
)
INTERMEDIATE_CLOCK, FINAL_CLOCK = "cop-ss-9.3-intermediate", "cop-ss-9.3-final"


class Stage(StrEnum):
    """Which report it is."""

    INITIAL = "initial"
    INTERMEDIATE = "intermediate"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """One class with the instants at which it was found, and found not to fit."""

    incident_class: IncidentClass
    added_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A report that went out; ``classes`` are those it was submitted under."""

    stage: Stage
    submitted_at: datetime
    classes: tuple[IncidentClass, ...] = ()

    @property
    def on(self) -> date:
        """Its day in Brussels."""
        return brussels_day(self.submitted_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is recorded of one incident; every instant is aware of its zone, or not known.

    ``classified_at`` is when it was last classified. ``bundled_into`` is the first incident in
    whose reports this one is told. ``is_serious`` is False where it was found, with a reason, to
    be no serious incident.
    """

    aware_at: datetime | None
    occurred_at: datetime | None = None
    first_report_received_at: datetime | None = None
    classified_at: datetime | None = None
    resolved_at: datetime | None = None
    classes: tuple[Classified, ...] = ()
    reports: tuple[Submitted, ...] = ()
    bundled_into: Record | None = None
    is_near_miss: bool = False
    is_serious: bool = True

    def report(self, stage: Stage) -> Submitted | None:
        """The first report of a stage, if one went out."""
        return next((one for one in self.reports if one.stage is stage), None)

    @property
    def deciding_classes(self) -> tuple[IncidentClass, ...]:
        """The classes that set the first report's clock: those it went out under, else today's.

        What is found later goes into the next report; the first one cannot become late by it.
        """
        sent = self.report(Stage.INITIAL)
        return self.classes_now if sent is None else sent.classes

    @property
    def classes_now(self) -> tuple[IncidentClass, ...]:
        """The classes that were not removed, each once, those with the shortest period first."""
        kept = {one.incident_class for one in self.classes if one.removed_at is None}
        return tuple(one for one in IncidentClass if one in kept)

    @property
    def is_unresolved(self) -> bool:
        """Whether it is still in the loop: serious, not a near miss, and no final report is out."""
        return self.is_serious and not self.is_near_miss and self.report(Stage.FINAL) is None


@dataclass(frozen=True, slots=True)
class Basis:
    """On what the clocks rest; a voluntary record runs none."""

    answer: Answer
    is_voluntary: bool = False

    @property
    def is_benchmark(self) -> bool:
        """Whether the Code's days are a benchmark only (A18)."""
        return self.answer.answer is False and not self.is_voluntary


def basis(signed: Answer, systemic: Truth) -> Basis:
    """Say on what the clocks rest: owed (True), not owed (False), or not enough is known (None).

    ``signed`` answers whether the Safety and Security chapter is signed; ``systemic`` is False only
    where every model involved is known to carry no systemic risk.
    """
    both = f"{ACT}; {CITE}"
    if systemic is False:
        because = (
            "No model involved carries systemic risk on the facts recorded, and these reports "
            "rest on models with systemic risk alone. The record is voluntary and no clock runs."
        )
        return Basis(Answer(answer=False, because=because, cite=ACT), is_voluntary=True)
    if signed.answer is False:
        because = (
            f"{signed.because} The report is owed without undue delay, for which the Act gives no "
            "number. The days of Measure 9.3 run as a benchmark, and the age of the incident is "
            "counted."
        )
        return Basis(Answer(answer=False, because=because, cite=both, doubts=("A18",)))
    if signed.answer and systemic:
        return Basis(Answer(answer=True, because=signed.because, cite=both))
    unknown = [] if signed.answer else ["whether the Safety and Security chapter is signed"]
    unknown += [] if systemic else ["whether a model involved carries systemic risk"]
    because = (
        f"It is not known {' and '.join(unknown)}. The days of Measure 9.3 run until it is: what "
        "may be owed is not let lapse."
    )
    missing = signed.missing
    return Basis(Answer(answer=None, because=because, cite=both, missing=missing, doubts=("A18",)))


def shortest(classes: tuple[IncidentClass, ...], clocks: Mapping[str, Clock]) -> Clock:
    """Choose the shortest clock of several classes (A9); of none, the shortest there is.

    An incident that is not classified yet may belong to any class, so the strictest counts.
    """
    names = {CLOCK_OF[one] for one in classes} or set(CLOCK_OF.values())
    return min((clocks[name] for name in names), key=days)


def days(clock: Clock) -> int:
    """The length of a clock of Measure 9.3 in days."""
    if clock.length is None:
        raise ValueError(f"{clock.title}: the text gives no number of days ({clock.cite}).")
    return clock.length.count

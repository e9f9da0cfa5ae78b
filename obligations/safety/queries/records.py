"""Entries and facts as the law's functions read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from obligations.catalogue.loader import catalogue
from obligations.law import references
from obligations.law.case import Case
from obligations.law.deadlines import due
from obligations.law.facts import ModelFacts
from obligations.law.model_reports import SIX_MONTHS, Exempted, Exemption, Reported, Start, exempt
from obligations.law.model_reports import start as start_of
from obligations.law.references import Comparison, Reference
from obligations.law.terms import Answer, Chapter, Truth
from obligations.law.wording import long_date
from obligations.safety.models import Entry
from obligations.safety.register import SPECIFIED
from providers.models import AIModel, Provider

CITE_APPLIES = "AI Act, Art. 55(2); Code of Practice, Safety and Security"


def entries_of(provider: Provider, ai_model: AIModel | None) -> list[Entry]:
    """Give the current entries about the provider, and about a model, in one query."""
    about = Q(ai_model=None) if ai_model is None else Q(ai_model=None) | Q(ai_model=ai_model)
    rows = Entry.objects.filter(about, provider=provider).current()
    return list(rows.select_related("version", "about").order_by("on", "recorded_at", "pk"))


def applies(facts: ModelFacts, on: date) -> Answer:
    """Say whether the chapter's measures are owed for a model; unknown is neither yes nor no."""
    case = Case.of(facts, on, catalogue().working_days())
    signed, systemic = case.signed(Chapter.SAFETY_SECURITY), case.systemic_risk
    if signed.answer and signed.since is not None and signed.since > on:
        because = f"The chapter is signed only on {long_date(signed.since)}."
        signed = Answer(answer=False, because=because, cite=signed.cite)
    because = f"{signed.because} {systemic.because}"
    found: Truth = None
    if signed.answer is False or systemic.answer is False:
        found = False
    elif signed.answer and systemic.answer:
        found = True
    missing = tuple(dict.fromkeys((*signed.missing, *systemic.missing))) if found is None else ()
    return Answer(answer=found, because=because, cite=CITE_APPLIES, missing=missing)


@dataclass(frozen=True)
class Records:
    """The current entries of a provider and one of its models, read by kind."""

    entries: Sequence[Entry]
    facts: ModelFacts | None
    on: date

    def of(self, kind: str, *, document: str = "") -> list[Entry]:
        """Give the entries of a kind; of one kind of document where it is named."""
        return [
            one
            for one in self.entries
            if one.kind == kind and (not document or _is_of(one, document))
        ]

    def last(self, kind: str) -> Mapping[str, Any]:
        """Give the value of the last entry of a kind; empty where there is none."""
        found = self.of(kind)
        return found[-1].value if found else {}

    def given_on(self, version_id: object) -> date | None:
        """Say on which day the AI Office first had a version whole."""
        return min(
            (
                one.on
                for one in self.of("provision")
                if one.version_id == version_id and one.value.get("extent") == "whole"
            ),
            default=None,
        )

    def first_given(self, extent: str, since: date) -> date | None:
        """Say when the AI Office first had a report of this extent on a day or after it."""
        given = self.of("provision", document="model-report")
        days = (one.on for one in given if one.value.get("extent") == extent and one.on >= since)
        return min(days, default=None)

    @cached_property
    def reports(self) -> list[Reported]:
        """The reports and updates of the model, in the order of their versions."""
        found: dict[int, dict[str, date]] = {}
        for one in (*self.of("confirmation", document="model-report"), *self._given_reports()):
            name = "confirmed_on" if one.kind == "confirmation" else "provided_on"
            if one.version is not None:
                days = found.setdefault(one.version.number, {})
                days[name] = min(days.get(name, one.on), one.on)
        return [Reported(**found[number]) for number in sorted(found)]

    def _given_reports(self) -> list[Entry]:
        return [
            one
            for one in self.of("provision", document="model-report")
            if one.value.get("extent") == "whole"
        ]

    @property
    def placed_on(self) -> date | None:
        """The day of placing, which may lie ahead."""
        return self.facts.union_market_date if self.facts else None

    @cached_property
    def start(self) -> tuple[date | None, str]:
        """From which day the six months count, and why."""
        chosen = Start(self.last("clock-start").get("start", "earliest"))
        placed = self.placed_on if self.placed_on and self.placed_on <= self.on else None
        return start_of(placed, self.reports, chosen)

    @property
    def most_capable(self) -> Truth:
        """What the provider declared (A5)."""
        return self.last("most-capable").get("is_most_capable")

    @cached_property
    def risks(self) -> list[str]:
        """Names of the risks identified: the four specified ones, and the provider's own."""
        own = [str(one.value["name"]) for one in self.of("risk")]
        return [*SPECIFIED.values(), *(one for one in own if one not in SPECIFIED.values())]

    @cached_property
    def references(self) -> dict[object, Reference]:
        """Reference models by the id of their entry."""
        lost = {one.about_id: one.on for one in self.of("reference-lost")}
        return {
            one.pk: Reference(
                name=one.value["name"],
                placed_on=as_day(one.value.get("placed_on")),
                full_process=one.value.get("full_process"),
                visibility=one.value.get("visibility"),
                no_other_grounds=one.value.get("no_other_grounds"),
                lost_on=lost.get(one.pk),
            )
            for one in self.of("reference")
        }

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Comparisons by the risk they are about."""
        return {
            one.value["risk"]: Comparison(
                risk=one.value["risk"],
                no_different_scenario=one.value.get("no_different_scenario"),
                benchmarks_not_higher=one.value.get("benchmarks_not_higher"),
                no_known_difference=one.value.get("no_known_difference"),
                reference=self.references.get(one.about_id),
            )
            for one in self.of("comparison")
        }

    def exceptions(self) -> list[tuple[Entry, Answer]]:
        """Test every recorded exception of the six-monthly update again, on this day."""
        from_on, _ = self.start
        if from_on is None:
            return []
        update_due = due(catalogue().clocks[SIX_MONTHS], from_on, catalogue().working_days())
        each_risk = references.for_each(self.risks, self.comparisons)
        days = [day for one in self.reports for day in one.days]
        last = next((one.days for one in reversed(self.reports) if one.days), [])
        happened = [one.on for one in self.of("change") if one.on <= self.on]
        return [
            (
                one,
                exempt(
                    Exempted(
                        which=Exemption(one.value["which"]),
                        recorded_on=one.on,
                        valid_until=as_day(one.value.get("valid_until")),
                        last_report_on=max(days, default=None),
                        reported_as_of=min(last, default=None),
                        changed_on=max(happened, default=None),
                        successor_on=as_day(one.value.get("successor_on")),
                        each_risk=each_risk,
                    ),
                    update_due.strict,
                    self.on,
                ),
            )
            for one in self.of("exception")
        ]


def as_day(text: str | None) -> date | None:
    """Read a day as it is stored."""
    return date.fromisoformat(text) if text else None


def _is_of(entry: Entry, document: str) -> bool:
    # A Framework is about the provider, a report about a model.
    return (entry.ai_model_id is None) == (document == "framework")


def current(entries: Iterable[Entry], kind: str) -> list[Entry]:
    """Keep the entries of a kind."""
    return [one for one in entries if one.kind == kind]

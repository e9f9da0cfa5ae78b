"""The tour of the demonstration: eight stops in the running product for each of its two workplaces.

Every stop is a page that people use. The tour is offered where the demonstration is loaded and to
those who work in it, so nobody meets it among a real provider's data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from obligations.law.workflow import Decision
from obligations.models import Assessment, Duty
from providers.actors import Actor
from providers.models import AIModel, Provider
from providers.models.providers import Origin

OFFICER, REVIEWER = "officer", "reviewer"
# Where a session keeps how far a tour is.
KEPT = "tour"

Place = Callable[[Actor, Provider | None], str]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: its title, what is seen there, why it matters, and where it is."""

    title: str | Promise
    seen: str | Promise
    why: str | Promise
    place: Place


def _page(name: str, query: str = "") -> Place:
    return lambda actor, provider: reverse(name) + query


def _why(actor: Actor, provider: Provider | None) -> str:
    models = AIModel.objects.visible_to(actor).filter(provider=provider)
    first = models.order_by("created_at", "pk").first()
    return reverse("model-why", args=[first.pk]) if first else reverse("models")


def _duty(actor: Actor, provider: Provider | None) -> str:
    rows = Duty.objects.visible_to(actor).in_force().filter(provider=provider, evidence_count__gt=0)
    told = rows.exclude(decision=Decision.NONE.value).first() or rows.first()
    return reverse("duty", args=[told.pk]) if told else reverse("duties")


def _submission(actor: Actor, provider: Provider | None) -> str:
    rows = Assessment.objects.visible_to(actor).filter(status="submitted")
    oldest = rows.order_by(F("submitted_at").asc(nulls_last=True), "pk").first()
    if oldest is None:
        return reverse("office-submissions")
    return reverse("office-submission", args=[oldest.pk])


STOPS: Mapping[str, Sequence[Stop]] = MappingProxyType(
    {
        OFFICER: (
            Stop(
                _("What needs attention first"),
                _("Clocks, overdue duties, what was returned, and facts that are missing."),
                _("Ten minutes are enough: the gravest comes first, with its next step beside it."),
                _page("home"),
            ),
            Stop(
                _("Why each duty applies, or does not"),
                _("Owed, not owed, or not enough is known, with reason, text and deciding fact."),
                _("Nothing is guessed: an answer that waits for a fact names it."),
                _why,
            ),
            Stop(
                _("All duties, filtered"),
                _("The board of duties: filters stand in the address, and views can be saved."),
                _("Tick several to assign them, set a day, or record one piece of evidence."),
                _page("duties", "?near=overdue"),
            ),
            Stop(
                _("One duty"),
                _("The text, the days, the evidence, and the assessment that was handed in."),
                _("Work, claim, decision and freshness stay four facts; none stands for another."),
                _duty,
            ),
            Stop(
                _("The years ahead"),
                _("Fixed days of the law, running clocks, and how long things are kept."),
                _("The strict last day warns; a later day is information, never permission."),
                _page("timeline"),
            ),
            Stop(
                _("Serious incidents"),
                _("Incidents with their reports, and clocks that run from awareness."),
                _("Hours count: four lines suffice to start, the rest can follow."),
                _page("incidents"),
            ),
            Stop(
                _("Documents"),
                _("Model documentation, framework and reports, written once in sections."),
                _("Each recipient gets their own file, kept as it was made, with its hash."),
                _page("documents"),
            ),
            Stop(
                _("Sent and due"),
                _("What was sent to whom, what is still due, and what nobody confirmed."),
                _("What was handed in can be shown years later, as it was."),
                _page("reconciliation"),
            ),
        ),
        REVIEWER: (
            Stop(
                _("Providers"),
                _("Who shared something with the AI Office, and what waits longest."),
                _("You see what was handed in and nothing of a provider’s own work."),
                _page("office"),
            ),
            Stop(
                _("The queue"),
                _("Submissions that wait for a decision, the oldest first."),
                _("Filters stand in the address, so that a queue can be passed on as a link."),
                _page("office-submissions", "?status=submitted"),
            ),
            Stop(
                _("One submission"),
                _("The claim, its evidence with hashes, and the text of the measure beside it."),
                _("It is frozen as it was handed in; your decision is final and carries a reason."),
                _submission,
            ),
            Stop(
                _("Incident reports"),
                _("Reports of serious incidents that providers submitted."),
                _("Each shows the clock it answers and whether it came in time."),
                _page("office-incident-reports"),
            ),
            Stop(
                _("Frameworks and reports"),
                _("Safety and security documents, version by version."),
                _("What a provider promised and what it reported can be read side by side."),
                _page("office-given"),
            ),
            Stop(
                _("Requests"),
                _("What the Office asked for, with its legal basis and last day."),
                _("A request that names its basis and period can be answered in full."),
                _page("office-requests"),
            ),
            Stop(
                _("Statistics"),
                _("Counts over all providers as pictures."),
                _("Every number leads to the list behind it."),
                _page("office-statistics"),
            ),
            Stop(
                _("Open questions"),
                _("Where the texts are silent, and how that is treated here."),
                _("A doubt is shown wherever a case meets it, never decided in silence."),
                _page("open-questions"),
            ),
        ),
    }
)


def is_loaded() -> bool:
    """Say whether this installation holds the demonstration."""
    return Provider.objects.filter(origin=Origin.DEMONSTRATION).exists()


def open_to(actor: Actor, provider: Provider | None) -> list[str]:
    """Name the tours a person can take: of the demonstration's provider, or of the AI Office."""
    tours = []
    if provider is not None and provider.origin == Origin.DEMONSTRATION:
        tours.append(OFFICER)
    if actor.is_office and is_loaded():
        tours.append(REVIEWER)
    return tours


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person is on a tour; numbers count from one."""

    name: str
    number: int
    is_on: bool
    page: str

    @property
    def stop(self) -> Stop:
        """The present stop."""
        return STOPS[self.name][self.number - 1]

    @property
    def following(self) -> Stop | None:
        """The next stop, if there is one."""
        return STOPS[self.name][self.number] if self.number < self.count else None

    @property
    def count(self) -> int:
        """How many stops the tour has."""
        return len(STOPS[self.name])

    @property
    def path(self) -> str:
        """The address of the present stop without its filters."""
        return self.page.partition("?")[0]

    @property
    def next_number(self) -> int:
        """The number of the next stop."""
        return self.number + 1

    @property
    def previous_number(self) -> int:
        """The number of the stop before; 0 at the first."""
        return self.number - 1


def shown(
    kept: Mapping[str, Any] | None, actor: Actor, provider: Provider | None
) -> Standing | None:
    """Say which stop stands above the page; None off the tour, and beside anybody's real data."""
    if not kept or not kept["is_on"]:
        return None
    if kept["name"] == OFFICER:
        is_beside = provider is not None and provider.origin == Origin.DEMONSTRATION
    else:
        is_beside = actor.is_office
    return Standing(**kept) if is_beside else None

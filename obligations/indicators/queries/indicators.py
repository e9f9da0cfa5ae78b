"""Indicators with their definition and latest reading, and the series behind a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page as Listed
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery

from obligations.indicators import series
from obligations.indicators.models import Definition, Indicator, Reading
from obligations.indicators.series import Picture, Reach, Target
from providers.actors import Actor
from providers.models import Provider

LISTED, DRAWN = 50, 400


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator in a list; ``next_on`` is the provider's own plan, no deadline."""

    indicator: Indicator
    definition: Definition
    latest: Reading | None
    reach: Reach
    next_on: date | None

    def is_late(self, today: date) -> bool:
        """Whether the planned day has passed."""
        return self.next_on is not None and self.next_on < today


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one indicator; ``readings`` are those that count, newest first, by pages.

    The picture draws the latest readings, as many as the eye tells apart; the last corrected ones
    are listed, and all of them counted.
    """

    shown: Shown
    definitions: Sequence[Definition]
    readings: Listed[Reading]
    corrected: Sequence[Reading]
    corrected_count: int
    picture: Picture | None


def visible(actor: Actor, provider: Provider | None = None) -> QuerySet[Indicator]:
    """Give indicators with the keys of their last definition and reading, by measure."""
    definitions = Definition.objects.filter(indicator=OuterRef("pk")).order_by("-number")
    readings = counting(Reading.objects.filter(indicator=OuterRef("pk"))).order_by("-taken_on")
    rows: QuerySet[Indicator] = Indicator.objects.visible_to(actor)
    if provider is not None:
        rows = rows.filter(provider=provider)
    rows = rows.select_related("ai_model", "provider").annotate(
        definition_id=Subquery(definitions.values("pk")[:1]),
        latest_id=Subquery(readings.values("pk")[:1]),
    )
    return rows.order_by("measure", "created_at", "pk")


def counting(rows: QuerySet[Reading]) -> QuerySet[Reading]:
    """Keep the readings that count: not corrected, and not taken back."""
    return rows.filter(superseded_by=None, value__isnull=False)


def listed(rows: Sequence[Indicator]) -> list[Shown]:
    """Show indicators with definition and latest reading, in two queries."""
    definitions = Definition.objects.in_bulk([one.definition_id for one in rows])  # type: ignore[attr-defined] # annotated
    readings = Reading.objects.select_related("definition").in_bulk(
        [one.latest_id for one in rows if one.latest_id]  # type: ignore[attr-defined] # annotated
    )
    return [
        _shown(one, definitions[one.definition_id], readings.get(one.latest_id))  # type: ignore[attr-defined] # annotated
        for one in rows
    ]


def page(actor: Actor, indicator_id: UUID, number: str | int | None = 1) -> Page | None:
    """Gather one indicator, or None where there is none the actor may know of.

    ``number`` is that of the page of readings; a page there is not gives the nearest one.
    """
    found = list(visible(actor).filter(pk=indicator_id))
    if not found:
        return None
    (shown,) = listed(found)
    rows = Reading.objects.visible_to(actor).filter(indicator=indicator_id)
    rows = rows.select_related("evidence", "definition").order_by("-taken_on", "recorded_at", "pk")
    count = counting(rows)
    corrected = rows.filter(Q(superseded_by__isnull=False) | Q(value=None))
    latest = count.values_list("taken_on", "value")[:DRAWN]
    drawn = [(day, value) for day, value in latest if value is not None]
    definition = shown.definition
    return Page(
        shown=shown,
        definitions=list(
            Definition.objects.visible_to(actor).filter(indicator=indicator_id).order_by("-number")
        ),
        readings=Paginator(count, LISTED).get_page(number),
        corrected=list(corrected[:LISTED]),
        corrected_count=corrected.count(),
        picture=series.picture(
            drawn, target(definition), every=definition.every, unit=definition.every_unit
        ),
    )


def target(definition: Definition) -> Target:
    """Give the target of a definition."""
    return Target(definition.target_low, definition.target_high)


def _shown(indicator: Indicator, definition: Definition, latest: Reading | None) -> Shown:
    value = latest.value if latest else None
    last = latest.taken_on if latest else indicator.created_at.date()
    planned = series.next_on(last, definition.every, definition.every_unit)
    return Shown(
        indicator=indicator,
        definition=definition,
        latest=latest,
        reach=series.reach(value, target(definition)),
        next_on=None if indicator.ended_on else planned,
    )

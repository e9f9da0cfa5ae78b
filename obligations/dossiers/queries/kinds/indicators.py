"""Indicators, their definitions and readings."""

from __future__ import annotations

from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_subject, through
from obligations.indicators.models import Definition, Indicator, Reading

_of_indicators = through("indicator", Indicator, of_subject)
_MEASURE = {"measure": "indicator__measure"}

PARTS = (
    Part(
        key="indicators",
        title="Indicators",
        model=Indicator,
        reach=of_subject,
        known="created_at",
        left_out="defined after the day",
        later={"ended_on": ("ended_because",)},
    ),
    Part(
        key="definitions",
        title="Definitions of indicators",
        model=Definition,
        reach=_of_indicators,
        known="recorded_at",
        named=_MEASURE,
    ),
    Part(
        key="readings",
        title="Readings of indicators",
        model=Reading,
        reach=_of_indicators,
        known="recorded_at",
        named={**_MEASURE, "name": "definition__name", "unit": "definition__unit"},
    ),
)

"""Rows of indicators."""

from obligations.indicators.models.indicators import Definition, Direction, Every, Indicator
from obligations.indicators.models.readings import Reading

__all__ = ["Definition", "Direction", "Every", "Indicator", "Reading"]

"""Rows of calendar feeds: the feeds, and what was last said of each deadline."""

from obligations.calendars.models.entries import CalendarEntry
from obligations.calendars.models.feeds import Feed

__all__ = ["CalendarEntry", "Feed"]

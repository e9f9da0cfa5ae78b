"""Days and instants as plain text."""

from __future__ import annotations

from datetime import UTC, date, datetime


def day(value: date | None) -> str:
    """Write a day as ISO 8601; nothing stays empty."""
    return value.isoformat() if value else ""


def instant(value: datetime | None) -> str:
    """Write an instant in UTC, to the second; nothing stays empty."""
    return value.astimezone(UTC).isoformat(timespec="seconds") if value else ""

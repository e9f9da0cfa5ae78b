"""Numbers with their nouns, for the reports of jobs and the digests of changes."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write "1 duty" or "5 duties": ``plural`` where an s is not enough."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"

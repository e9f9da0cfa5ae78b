"""What a document lacks by the text that asks for it; never a verdict on what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a document lacks, or that a reader would object to; ``item`` is its key."""

    item: str
    text: str
    cite: str

"""Harmonised standards: the lists there are, and what stands on a day."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Standard, StandardList
from obligations.law.terms import Confidence
from obligations.models import StandardsTaken


def lists() -> list[StandardList]:
    """Give all lists, the latest first: those of the data files and those an operator took over."""
    taken = [_read(row.body) for row in StandardsTaken.objects.all()]
    of_files = [one for one in catalogue().standards if one.as_of not in {t.as_of for t in taken}]
    return sorted([*taken, *of_files], key=lambda one: one.as_of, reverse=True)


def latest() -> StandardList:
    """Give the list that holds now: the one with the latest day."""
    shipped = catalogue().standards[-1]
    row = StandardsTaken.objects.order_by("-as_of").first()
    return _read(row.body) if row is not None and row.as_of >= shipped.as_of else shipped


def standing(on: date) -> tuple[Standard, ...]:
    """Give the standards of the latest list that stand on a day, in one query."""
    return latest().standing(on)


def body(listed: StandardList) -> dict[str, Any]:
    """Write a list as plain JSON, for a row to keep."""
    return asdict(listed) | {
        "standards": [
            asdict(one) | {"covers_in_part": dict(one.covers_in_part)} for one in listed.standards
        ]
    }


def _read(body: dict[str, Any]) -> StandardList:
    return StandardList(
        **body
        | {
            "as_of": date.fromisoformat(body["as_of"]),
            "confidence": Confidence(body["confidence"]),
            "standards": tuple(_standard(one) for one in body["standards"]),
        }
    )


def _standard(one: dict[str, Any]) -> Standard:
    ended = one["withdrawn_on"]
    return Standard(
        **one
        | {
            "published_on": date.fromisoformat(one["published_on"]),
            "withdrawn_on": date.fromisoformat(ended) if ended else None,
            "covers": tuple(one["covers"]),
            "confidence": Confidence(one["confidence"]),
        }
    )

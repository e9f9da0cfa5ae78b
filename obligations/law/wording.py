"""How the law's answers speak: dates, amounts and names of facts, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from obligations.law import figures

# Not the standard library's names: those follow the locale of whoever starts the server.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FACTS = {
    "union_market_date": "the day of placing on the Union market",
    "general_purpose": "the decision whether the model is general-purpose",
    "training_compute_flop": "the training compute",
    "cumulative_compute_flop": "the cumulative training compute",
    "output_modalities": "what the model can generate",
    "broad_generality": "whether the model does many distinct tasks competently",
    "open_source": "the answers to the open-source tests",
    "open_source.licence_open": "whether the licence is free and open",
    "open_source.monetised": "whether the model is monetised",
    "open_source.parameters_public": "whether the parameters are public",
    "open_source.architecture_public": "whether the architecture is public",
    "open_source.usage_information_public": "whether the information on use is public",
    "threshold_known_on": "the day it became known that the threshold is met or will be met",
    "designated_on": "the day of the Commission's designation",
    "designation_basis": "the legal basis of the designation",
    "rebuttal_submitted_on": "the day the rebuttal was submitted",
    "rebuttal_accepted_on": "the day the rebuttal was accepted",
    "rebuttal_rejected_on": "the day the rebuttal was rejected",
    "notification_submitted_on": "the day the notification was submitted",
    "modification": "the facts about the modification",
    "modification.compute_flop": "the training compute of the modification",
    "modification.original_compute_flop": "the training compute of the original model",
    "modification.original_systemic": "whether the original model carries systemic risk",
    "modification.same_provider": "whether the original model is the provider's own",
    "established_in": "the country in which the provider is established",
    "size": "the size of the provider",
    "representative_since": "the day from which the representative is mandated",
    "code_chapters": "the chapters of the Code that the provider signed",
}


def long_date(day: date) -> str:
    """Write a day as "7 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """Write a day as "Monday 7 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def lowered(title: str) -> str:
    """Write a title as it stands inside a sentence."""
    return title[:1].lower() + title[1:]


def flop(amount: Decimal) -> str:
    """Write an amount of compute as "1.5e25 FLOP"."""
    return f"{figures.plain(amount)} FLOP"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as people do: "a, b and c"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def facts(names: Iterable[str]) -> str:
    """Name missing facts in the words of a compliance officer."""
    return listed(FACTS[name] for name in names)

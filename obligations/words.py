"""The words, icons and tones in which every status is shown: on pages, in mails, in exports.

A status is never shown by colour alone. Work, claim, decision and evidence are four separate
facts about a duty; no function here merges them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Word:
    """How one value is shown: its text, the icon beside it, its tone, and what it means."""

    text: str
    icon: str
    tone: str
    meaning: str = ""


class UnknownWordError(LookupError):
    """A page asked for a status that has no word yet."""


WORK = {
    "not-started": Word("Not started", "circle", "neutral", "Nobody has begun work on this duty."),
    "in-progress": Word("In progress", "circle-half", "info", "Work has begun."),
    "handed-in": Word("Handed in", "hand-in", "accent", "Submitted for review."),
    "ended": Word("Ended", "stop", "neutral", "The duty no longer applies."),
}

CLAIM = {
    "none": Word("No claim", "speech", "neutral", "The provider has not stated a position."),
    "fulfilled": Word("Fulfilled", "speech-full", "info", "The provider says it is fulfilled."),
    "partly-fulfilled": Word(
        "Partly fulfilled", "speech-half", "warn", "The provider says it is fulfilled in part."
    ),
    "not-fulfilled": Word(
        "Not fulfilled", "speech-cross", "bad", "The provider says it is not fulfilled."
    ),
    "not-applicable": Word(
        "Not applicable", "speech-slash", "neutral", "The provider says it does not apply."
    ),
}

DECISION = {
    "none": Word("Not submitted", "dots", "neutral", "Nothing was handed to a reviewer."),
    "awaiting": Word("Awaiting", "hourglass", "info", "A reviewer has not decided yet."),
    "accepted": Word("Accepted", "stamp", "good", "A reviewer accepted the assessment."),
    "returned": Word("Returned", "return", "warn", "A reviewer returned it with a reason."),
}

EVIDENCE = {
    "none": Word("None", "file-none", "neutral", "No evidence is recorded."),
    "undated": Word(
        "No period stated", "calendar-question", "doubt", "Evidence exists; its period is unknown."
    ),
    "fresh": Word("Fresh", "calendar-check", "good", "The period of the evidence runs on."),
    "stale-soon": Word("Stale soon", "calendar-clock", "warn", "The period ends within 30 days."),
    "stale": Word("Stale", "calendar-cross", "bad", "The period of the evidence has ended."),
}

FLAG = {
    "none": Word("Not near", "calendar", "neutral", "More than 90 days ahead."),
    "upcoming-90": Word("Within 90 days", "calendar", "neutral"),
    "upcoming-30": Word("Within 30 days", "calendar", "info"),
    "upcoming-14": Word("Within 14 days", "clock", "info"),
    "upcoming-7": Word("Within 7 days", "clock", "warn"),
    "upcoming-1": Word("Tomorrow", "clock", "warn"),
    "due-today": Word("Due today", "alert", "bad"),
    "overdue": Word("Overdue", "alert-full", "bad", "The strict last day has passed."),
    "met": Word("Met", "check", "good", "What the deadline asks was done."),
}

OWED = {
    "yes": Word("Owed", "owed", "accent", "The law's answer on the facts recorded."),
    "no": Word("Not owed", "minus-circle", "neutral", "The law's answer on the facts recorded."),
    "unknown": Word(
        "Not enough is known", "question", "doubt", "A fact is missing: neither yes nor no."
    ),
}

TRUTH = {
    "yes": Word("Yes", "owed", "accent"),
    "no": Word("No", "minus-circle", "neutral"),
    "unknown": Word("Not enough is known", "question", "doubt", "Neither yes nor no."),
}

ASSESSMENT = {
    "draft": Word("Draft", "pencil", "neutral", "Only the provider can see it."),
    "submitted": Word("Submitted", "hand-in", "info", "Its evidence is frozen."),
    "accepted": DECISION["accepted"],
    "returned": DECISION["returned"],
    "withdrawn": Word("Withdrawn", "slash", "neutral", "The provider took it back."),
}

ROUTE = {
    "none": Word("Not chosen", "dots", "neutral", "No way of demonstrating is chosen yet."),
    "code": Word("Code of Practice", "book", "accent", "By adhering to the Code's chapter."),
    "harmonised-standard": Word(
        "Harmonised standard", "stamp", "accent", "By a standard cited in the Official Journal."
    ),
    "other-adequate-means": Word(
        "Other adequate means", "pencil", "info", "By means the provider explains itself."
    ),
}

ROLE = {
    "officer": Word("Compliance officer", "user", "neutral", "Reads and writes."),
    "colleague": Word("Read-only colleague", "eye", "neutral", "Reads."),
    "representative": Word(
        "Authorised representative", "scale", "neutral", "Mandated under Article 54."
    ),
    "reviewer": Word("AI Office reviewer", "stamp", "neutral", "Reads what was submitted."),
}

ORIGIN = {
    "customer": Word("Own data", "building", "neutral", "Entered by the provider's people."),
    "demonstration": Word("Fictional", "info", "doubt", "Invented, to show the product."),
    "public-data": Word(
        "Public data", "globe", "doubt", "Imported public figures; no claim about any company."
    ),
}

COMPLAINT = {
    "received": Word("Received", "inbox", "warn", "Nobody has looked at it yet."),
    "in-examination": Word("In examination", "eye", "info", "It is being examined."),
    "answered": Word("Answered", "speech-full", "accent", "The complainant has an answer."),
    "unfounded": Word(
        "Manifestly unfounded", "minus-circle", "neutral", "Refused, with the reason."
    ),
    "repeated": Word(
        "Identical, already answered", "copy", "neutral", "Refused: the same was answered before."
    ),
}

CONFIDENCE = {
    "P": Word("P", "", "neutral", "Verified in the primary text."),
    "P*": Word("P*", "", "neutral", "Primary text read in part, or in a conversion of it."),
    "S": Word("S", "", "neutral", "Taken from a source that read the primary text."),
    "S2": Word("S2", "", "doubt", "A single secondary source or press report: provisional."),
    "M": Word("M", "", "doubt", "Not checked against a source yet: do not rely on it."),
    "I": Word("I", "", "doubt", "Our own reading; no text states it."),
}

WORDS: Mapping[str, Mapping[str, Word]] = MappingProxyType(
    {
        "work": WORK,
        "claim": CLAIM,
        "decision": DECISION,
        "evidence": EVIDENCE,
        "flag": FLAG,
        "owed": OWED,
        "truth": TRUTH,
        "assessment": ASSESSMENT,
        "route": ROUTE,
        "role": ROLE,
        "origin": ORIGIN,
        "complaint": COMPLAINT,
        "confidence": CONFIDENCE,
    }
)

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "work": "Work",
        "claim": "Provider's claim",
        "decision": "Reviewer's decision",
        "evidence": "Evidence",
        "flag": "Deadline",
        "owed": "Law's answer",
        "truth": "Answer",
        "assessment": "Assessment",
        "route": "Way of demonstrating",
        "role": "Role",
        "origin": "Origin of the data",
        "complaint": "Complaint",
        "confidence": "Confidence",
    }
)


def word(kind: str, value: object) -> Word:
    """Say how a value of a kind is shown.

    ``value`` is a status, or True, False or None for the law's three-valued answers. None of
    another kind is its "none". Raises UnknownWordError where the kind has no such value.
    """
    if kind in ("owed", "truth") and (value is None or isinstance(value, bool)):
        name = {True: "yes", False: "no", None: "unknown"}[value]
    else:
        name = str(value or "none").replace("_", "-")
    try:
        return WORDS[kind][name]
    except KeyError as error:
        message = f"No word for {kind!r} {name!r}; obligations/words.py lists them"
        raise UnknownWordError(message) from error

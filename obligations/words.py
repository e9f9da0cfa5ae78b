"""The words, icons and tones in which every status is shown: on pages, in mails, in exports.

A status is never shown by colour alone. Work, claim, decision and evidence are four separate
facts about a duty; no function here merges them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Word:
    """How one value is shown: its text, the icon beside it, its tone, and what it means.

    ``text`` and ``meaning`` are given once and read in the language of the reader.
    """

    said: StrOrPromise
    icon: str
    tone: str
    meant: StrOrPromise = ""

    @property
    def text(self) -> str:
        """What stands beside the icon."""
        return str(self.said)

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return str(self.meant)


class UnknownWordError(LookupError):
    """A page asked for a status that has no word yet."""


WORK = {
    "not-started": Word(
        pgettext_lazy("duty", "Not started"),
        "circle",
        "neutral",
        _("Nobody has begun work on this duty."),
    ),
    "in-progress": Word(
        pgettext_lazy("duty", "In progress"), "circle-half", "info", _("Work has begun.")
    ),
    "handed-in": Word(
        pgettext_lazy("duty", "Handed in"), "hand-in", "accent", _("Submitted for review.")
    ),
    "ended": Word(
        pgettext_lazy("duty", "Ended"), "stop", "neutral", _("The duty no longer applies.")
    ),
}

CLAIM = {
    "none": Word(_("No claim"), "speech", "neutral", _("The provider has not stated a position.")),
    "fulfilled": Word(
        pgettext_lazy("claim", "Fulfilled"),
        "speech-full",
        "info",
        _("The provider says it is fulfilled."),
    ),
    "partly-fulfilled": Word(
        pgettext_lazy("claim", "Partly fulfilled"),
        "speech-half",
        "warn",
        _("The provider says it is fulfilled in part."),
    ),
    "not-fulfilled": Word(
        pgettext_lazy("claim", "Not fulfilled"),
        "speech-cross",
        "bad",
        _("The provider says it is not fulfilled."),
    ),
    "not-applicable": Word(
        pgettext_lazy("claim", "Not applicable"),
        "speech-slash",
        "neutral",
        _("The provider says it does not apply."),
    ),
}

DECISION = {
    "none": Word(
        pgettext_lazy("decision", "Not submitted"),
        "dots",
        "neutral",
        _("Nothing was handed to a reviewer."),
    ),
    "awaiting": Word(
        pgettext_lazy("decision", "Awaiting"),
        "hourglass",
        "info",
        _("A reviewer has not decided yet."),
    ),
    "accepted": Word(
        pgettext_lazy("decision", "Accepted"),
        "stamp",
        "good",
        _("A reviewer accepted the assessment."),
    ),
    "returned": Word(
        pgettext_lazy("decision", "Returned"),
        "return",
        "warn",
        _("A reviewer returned it with a reason."),
    ),
}

EVIDENCE = {
    "none": Word(
        pgettext_lazy("evidence", "None"), "file-none", "neutral", _("No evidence is recorded.")
    ),
    "undated": Word(
        _("No period stated"),
        "calendar-question",
        "doubt",
        _("Evidence exists; its period is unknown."),
    ),
    "fresh": Word(
        pgettext_lazy("evidence", "Fresh"),
        "calendar-check",
        "good",
        _("The period of the evidence runs on."),
    ),
    "stale-soon": Word(
        pgettext_lazy("evidence", "Stale soon"),
        "calendar-clock",
        "warn",
        _("The period ends within 30 days."),
    ),
    "stale": Word(
        pgettext_lazy("evidence", "Stale"),
        "calendar-cross",
        "bad",
        _("The period of the evidence has ended."),
    ),
}

FLAG = {
    "none": Word(
        pgettext_lazy("deadline", "Not near"), "calendar", "neutral", _("More than 90 days ahead.")
    ),
    "upcoming-90": Word(_("Within 90 days"), "calendar", "neutral"),
    "upcoming-30": Word(_("Within 30 days"), "calendar", "info"),
    "upcoming-14": Word(_("Within 14 days"), "clock", "info"),
    "upcoming-7": Word(_("Within 7 days"), "clock", "warn"),
    "upcoming-1": Word(pgettext_lazy("deadline", "Tomorrow"), "clock", "warn"),
    "due-today": Word(pgettext_lazy("deadline", "Due today"), "alert", "bad"),
    "overdue": Word(
        pgettext_lazy("deadline", "Overdue"),
        "alert-full",
        "bad",
        _("The strict last day has passed."),
    ),
    "met": Word(
        pgettext_lazy("deadline", "Met"), "check", "good", _("What the deadline asks was done.")
    ),
}

OWED = {
    "yes": Word(
        pgettext_lazy("duty", "Owed"),
        "owed",
        "accent",
        _("The law's answer on the facts recorded."),
    ),
    "no": Word(
        pgettext_lazy("duty", "Not owed"),
        "minus-circle",
        "neutral",
        _("The law's answer on the facts recorded."),
    ),
    "unknown": Word(
        _("Not enough is known"), "question", "doubt", _("A fact is missing: neither yes nor no.")
    ),
}

TRUTH = {
    "yes": Word(_("Yes"), "owed", "accent"),
    "no": Word(_("No"), "minus-circle", "neutral"),
    "unknown": Word(_("Not enough is known"), "question", "doubt", _("Neither yes nor no.")),
}

ASSESSMENT = {
    "draft": Word(
        pgettext_lazy("assessment", "Draft"),
        "pencil",
        "neutral",
        _("Only the provider can see it."),
    ),
    "submitted": Word(
        pgettext_lazy("assessment", "Submitted"), "hand-in", "info", _("Its evidence is frozen.")
    ),
    "accepted": DECISION["accepted"],
    "returned": DECISION["returned"],
    "withdrawn": Word(
        pgettext_lazy("assessment", "Withdrawn"),
        "slash",
        "neutral",
        _("The provider took it back."),
    ),
}

ROUTE = {
    "none": Word(
        pgettext_lazy("way", "Not chosen"),
        "dots",
        "neutral",
        _("No way of demonstrating is chosen yet."),
    ),
    "code": Word(_("Code of Practice"), "book", "accent", _("By adhering to the Code's chapter.")),
    "harmonised-standard": Word(
        _("Harmonised standard"),
        "stamp",
        "accent",
        _("By a standard cited in the Official Journal."),
    ),
    "other-adequate-means": Word(
        _("Other adequate means"), "pencil", "info", _("By means the provider explains itself.")
    ),
}

ROLE = {
    "officer": Word(_("Compliance officer"), "user", "neutral", _("Reads and writes.")),
    "colleague": Word(_("Read-only colleague"), "eye", "neutral", _("Reads.")),
    "representative": Word(
        _("Authorised representative"), "scale", "neutral", _("Mandated under Article 54.")
    ),
    "reviewer": Word(_("AI Office reviewer"), "stamp", "neutral", _("Reads what was submitted.")),
}

ORIGIN = {
    "customer": Word(_("Own data"), "building", "neutral", _("Entered by the provider's people.")),
    "demonstration": Word(
        pgettext_lazy("data", "Fictional"), "info", "doubt", _("Invented, to show the product.")
    ),
    "public-data": Word(
        _("Public data"),
        "globe",
        "doubt",
        _("Imported public figures; no claim about any company."),
    ),
}

COMPLAINT = {
    "received": Word(
        pgettext_lazy("complaint", "Received"), "inbox", "warn", _("Nobody has looked at it yet.")
    ),
    "in-examination": Word(
        pgettext_lazy("complaint", "In examination"), "eye", "info", _("It is being examined.")
    ),
    "answered": Word(
        pgettext_lazy("complaint", "Answered"),
        "speech-full",
        "accent",
        _("The complainant has an answer."),
    ),
    "unfounded": Word(
        pgettext_lazy("complaint", "Manifestly unfounded"),
        "minus-circle",
        "neutral",
        _("Refused, with the reason."),
    ),
    "repeated": Word(
        pgettext_lazy("complaint", "Identical, already answered"),
        "copy",
        "neutral",
        _("Refused: the same was answered before."),
    ),
}

ANSWER = {
    "waiting": Word(
        pgettext_lazy("answer", "Waiting"),
        "clock",
        "warn",
        _("The day asked for has not passed."),
    ),
    "late": Word(
        pgettext_lazy("answer", "Late"),
        "alert-full",
        "bad",
        _("The day asked for has passed without an answer."),
    ),
    "answered": Word(
        pgettext_lazy("answer", "Answered"),
        "speech-full",
        "accent",
        _("Answered by the day asked for."),
    ),
    "answered-late": Word(
        pgettext_lazy("answer", "Answered late"),
        "speech-full",
        "info",
        _("Answered after the day asked for."),
    ),
    "ended": Word(
        pgettext_lazy("answer", "Waited for no longer"),
        "minus-circle",
        "neutral",
        _("The submission was taken back, or the duty handed in anew, before an answer came."),
    ),
}

CONFIDENCE = {
    "P": Word("P", "", "neutral", _("Verified in the primary text.")),
    "P*": Word("P*", "", "neutral", _("Primary text read in part, or in a conversion of it.")),
    "S": Word("S", "", "neutral", _("Taken from a source that read the primary text.")),
    "S2": Word("S2", "", "doubt", _("A single secondary source or press report: provisional.")),
    "M": Word("M", "", "doubt", _("Not checked against a source yet: do not rely on it.")),
    "I": Word("I", "", "doubt", _("Our own reading; no text states it.")),
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
        "answer": ANSWER,
        "confidence": CONFIDENCE,
    }
)

KINDS: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        "work": _("Work"),
        "claim": _("Provider's claim"),
        "decision": _("Reviewer's decision"),
        "evidence": _("Evidence"),
        "flag": _("Deadline"),
        "owed": _("Law's answer"),
        "truth": _("Answer"),
        "assessment": _("Assessment"),
        "route": _("Way of demonstrating"),
        "role": _("Role"),
        "origin": _("Origin of the data"),
        "complaint": _("Complaint"),
        "answer": _("Answer asked for"),
        "confidence": _("Confidence"),
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

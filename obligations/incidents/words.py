"""The words, icons and tones in which the states of incidents are shown."""

from __future__ import annotations

from obligations.law.incidents import NAMES, IncidentClass
from obligations.words import Word

STATES = {
    "open": Word("Unresolved", "alert", "warn", "Reports are owed at least every four weeks."),
    "resolved": Word("Resolved", "hourglass", "info", "The final report is still owed."),
    "closed": Word("Closed", "check", "good", "The final report is submitted."),
    "bundled": Word("Told with another", "link", "neutral", "Told in the first one's reports."),
    "dismissed": Word(
        "No serious incident", "slash", "neutral", "Found to be none, with a reason."
    ),
    "near-miss": Word("Near miss", "eye", "neutral", "It could have happened and did not."),
}

CLASSES = {one: NAMES[one][0].upper() + NAMES[one][1:] for one in IncidentClass}

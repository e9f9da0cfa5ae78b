"""The words, icons and tones in which packages and what was due are shown."""

from __future__ import annotations

from obligations.words import Word

STATUS = {
    "drafting": Word("In the making", "pencil", "neutral", "Its contents can be changed."),
    "sealing": Word("Being sealed", "hourglass", "info", "Its archive is being written."),
    "sealed": Word("Sealed", "lock", "accent", "Its bytes are fixed and signed."),
    "failed": Word("Sealing failed", "alert", "bad", "It says why; mend it and seal again."),
}

STATE = {
    "never-sent": Word(
        "Due and never sent",
        "alert-full",
        "bad",
        "The strict last day has passed, and no package for it was sent from here.",
    ),
    "to-send": Word("To be sent", "clock", "info", "The last day has not passed."),
    "sent": Word("Sent, no receipt", "hand-in", "warn", "Nothing confirms that it arrived."),
    "confirmed": Word("Receipt recorded", "check", "good", "Its arrival was confirmed."),
    "on-request": Word(
        "To be kept ready", "file", "neutral", "It has to exist; it is sent when asked for."
    ),
    "unknown": Word(
        "Addressee not known", "question", "doubt", "No text of the catalogue names one."
    ),
}

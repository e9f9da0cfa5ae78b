"""The words, icons and tones in which packages and what was due are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from obligations.words import Word

STATUS = {
    "drafting": Word(_("In the making"), "pencil", "neutral", _("Its contents can be changed.")),
    "sealing": Word(_("Being sealed"), "hourglass", "info", _("Its archive is being written.")),
    "sealed": Word(_("Sealed"), "lock", "accent", _("Its bytes are fixed and signed.")),
    "failed": Word(_("Sealing failed"), "alert", "bad", _("It says why; mend it and seal again.")),
}

STATE = {
    "never-sent": Word(
        _("Due and never sent"),
        "alert-full",
        "bad",
        _("The strict last day has passed, and nothing records that it was sent."),
    ),
    "to-send": Word(_("To be sent"), "clock", "info", _("The last day has not passed.")),
    "sent": Word(_("Sent, no receipt"), "hand-in", "warn", _("Nothing confirms that it arrived.")),
    "recorded": Word(
        _("Recorded as sent in its own room"),
        "book",
        "info",
        _("Its own page says on which day it was sent; no package of it was sent from here."),
    ),
    "confirmed": Word(_("Receipt recorded"), "check", "good", _("Its arrival was confirmed.")),
    "on-request": Word(
        _("To be kept ready"), "file", "neutral", _("It has to exist; it is sent when asked for.")
    ),
    "unknown": Word(
        _("Addressee not known"), "question", "doubt", _("No text of the catalogue names one.")
    ),
}

"""The words, icons and tones in which the states of incidents are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from obligations.law.incidents import NAMES, IncidentClass, Stage
from obligations.words import Word

STATES = {
    "open": Word(
        _("Unresolved"), "alert", "warn", _("Reports are owed at least every four weeks.")
    ),
    "resolved": Word(_("Resolved"), "hourglass", "info", _("The final report is still owed.")),
    "closed": Word(_("Closed"), "check", "good", _("The final report is submitted.")),
    "bundled": Word(
        _("Told with another"), "link", "neutral", _("Told in the first one's reports.")
    ),
    "dismissed": Word(
        _("No serious incident"), "slash", "neutral", _("Found to be none, with a reason.")
    ),
    "near-miss": Word(_("Near miss"), "eye", "neutral", _("It could have happened and did not.")),
}

STAGES = {
    Stage.INITIAL: _("Initial report"),
    Stage.INTERMEDIATE: _("Intermediate report"),
    Stage.FINAL: _("Final report"),
}
STAGE_NAMES = {
    Stage.INITIAL: pgettext_lazy("report", "Initial"),
    Stage.INTERMEDIATE: pgettext_lazy("report", "Intermediate"),
    Stage.FINAL: pgettext_lazy("report", "Final"),
}
MENTIONED = {
    Stage.INITIAL: pgettext_lazy("within a sentence", "initial report"),
    Stage.INTERMEDIATE: pgettext_lazy("within a sentence", "intermediate report"),
    Stage.FINAL: pgettext_lazy("within a sentence", "final report"),
}
CLASSES = {one: NAMES[one][0].upper() + NAMES[one][1:] for one in IncidentClass}

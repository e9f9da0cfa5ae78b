"""Which keys the reviewer's pages know, in words, for the dialog that lists them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

HELP = ("?", _("Show these keys"))
QUEUE = (
    ("j", _("Next submission")),
    ("k", _("Previous submission")),
    ("Enter", _("Open the submission")),
    ("/", _("Search the queue")),
    HELP,
)
SUBMISSION = (
    ("j", _("Next submission of the queue")),
    ("k", _("Previous submission of the queue")),
    ("u", _("Back to the queue")),
    ("d", _("Decide")),
    ("o", _("Observation to the provider")),
    ("r", _("Formal request to the provider")),
    ("n", _("Private note")),
    ("e", _("Evidence beside the text")),
    ("c", _("Comparison with the submission before")),
    ("f", _("File note (PDF)")),
    HELP,
)

"""The words, icons and tones of webhooks."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from obligations.words import Word

STATE = {
    "waiting": Word(
        _("Waiting"), "hourglass", "info", _("It is sent within a minute, or tried again.")
    ),
    "delivered": Word(_("Delivered"), "check", "good", _("The other side took it.")),
    "given-up": Word(
        _("Given up"), "alert-full", "bad", _("Every try failed; send it again by hand.")
    ),
}
STANDING = {
    "active": Word(_("Active"), "check", "good", _("Events are sent as they happen.")),
    "failing": Word(
        _("Failing"), "alert", "warn", _("The latest tries failed; they are repeated.")
    ),
    "paused": Word(_("Paused"), "stop", "bad", _("Events wait until it is resumed.")),
    "removed": Word(_("Removed"), "stop", "neutral", _("Nothing is sent any more.")),
}

"""The words, icons and tones of webhooks."""

from __future__ import annotations

from obligations.words import Word

STATE = {
    "waiting": Word("Waiting", "hourglass", "info", "It is sent within a minute, or tried again."),
    "delivered": Word("Delivered", "check", "good", "The other side took it."),
    "given-up": Word("Given up", "alert-full", "bad", "Every try failed; send it again by hand."),
}
STANDING = {
    "active": Word("Active", "check", "good", "Events are sent as they happen."),
    "failing": Word("Failing", "alert", "warn", "The latest tries failed; they are repeated."),
    "paused": Word("Paused", "stop", "bad", "Events wait until it is resumed."),
    "removed": Word("Removed", "stop", "neutral", "Nothing is sent any more."),
}

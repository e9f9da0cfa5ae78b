"""The languages of the pages: the one place where a translated language is opened to people."""

from __future__ import annotations

from providers.written import ENGLISH

# Code and own name of each; one besides English needs a finished message file.
LANGUAGES = [(ENGLISH, "English"), ("fr", "Français"), ("de", "Deutsch")]
TRANSLATED = tuple(code for code, _ in LANGUAGES if code != ENGLISH)
# Official languages of the Union for which a message file can be begun (Regulation No 1, Art. 1).
TRANSLATABLE = frozenset(
    (
        *("bg", "cs", "da", "de", "el", "es", "et", "fi"),
        *("fr", "ga", "hr", "hu", "it", "lt", "lv", "mt"),
        *("nl", "pl", "pt", "ro", "sk", "sl", "sv"),
    )
)

"""Text from people: one spelling, no tricks, limits."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from providers import reader, written
from providers.errors import InvalidInput

NAME_LIMIT = 200
PROSE_LIMIT = 5_000

# Characters that turn the direction of what follows, or that take no room, let one name be taken
# for another. The joiners stay allowed (U+200C, U+200D): Persian and emoji are written with them.
_DECEIVING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u00ad\u200b\u2060\ufeff"
)


def name(value: object, *, field: str, limit: int = NAME_LIMIT) -> str:
    """Bring a name into one spelling: one line, single plain spaces, composed characters.

    Every script and emoji is welcome. Raises InvalidInput for what is empty, too long, or holds
    characters nobody can see.
    """
    text = " ".join(_checked(value, field=field, limit=limit).split())
    hidden = next((one for one in text if _is_refused(one)), None)
    if hidden is not None:
        raise InvalidInput(
            _("This name holds an invisible character (U+{hidden}). Type it again without.").format(
                hidden=f"{ord(hidden):04X}"
            ),
            field=field,
        )
    if not _is_seen(text):
        raise InvalidInput(_("A name is needed here."), field=field)
    return text


def name_without_tricks(value: str, *, limit: int = NAME_LIMIT) -> str:
    """Make a name that was not typed here one that ``name`` takes: what that refuses is left out.

    Empty where nothing is left that can be seen.
    """
    kept = "".join(one for one in " ".join(value.split()) if not _is_refused(one))
    text = " ".join(unicodedata.normalize("NFC", kept).split())[:limit].strip()
    return text if _is_seen(text) else ""


def prose(value: object, *, field: str, limit: int = PROSE_LIMIT) -> str:
    """Bring running text into one spelling; line breaks stay. It may be empty."""
    text = _checked(value, field=field, limit=limit)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    hidden = next((one for one in text if one not in "\n\t" and _is_control(one)), None)
    if hidden is not None:
        raise InvalidInput(
            _("This text holds a control character (U+{hidden}).").format(
                hidden=f"{ord(hidden):04X}"
            ),
            field=field,
        )
    return text


def _checked(value: object, *, field: str, limit: int) -> str:
    if not isinstance(value, str):
        raise InvalidInput(_("Text is needed here."), field=field)
    if len(value) > 4 * limit + 100:
        raise InvalidInput(
            _("This is too long: at most {limit} characters.").format(
                limit=written.number(limit, reader.language())
            ),
            field=field,
        )
    text = unicodedata.normalize("NFC", value).strip()
    if len(text) > limit:
        raise InvalidInput(
            _("This is too long: at most {limit} characters.").format(
                limit=written.number(limit, reader.language())
            ),
            field=field,
        )
    if "\x00" in text:
        raise InvalidInput(_("This text holds a NUL byte."), field=field)
    if any("\ud800" <= one <= "\udfff" for one in text):
        raise InvalidInput(_("This text holds half a character (a lone surrogate)."), field=field)
    return text


def _is_refused(character: str) -> bool:
    return character in _DECEIVING or unicodedata.category(character) in {"Cc", "Cs"}


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(one)[0] not in "CZ" for one in text)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"

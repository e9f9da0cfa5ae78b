"""Says stored English in the reader's language, or in one that is named."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import lazy
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from obligations.phrasebook.book import Book, Piece
from providers import reader

FILE = "phrases.json"  # Made by build_messages, beside the compiled message file.


@cache
def book(language: str) -> Book | None:
    """Open the phrasebook of a language; None for English and where none was built."""
    path = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", FILE)
    if not path.exists():
        return None
    return Book(language, json.loads(path.read_text()))


def phrase(text: str, language: str | None = None) -> str:
    """Say a stored text in a language, the reader's by default; what is not known stays English."""
    opened = _opened(language)
    return opened.say(text) if opened and text else text


# The same for what is made at import, such as the choices of a form.
phrase_lazy = lazy(phrase, str)


def marked(text: object, language: str | None = None) -> SafeString:
    """Say a stored text as HTML, in which what stayed English is marked as English."""
    opened = _opened(language)
    pieces = opened.pieces(str(text)) if opened and text else (Piece(str(text or ""), True),)
    return format_html_join("", "{}", ((_html(one),) for one in pieces))


def _html(piece: Piece) -> str | SafeString:
    if piece.known or not piece.text.strip():
        return piece.text
    bare = piece.text.strip()
    before, _, after = piece.text.partition(bare)
    return format_html_join("", '{}<span lang="en">{}</span>{}', ((before, bare, after),))


def _opened(language: str | None) -> Book | None:
    wanted = (language or reader.language()).partition("-")[0]
    return None if wanted == "en" else book(wanted)

"""The addresses of public sources in the reader's language, where the source speaks it."""

from __future__ import annotations

import re

_EUR_LEX = "https://eur-lex.europa.eu/"
_PAGE = re.compile(r"(https://eur-lex\.europa\.eu/legal-content/)EN(/)")
# An identifier of legislation (ELI) that names no language: ".../oj", perhaps with a place in it.
_ELI = re.compile(r"(https://eur-lex\.europa\.eu/eli/[^#?]+/oj)(?:/eng)?(?=[#?]|$)")
# The codes of ELI for the languages of the Union besides English.
_THREE = {
    "bg": "bul",
    "cs": "ces",
    "da": "dan",
    "de": "deu",
    "el": "ell",
    "es": "spa",
    "et": "est",
    "fi": "fin",
    "fr": "fra",
    "ga": "gle",
    "hr": "hrv",
    "hu": "hun",
    "it": "ita",
    "lt": "lit",
    "lv": "lav",
    "mt": "mlt",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ro": "ron",
    "sk": "slk",
    "sl": "slv",
    "sv": "swe",
}


def address(url: str, language: str) -> str:
    """Lead to the same text in a language; addresses that are kept elsewhere stay as they are.

    Anchors stay: EUR-Lex names the places of a text alike in every language.
    """
    short = language.partition("-")[0]
    if short not in _THREE or not url.startswith(_EUR_LEX):
        return url
    return _ELI.sub(rf"\g<1>/{_THREE[short]}", _PAGE.sub(rf"\g<1>{short.upper()}\g<2>", url))

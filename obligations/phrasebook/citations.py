"""Places in sources, as each language writes them: "Art. 53(1)(a) and Annex XI".

A citation is made of names of sources, words such as "point" before a number, and little words
between them. Each has its words in the phrasebook; numbers, letters and codes stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

# The sources themselves, and parts of them that have no number.
NAMES = (
    "AI Act",
    "Code of Practice",
    "Guidelines",
    "Safety and Security",
    "Transparency",
    "Copyright",
    "Code",
    "Commission",
    "Commission's reporting template",
    "Template",
    "template",
    "Glossary",
    "no definition",
    "absence checked",
    "as amended",
    "header",
    "title page",
    "title pages",
    "Notice",
    "first paragraph",
    "second paragraph",
    "third paragraph",
    "fourth paragraph",
    "last subparagraph",
)
# What stands before a number, in the singular and in the plural.
NUMBERED = (
    "Annex {number}",
    "Annexes {number}",
    "Appendix {number}",
    "Art. {number}",
    "Arts {number}",
    "Commitment {number}",
    "Commitments {number}",
    "Implementing Regulation {number}",
    "Measure {number}",
    "Measures {number}",
    "Regulation {number}",
    "Recital {number}",
    "footnote {number}",
    "footnotes {number}",
    "indicator {number}",
    "notice point {number}",
    "notice points {number}",
    "para. {number}",
    "paras {number}",
    "point {number}",
    "points {number}",
    "recital {number}",
    "section {number}",
)
BETWEEN = ("{number} to {last}", "{place} of {source}")
PARTS = (*NAMES, *NUMBERED, *BETWEEN)
_LISTS = {"and": "{items} and {last}", "or": "{items} or {last}"}
# Both spellings are in the sources.
_SPELT = {"Arts.": "Arts", "paras.": "paras", "Notice point": "notice point"}
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_CODE = re.compile(
    r"C\(\d{4}\) \d+|\bOJ L\b|\b[A-Z]{1,2}-\d[\d-]*|\((?:EU|EEC, Euratom)\)|\b[IVX]+\b"
)


def said(text: str, words: Mapping[str, str]) -> str | None:
    """Write a citation in the language of ``words``; None where the text is more than one."""
    if not is_citation(text):
        return None
    return _parts().sub(lambda found: _said(found[0], words), text)


def is_citation(text: str) -> bool:
    """Say whether a text names a place in a source, and nothing else."""
    if text.endswith((".", "?", ":")) or "“" in text:
        return False
    rest, parts = _parts().subn(" ", text)
    return parts > 0 and not _LETTERS.search(_CODE.sub("", rest))


def has_words(cite: str) -> bool:
    """Say whether a citation has words of its own beside places, such as "Press reports"."""
    return not is_citation(cite) and _LETTERS.search(_CODE.sub("", cite)) is not None


def _said(part: str, words: Mapping[str, str]) -> str:
    bare = part.strip()
    if bare in _LISTS:
        return _between(_LISTS[bare], bare, words) or part
    if bare in ("to", "of"):
        return _between(BETWEEN[bare == "of"], bare, words) or part
    if not part.endswith(" "):
        return words.get(bare, part)
    bare = _SPELT.get(bare, bare)
    return words.get(f"{bare} {{number}}", part).partition("{")[0]


def _between(template: str, word: str, words: Mapping[str, str]) -> str | None:
    """Give the words between the two slots of a template."""
    found = re.fullmatch(r"\{\w+\}(.+)\{\w+\}", words.get(template, ""))
    return found and found[1]


@cache
def _parts() -> re.Pattern[str]:
    before = [one.partition(" {")[0] for one in NUMBERED] + list(_SPELT)
    longest = sorted(before, key=len, reverse=True)
    names = sorted(NAMES, key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, longest))}) (?=[\dIVX(]|[A-Z]-|No \d)"
        rf"|\b(?:{'|'.join(map(re.escape, names))})\b|(?<=[\w)]) (?:and|or|to|of) (?=[\w(])"
    )

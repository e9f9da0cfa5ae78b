"""A phrasebook: finds the words of one language for English that was stored or computed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, takewhile

from obligations.phrasebook import citations, sentences, values
from obligations.phrasebook.patterns import Index, fill, is_template
from providers import written

# Lists that people read: "a, b and c". The words of the last comma are in these templates.
LISTS = ("{items} and {last}", "{items} or {last}")
# What no module spells out but the length of a period does (law.terms.Period).
LENGTHS = (
    "{count} day",
    "{count} days",
    "{count} business day",
    "{count} business days",
    "{count} week",
    "{count} weeks",
    "{count} month",
    "{count} months",
    "{count} year",
    "{count} years",
)
# What a matter is called beside its deadlines.
MATTERS = (
    "Incident {count}: {title}",
    "Near miss {count}: {title}",
    "Request {count}: {title}",
    "Package {count}: {title}",
    "{title}: {about}, version {count}",
    "Framework for {name}",
    "Model Report of {name}",
    "confirmation of {day}",
    "Access to parameters",
    "Framework assessments",
    "Public summary of training content",
    "In this product",
    "no text; a reviewer asks for it",
    "no text; the period of the technical documentation is advised",
)
_NO_SENTENCES = frozenset((*LISTS, *citations.PARTS))
_MARKS = re.compile(r", | and | or ")
_MOST_MARKS = 16
_TITLE = re.compile(r"(?P<name>.+) \((?P<cite>.+)\)")
_NUMBERED = re.compile(r"(?P<name>.+) (?P<number>\d{1,4})")
_DEEPEST = 4
_MOST_JOINED = 8
# Longer texts are documents of people, not sentences of the product; so is what goes on in
# sentences that are not known. It is shown as it is, before looking for words takes seconds.
_LONGEST = 20_000
_LONGEST_SENTENCE = 2_000
_MOST_SENTENCES = 400
_MOST_UNKNOWN = 100
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text in the reader's language, or, not ``known``, as it is stored."""

    text: str
    known: bool


class Book:
    """The words of one language by their English; templates have ``{slots}`` on both sides."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language = language
        self._words = words
        self._index = Index(one for one in words if is_template(one) and one not in _NO_SENTENCES)
        self.pieces = lru_cache(maxsize=8192)(self._pieces)

    def say(self, text: str) -> str:
        """Say a text as far as its words are known; the rest stays as it is."""
        return "".join(piece.text for piece in self.pieces(text))

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        bare = text.strip()
        if not bare or len(text) > _LONGEST:
            return (Piece(text, not bare),)
        parts = sentences.split(text)
        said: list[Piece] = []
        unknown = 0
        while parts and unknown < _MOST_UNKNOWN and len(said) < _MOST_SENTENCES:
            count, words = self._first(parts)
            taken = "".join(one + space for one, space in parts[:count])
            bare = taken.strip()
            known = words is not None or not bare
            said.append(Piece(taken if words is None else taken.replace(bare, words, 1), known))
            unknown += not known
            del parts[:count]
        if parts:
            said.append(Piece("".join(one + space for one, space in parts), False))
        return tuple(said)

    def _first(self, parts: list[tuple[str, str]]) -> tuple[int, str | None]:
        """Say the first sentence, with those after it where only together they are known.

        Whole texts are kept as paragraphs, and what a sentence tells of can have points inside.
        """
        taken = accumulate(one + space for one, space in parts[:_MOST_JOINED])
        joined = [*takewhile(lambda one: len(one) <= _LONGEST_SENTENCE, taken)]
        if not joined:
            return 1, None
        most = len(joined)
        for count in range(most, 0, -1):
            if words := self._words.get(joined[count - 1].strip()):
                return count, words
        for count in range(1, most + 1):
            if words := self._made(joined[count - 1].strip(), 0):
                return count, words
        return 1, self._otherwise(parts[0][0])

    def _otherwise(self, text: str) -> str | None:
        """Say a text that is a list of known phrases, or begins with one written in small."""
        small = text[:1].lower() + text[1:]
        if small != text and (words := self._words.get(small) or self._made(small, 0)):
            return words[:1].upper() + words[1:]
        if text.startswith("(") and text.endswith(")") and (words := self._value(text[1:-1], 1)):
            return f"({words})"
        if text.endswith(".") and (words := self._words.get(text[:-1])):
            return f"{words}."
        return self._plain(text) or self._after_name(text) or self._row(small, 0)

    def _after_name(self, text: str) -> str | None:
        """Say what is said of somebody or something by name: "Aurora: It applies."."""
        for mark in islice(re.finditer(": ", text), _MOST_NAMES):
            rest = text[mark.end() :]
            if words := self._words.get(rest) or self._made(rest, 1):
                return f"{text[: mark.start()]}{written.colon(self.language)} {words}"
        return None

    def _made(self, text: str, depth: int) -> str | None:
        """Say a sentence that was made of a template; None where none is known."""
        for pattern in self._index.near(text):
            best: tuple[int, dict[str, str]] | None = None
            kept: list[str] = []
            for held in pattern.matches(text):
                told = {name: self._value(one, depth + 1) for name, one in held.items()}
                known = sum(one is not None for one in told.values())
                if best is None or known > best[0]:
                    best = known, {name: told[name] or one for name, one in held.items()}
                    kept = [one for name, one in held.items() if told[name] is None]
            if best is not None and (best[0] or not pattern.is_weak):
                self.keep(kept)
                return fill(self._words[pattern.template], best[1])
        return None

    def keep(self, kept: list[str]) -> None:
        """Hear which values of a sentence stay as they are: names, or what has no words yet."""

    def _value(self, text: str, depth: int) -> str | None:
        """Say what fills a slot; None where it is a name, or not known."""
        found = self._words.get(text) or self._plain(text)
        if found is not None or depth > _DEEPEST:
            return found
        if text[:1].islower() and (capital := self._words.get(text[:1].upper() + text[1:])):
            # German keeps the capital: it may be that of a noun.
            return capital if self.language == "de" else capital[:1].lower() + capital[1:]
        parts = sentences.split(text)
        if len(parts) > 1:
            return self._several(parts, depth)
        return self._made(text, depth) or self._list(text, depth) or self._row(text, depth)

    def _list(self, text: str, depth: int) -> str | None:
        """Say a list such as "a, b and c", whose items may hold commas and "and" themselves."""
        found = self._items(text, depth)
        if found is None:
            return None
        items, word = found
        shape = self._words.get(f"{{items}} {word} {{last}}")
        return shape and fill(shape, {"items": ", ".join(items[:-1]), "last": items[-1]})

    def _items(self, text: str, depth: int) -> tuple[list[str], str] | None:
        """Cut a list into items that are known, the longest first; None where there is no cut."""
        for mark in reversed(list(_MARKS.finditer(text))[:_MOST_MARKS]):
            head, word = text[: mark.start()], mark[0].strip()
            said = self._item(head, depth)
            if said is None:
                continue
            rest = text[mark.end() :]
            if word != ",":
                last = self._item(rest, depth)
                if last is not None:
                    return [said, last], word
            elif more := self._items(rest, depth):
                return [said, *more[0]], more[1]
        return None

    def _item(self, text: str, depth: int) -> str | None:
        return self._words.get(text) or self._plain(text) or self._made(text, depth + 1)

    def _plain(self, text: str) -> str | None:
        """Say a place, a day, a number, a quotation, or a title with its number or its place."""
        title = _TITLE.fullmatch(text) or _NUMBERED.fullmatch(text)
        if title and (words := self._words.get(title["name"])):
            cite = title.groupdict().get("cite")
            if cite is None:
                return f"{words} {title['number']}"
            place = self._place(cite) or values.said(cite, self.language)
            if place:
                return f"{words} ({place})"
        if (quoted := values.quoted(text)) and (words := self._words.get(quoted)):
            return values.in_quotes(words, self.language)
        return self._place(text) or values.said(text, self.language)

    def _place(self, text: str) -> str | None:
        """Say a place in a source; None where the text is more than one."""
        said = citations.said(text, self._words)
        return said and said.replace("; ", f"{written.semicolon(self.language)} ")

    def _several(self, parts: list[tuple[str, str]], depth: int) -> str | None:
        told = [(self._value(one, depth + 1), one, space) for one, space in parts]
        if all(found is None for found, _, _ in told):
            return None
        return "".join((found or one) + space for found, one, space in told)

    def _row(self, text: str, depth: int) -> str | None:
        """Say a list without a last word."""
        for mark in ("; ", ", "):
            between = f"{written.semicolon(self.language)} " if mark == "; " else mark
            items = text.split(mark)
            parts = [self._value(one, depth + 1) for one in items] if len(items) > 1 else []
            if any(one is not None for one in parts):
                return between.join(new or old for new, old in zip(parts, items, strict=True))
        return None

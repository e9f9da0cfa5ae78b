"""Reads the official form as somebody filled it in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop

from obligations.documents.imports import official, values
from obligations.documents.imports.archive import NotTheForm
from obligations.documents.imports.cells import BOXES, CHECKED, Row
from obligations.documents.imports.official import Answered
from obligations.documents.imports.reading import Found, Reading, State, settled
from obligations.documents.imports.values import Unclear
from obligations.documents.outlines import Item, Kind, Outline

NAME = "Model Documentation Form"
# Fewer rows than this are chance; more rows found twice are a second form.
ROWS_NEEDED = 8
TWICE_ALLOWED = 3
NO_REASON = gettext_noop("The imported form says N/A and gives no reason.")
INSTRUCTION_LEFT = gettext_noop(
    "Words of the form's own instruction still stand in it; look before you take it."
)
TWICE = gettext_noop("Its row stands twice in the file, with different answers.")

_NOT_APPLICABLE = re.compile(
    r"(?:n\s*/\s*a|not applicable|does not apply)\b[\s.:;,–—-]*", re.IGNORECASE
)
_BOX = re.compile(rf"([{BOXES}])\s*([^{BOXES}]*)")
_OTHER = re.compile(r"if any other\W+please specify\s*:?", re.IGNORECASE)
_SIZE = re.compile(r"maximum size\s*:?", re.IGNORECASE)
_OPTIONS = {
    "parameters-range": {
        "1500m": "up-to-500m",
        "500m5b": "up-to-5b",
        "5b15b": "up-to-15b",
        "15b50b": "up-to-50b",
        "50b100b": "up-to-100b",
        "100b500b": "up-to-500b",
        "500b1t": "up-to-1t",
        "1t": "above-1t",
    },
    "provenance": {
        "webcrawling": "crawl",
        "private": "third-party",
        "userdata": "user",
        "publiclyavailable": "public",
        "datacollectedthroughother": "other-means",
        "syntheticdata": "synthetic",
    },
    "modalities": {"text": "text", "images": "images", "audio": "audio", "video": "video"},
}
_MODALITIES = ("text", "images", "audio", "video", "other")


def read(rows: Sequence[Row], outline: Outline) -> Reading:
    """Read every item of an outline; raise NotTheForm where the rows are not those of one form."""
    found = official.by_item(official.answered(rows))
    _check_is_one_form(found, outline)
    items = [settled(one, _item(one, found)) for one in outline.items()]
    if all(one.state is not State.READ and not one.words for one in items):
        raise NotTheForm(
            gettext("This form is empty: nothing in it is filled in, so nothing is taken.")
        )
    updated, version = _header(rows)
    return Reading(form=NAME, updated=updated, version=version, items=tuple(items))


def _check_is_one_form(found: Mapping[str, list[Answered]], outline: Outline) -> None:
    rows = Counter(
        one.caption for answered in found.values() for one in {id(x): x for x in answered}.values()
    )
    if len(rows) < ROWS_NEEDED:
        raise NotTheForm(
            gettext(
                "This is not the {form}: {number} of its {total} rows are in this document. "
                "Choose the official form, or a file that was made here."
            ).format(form=NAME, number=len(rows), total=len(official.form().captions))
        )
    twice = [one for one, count in rows.items() if count > len(one.items)]
    if len(twice) > TWICE_ALLOWED:
        raise NotTheForm(
            gettext("This document holds two forms. Import each from a file of its own.")
        )


def _item(item: Item, found: Mapping[str, list[Answered]]) -> Found:
    places = found.get(item.key, [])
    if not places:
        told = gettext_noop("Its row is not in the file, or could not be told apart from others.")
        return Found(key=item.key, state=State.NOT_FOUND, because=told)
    # One item may be answered in two rows of different captions, such as provenance.
    captions = [one.caption for one in places]
    if len(set(captions)) != len(captions):
        texts = {_words(one) for one in places}
        if len(texts) > 1:
            words = "\n".join(sorted(filter(None, texts)))
            return Found(key=item.key, state=State.UNCLEAR, words=words, because=TWICE)
        places = places[:1]
    reader = _READERS.get(item.key, _plain)
    return reader(item, [row for one in places for row in one.cells])


def _plain(item: Item, rows: Sequence[Sequence[str]]) -> Found:
    return _answered(item, official.without_instructions("\n".join(_texts(rows))))


def _answered(item: Item, words: str) -> Found:
    if not words:
        return Found(key=item.key, state=State.EMPTY)
    if stated := _NOT_APPLICABLE.match(words):
        reason = words[stated.end() :].strip() or NO_REASON
        answer = {"state": "not-applicable", "reason": reason}
        return Found(key=item.key, state=State.READ, words=words, answer=answer)
    try:
        value = values.value(item, words)
    except Unclear as why:
        return Found(key=item.key, state=State.UNCLEAR, words=words, because=str(why))
    left = INSTRUCTION_LEFT if official.own_words_left(words) else ""
    return _filled(item, words, value, because=left)


def _filled(item: Item, words: str, value: Any, because: str = "") -> Found:
    answer = {"state": "filled", "value": value}
    return Found(key=item.key, state=State.READ, words=words, answer=answer, because=because)


def _choices(item: Item, rows: Sequence[Sequence[str]]) -> Found:
    texts = _texts(rows)
    ticked = [
        said.strip()
        for words in texts
        for box, said in _BOX.findall(_OTHER.split(words)[0])
        if box == CHECKED
    ]
    said = [_SIZE.split(one)[0].strip() for one in ticked]
    known = _OPTIONS.get(item.key, _OPTIONS["modalities"])
    chosen = [_option(one, known) for one in said]
    if "other" in item.options and _other(texts):
        chosen.append("other")
        said.append(_other(texts))
    words = ", ".join(said)
    if not words:
        return Found(key=item.key, state=State.EMPTY)
    if unknown := [one for one, key in zip(said, chosen, strict=True) if not key]:
        told = f"Ticked, and not among the choices of the form: {', '.join(unknown)}"
        return Found(key=item.key, state=State.UNCLEAR, words=words, because=told[:300])
    if item.kind is Kind.CHOICES:
        return _filled(item, words, chosen)
    if len(chosen) > 1:
        told = gettext_noop("More than one is ticked where the form asks for one.")
        return Found(key=item.key, state=State.UNCLEAR, words=words, because=told)
    return _filled(item, words, chosen[0])


def _option(words: str, known: Mapping[str, str]) -> str:
    said = re.sub(r"[\W_]", "", words.casefold())
    exact = known.get(said)
    begun = (key for start, key in known.items() if len(start) > 4 and said.startswith(start))
    return exact or next(begun, "")


def _other_words(item: Item, rows: Sequence[Sequence[str]]) -> Found:
    return _answered(item, _other(_texts(rows)))


def _other(texts: Sequence[str]) -> str:
    """Give what stands after "If any other please specify", without the size that may follow."""
    after = [parts[1] for one in texts if len(parts := _OTHER.split(one, maxsplit=1)) == 2]
    found = [_BOX.sub("", _SIZE.split(one)[0]) for one in after]
    return official.without_instructions("\n".join(filter(None, map(str.strip, found))))


def _sizes(item: Item, rows: Sequence[Sequence[str]]) -> Found:
    """Read a size for each modality; the columns stand in the order of the form."""
    sizes = []
    columns = [[cell for cell in row if _SIZE.search(cell)] for row in rows]
    cells = [cell for row in columns for cell in row]
    for place, cell in enumerate(cells):
        named = _BOX.search(cell)
        key = _option(_SIZE.split(named[2])[0], _OPTIONS["modalities"]) if named else ""
        modality = key or _MODALITIES[min(place, len(_MODALITIES) - 1)]
        size = official.without_instructions(_SIZE.split(cell, maxsplit=1)[1])
        if size:
            sizes.append({"modality": modality, "size": " ".join(size.split())})
    words = "; ".join(f"{one['modality']}: {one['size']}" for one in sizes)
    return _filled(item, words, sizes) if sizes else Found(key=item.key, state=State.EMPTY)


def _texts(rows: Sequence[Sequence[str]]) -> list[str]:
    return [cell for row in rows for cell in row if cell]


def _words(one: Answered) -> str:
    return official.without_instructions("\n".join(_texts(one.cells)))


def _header(rows: Sequence[Row]) -> tuple[str, str]:
    """Give the day and the number of the version that the form itself names."""
    cells = [cell for row in rows for cell in row.cells]
    found = []
    for caption in ("Date this document was last updated", "Document version number"):
        named = next((one for one in cells if official.same(one, caption)), "")
        words = named.partition(":")[2].strip()
        found.append(official.without_instructions(words)[:200])
    return found[0], found[1]


_READERS: Mapping[str, Callable[[Item, Sequence[Sequence[str]]], Found]] = {
    **dict.fromkeys(
        ("input-modalities", "output-modalities", "data-types", "provenance", "parameters-range"),
        _choices,
    ),
    **dict.fromkeys(
        ("input-other", "output-other", "data-types-other", "provenance-other"), _other_words
    ),
    **dict.fromkeys(("input-sizes", "output-sizes"), _sizes),
}

"""From the fields of a data file to a list of harmonised standards; wrong files are told whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from hashlib import sha256

from obligations.catalogue.entries import LONGEST_LINE, LONGEST_URL
from obligations.catalogue.problems import CatalogueErrors, Problem
from obligations.catalogue.reading import Fields, parse
from obligations.catalogue.records import Standard, StandardList
from obligations.catalogue.shelf import Shelf
from obligations.law.terms import Confidence

FOLDER = "standards"
# The obligations that Arts. 53(4) and 55(2) speak of; no standard can cover others.
COVERABLE = ("aia-53-1-", "aia-55-1-")
_KEY = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
LONGEST_KEY = 80


def read_all(shelf: Shelf) -> tuple[StandardList, ...]:
    """Read the lists that ship with the product, the oldest first."""
    found = []
    for name in shelf.names(FOLDER):
        listed = read(*shelf.file_and_hash(name))
        if name != f"{FOLDER}/{listed.as_of}.yaml":
            shelf.problems.append(Problem(name, "", "The file is named by its day, as_of."))
        found.append(listed)
    if not found:
        shelf.problems.append(Problem(FOLDER, "", "The folder has no file."))
    return tuple(found)


def load(content: bytes, name: str, keys: Collection[str]) -> StandardList:
    """Read one list from the bytes of a file; ``keys`` are those of the catalogue's entries.

    Raises CatalogueErrors with every mistake in it.
    """
    problems: list[Problem] = []
    found = read(parse(content, name, problems), sha256(content).hexdigest())
    problems += misfits(found, name, keys)
    if problems:
        raise CatalogueErrors(problems)
    return found


def read(fields: Fields, own_hash: str) -> StandardList:
    """Read one list; what is wrong with it is noted in its fields."""
    as_of = fields.day("as_of", required=True) or date.max
    found = StandardList(
        as_of=as_of,
        source=fields.text("source", required=True),
        source_url=_url(fields),
        note=fields.text("note"),
        confidence=fields.choice("confidence", Confidence),
        standards=tuple(_standard(each, as_of) for each in fields.children("standards")),
        sha256=own_hash,
    )
    if not fields.has("standards") and "standards" not in fields.raw:
        fields.note('"standards" is missing; write "standards: []" where none was found.')
    named = [each.key for each in found.standards]
    for key in sorted({key for key in named if key and named.count(key) > 1}):
        fields.note(f'"{key}" stands twice.')
    fields.finish()
    return found


def _standard(fields: Fields, as_of: date) -> Standard:
    found = Standard(
        key=fields.text("key", required=True, longest=LONGEST_KEY),
        title=fields.text("title", required=True, longest=LONGEST_LINE),
        cite=fields.text("cite", required=True, longest=LONGEST_LINE),
        source_url=_url(fields),
        published_on=fields.day("published_on", required=True) or date.min,
        withdrawn_on=fields.day("withdrawn_on"),
        covers=fields.texts("covers"),
        covers_in_part=fields.mapping("covers_in_part"),
        note=fields.text("note"),
        confidence=fields.choice("confidence", Confidence),
    )
    if found.key and not _KEY.fullmatch(found.key):
        fields.note('A key here is made of a-z, 0-9, "." and "-".')
    if found.published_on > as_of:
        fields.note('"published_on" is after the day of the list; list what is published.')
    if found.withdrawn_on is not None and found.withdrawn_on <= found.published_on:
        fields.note('"withdrawn_on" is not after "published_on".')
    if not found.covers and not found.covers_in_part:
        fields.note('It covers nothing: name obligations in "covers" or "covers_in_part".')
    for key in sorted(set(found.covers) & found.covers_in_part.keys()):
        fields.note(f"{key} is covered whole or in part, not both.")
    for key, words in found.covers_in_part.items():
        if not words.strip():
            fields.note(f"Say which part of {key} it covers.")
    fields.finish()
    return found


def _url(fields: Fields) -> str:
    url = fields.text("source_url", longest=LONGEST_URL)
    if url and not url.startswith("https://"):
        fields.note(f'"source_url" begins with https://, not "{url}".')
    return url


def misfits(found: StandardList, file: str, keys: Collection[str]) -> Iterator[Problem]:
    """Check that standards cover obligations there are, and that a standard can cover."""
    for standard in found.standards:
        for key in (*standard.covers, *standard.covers_in_part):
            if key not in keys:
                yield Problem(file, standard.key, f'It covers nothing named "{key}".')
            elif not key.startswith(COVERABLE):
                told = f"No standard can cover {key}: Arts 53(4) and 55(2) speak of others."
                yield Problem(file, standard.key, told)

"""Where a sentence ends: the same for the templates that are gathered and for the texts shown."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?][”\")’]*\s+|\n+")
# What ends in a point and is no end: "Art. 53", "paras. 22 and 57", "point 1 of No. 3".
_SHORT = re.compile(r"(?:\b(?:Arts?|paras?|fn|Reg|No|Nr|cf|vs|pp?|e\.g|i\.e)\.)\s+$")


def split(text: str) -> list[tuple[str, str]]:
    """Cut a text into sentences, each with the white space that follows it."""
    found: list[tuple[str, str]] = []
    begun = 0
    for end in _END.finditer(text):
        if _SHORT.search(text, begun, end.end()):
            continue
        piece = text[begun : end.end()]
        bare = piece.rstrip()
        found.append((bare, piece[len(bare) :]))
        begun = end.end()
    if text[begun:]:
        bare = text[begun:].rstrip()
        found.append((bare, text[begun + len(bare) :]))
    return found

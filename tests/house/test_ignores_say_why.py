"""What the type checker is told to leave alone says which error, and why it is none."""

from __future__ import annotations

import re
from pathlib import Path

MODULES = sorted(
    path
    for folder in ("cop_tracker", "obligations", "providers")
    for path in Path(folder).rglob("*.py")
    if "migrations" not in path.parts
)
# A comment from the mark on, and one that names the error and gives a reason.
IGNORE = re.compile(r"# type: ignore.*")
WITH_REASON = re.compile(r"# type: ignore\[[\w, -]+\] # (?!noqa)\w.*")


def without_reason(source: str) -> list[str]:
    """List the comments of a source that tell the type checker to ignore something, and no more."""
    return [one for one in IGNORE.findall(source) if not WITH_REASON.fullmatch(one)]


def test_every_ignore_has_its_reason():
    found = {str(path): without_reason(path.read_text()) for path in MODULES}

    assert {path: comments for path, comments in found.items() if comments} == {}


def test_an_ignore_without_a_reason_is_found():
    said = "x = f()  # type: ignore[attr-defined] # annotated\n"
    bare = ("# type: ignore", "# type: ignore[index]", "# type: ignore[index] # noqa: E501 -- long")

    assert without_reason(said) == []
    assert without_reason("".join(f"x = f()  {one}\n" for one in bare)) == list(bare)

"""How a Word file names what stands in it, so that it can be read again."""

from __future__ import annotations

# The tags of content controls: an answer, its mark as a trade secret, one choice of several.
ITEM, SECRET, OPTION = "item:", "secret:", "option:"
MISSING = "Missing: no answer is recorded."

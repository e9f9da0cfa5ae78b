"""What lies over a page until it is closed: help of terms, menus, and dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

CONTROLS = "[popovertarget], [data-keys-open], details.menu > summary"
OPENED = ":popover-open, dialog[open], details.menu[open] > .menu-panel"
# The words of what a control opens: with other words, it is another one.
WORDS = """control => (
  document.getElementById(control.getAttribute("popovertarget"))
  ?? (control.matches("summary") ? control.nextElementSibling : document.querySelector("dialog"))
).textContent.replace(/\\s+/g, " ").trim()"""
OUT_OF_SIGHT = f"""() => {{
  const one = document.querySelector("{OPENED}")
  const {{ left, right, top }} = one.getBoundingClientRect()
  const isIn = left >= 0 && right <= innerWidth && top >= 0
  return isIn ? [] : [`out of sight: ${{left}} to ${{right}} from ${{top}}`]
}}"""


def controls(page, seen: set[str], look: tuple[int, str]) -> Iterator[tuple[str, ElementHandle]]:
    """Give the controls that can be seen, each with the words of what it opens.

    Passes over words that ``seen`` holds for this look, and adds the others to it.
    """
    for control in page.query_selector_all(CONTROLS):
        words = control.evaluate(WORDS)
        if f"{look} {words}" not in seen and control.is_visible():
            seen.add(f"{look} {words}")
            yield words[:60], control

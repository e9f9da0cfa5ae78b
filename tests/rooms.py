"""What each room of obligations adds to the tests of the whole house.

A room that has routes keeps a module ``tests/obligations/<room>/outsiders.py`` with any of:

``PUBLIC_PAGES``  names of pages for everyone
``PAGE_ROWS``     which row an argument of a page's address names, such as {"incident_id": "item"}
``PAGE_WORDS``    what stands for an argument that names no row, such as {"recipient": "office"}
``PUBLIC_ROUTES`` names of routes of the API for everyone
``ROUTES``        which row each private route is about, such as {"api-incident": "incident"};
                  an argument of another name than ``pk`` names the row called so
``BODIES``        bodies that would do something, for routes whose empty body is a mistake
``MISSING``       routes whose GET answers the officer with 404, as nothing was made yet
``rows``          a function of (ai_model, officer, now) that makes one of everything, each with the
                  word SECRET in what people read, and names them by their ids
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent / "obligations"
MODULES: list[ModuleType] = [
    import_module(f"tests.obligations.{path.parent.name}.outsiders")
    for path in sorted(HERE.glob("*/outsiders.py"))
]


def names(kind: str) -> set[str]:
    """Gather the names of one kind from every room."""
    return {name for module in MODULES for name in getattr(module, kind, ())}


def table(kind: str) -> dict[str, Any]:
    """Gather the table of one kind from every room; a name is taken once."""
    found: dict[str, Any] = {}
    for module in MODULES:
        part = getattr(module, kind, {})
        assert not found.keys() & part.keys(), found.keys() & part.keys()
        found |= part
    return found


def rows(ai_model, officer, now) -> dict[str, Any]:
    """Make one of everything in every room."""
    found: dict[str, Any] = {}
    for module in MODULES:
        if hasattr(module, "rows"):
            found |= module.rows(ai_model, officer, now)
    return found

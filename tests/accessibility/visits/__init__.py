"""Pages that no link leads to: answers to forms, addresses of letters, states that end.

Each is visited as its person would come there, and undone: the demonstration stays as it was.
"""

from tests.accessibility.visits.seen import visited

__all__ = ["visited"]

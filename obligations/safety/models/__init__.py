"""Rows of the safety room."""

from obligations.safety.models.entries import Entry

__all__ = ["Entry"]

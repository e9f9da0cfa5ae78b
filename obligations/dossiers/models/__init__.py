"""Rows of exports."""

from obligations.dossiers.models.exports import Export, Format, State

__all__ = ["Export", "Format", "State"]

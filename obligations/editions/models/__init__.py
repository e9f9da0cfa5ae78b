"""Rows of law changes; the decisions themselves are rows of obligations, as duties follow them."""

from obligations.editions.models.previews import Preview, State

__all__ = ["Preview", "State"]

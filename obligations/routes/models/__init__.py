"""Rows of gap analyses and of ways that no longer stand."""

from obligations.routes.models.gaps import GapAnalysis
from obligations.routes.models.reviews import Outcome, RouteReview

__all__ = ["GapAnalysis", "Outcome", "RouteReview"]

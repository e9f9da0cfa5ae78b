"""Rows of gap analyses, of ways to look at again, and of when they were looked at last."""

from obligations.routes.models.gaps import GapAnalysis
from obligations.routes.models.looks import WaysLook
from obligations.routes.models.reviews import Cause, Outcome, RouteReview

__all__ = ["Cause", "GapAnalysis", "Outcome", "RouteReview", "WaysLook"]

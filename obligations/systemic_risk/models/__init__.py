"""Rows of Article 52."""

from obligations.systemic_risk.models.entries import ComputeEntry
from obligations.systemic_risk.models.notifications import Notification
from obligations.systemic_risk.models.reassessments import Reassessment

__all__ = ["ComputeEntry", "Notification", "Reassessment"]

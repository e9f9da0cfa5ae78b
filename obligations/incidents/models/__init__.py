"""Rows of serious incidents."""

from obligations.incidents.models.incidents import Incident
from obligations.incidents.models.parts import Authority, Classification, Involvement
from obligations.incidents.models.reports import IncidentReport

__all__ = ["Authority", "Classification", "Incident", "IncidentReport", "Involvement"]

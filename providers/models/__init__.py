"""Rows of the providers app."""

from providers.models.ai_models import AIModel, ModelVersion
from providers.models.audit import AuditEvent, AuditHead
from providers.models.facts import Fact
from providers.models.imports import ImportDraft
from providers.models.invitations import Invitation
from providers.models.office_access import OfficeAccess
from providers.models.people import ApiToken, Membership, User
from providers.models.providers import Provider
from providers.models.requests import IdempotentRequest
from providers.models.teams import Team

__all__ = [
    "AIModel",
    "ApiToken",
    "AuditEvent",
    "AuditHead",
    "Fact",
    "IdempotentRequest",
    "ImportDraft",
    "Invitation",
    "Membership",
    "ModelVersion",
    "OfficeAccess",
    "Provider",
    "Team",
    "User",
]

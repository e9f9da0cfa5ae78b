"""Rows of the copyright desk."""

from obligations.copyright_desk.models.complaint_files import ComplaintFile
from obligations.copyright_desk.models.complaints import Complaint, ComplaintEntry
from obligations.copyright_desk.models.contact import ContactPoint
from obligations.copyright_desk.models.crawlers import Crawler, CrawlerVersion
from obligations.copyright_desk.models.decisions import Decision
from obligations.copyright_desk.models.drafts import PolicyDraft
from obligations.copyright_desk.models.letters import Letter
from obligations.copyright_desk.models.policies import PolicyVersion
from obligations.copyright_desk.models.publications import Publication

__all__ = [
    "Complaint",
    "ComplaintEntry",
    "ComplaintFile",
    "ContactPoint",
    "Crawler",
    "CrawlerVersion",
    "Decision",
    "Letter",
    "PolicyDraft",
    "PolicyVersion",
    "Publication",
]

"""Rows of the copyright desk."""

from obligations.copyright_desk.models.complaints import Complaint, ComplaintEntry
from obligations.copyright_desk.models.contact import ContactPoint
from obligations.copyright_desk.models.crawlers import Crawler, CrawlerVersion
from obligations.copyright_desk.models.policies import PolicyVersion
from obligations.copyright_desk.models.publications import Publication

__all__ = [
    "Complaint",
    "ComplaintEntry",
    "ContactPoint",
    "Crawler",
    "CrawlerVersion",
    "PolicyVersion",
    "Publication",
]

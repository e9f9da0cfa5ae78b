"""The copyright desk: policy, crawlers, contact points, publications and complaints."""

from __future__ import annotations

from obligations.copyright_desk.models import (
    Complaint,
    ComplaintEntry,
    ContactPoint,
    Crawler,
    CrawlerVersion,
    PolicyVersion,
    Publication,
)
from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_provider

_AUTHOR = "about a person, and erased at the desk in time; a file that is kept would keep it"

PARTS = (
    Part(
        key="policies",
        title="Copyright policies",
        model=PolicyVersion,
        reach=of_provider,
        known="recorded_at",
    ),
    Part(
        key="crawlers",
        title="Crawlers",
        model=Crawler,
        reach=of_provider,
        known="recorded_at",
        without={"latest_number": "as it is now; the versions are counted by themselves"},
    ),
    Part(
        key="crawler_versions",
        title="Crawlers, each version",
        model=CrawlerVersion,
        reach=of_provider,
        known="recorded_at",
        named={"crawler_name": "crawler__name"},
    ),
    Part(
        key="contact_points",
        title="Contact points for complaints",
        model=ContactPoint,
        reach=of_provider,
        known="designated_at",
        left_out="designated after the day",
    ),
    Part(
        key="desk_publications",
        title="Publications of the desk",
        model=Publication,
        reach=of_provider,
        known="published_at",
        left_out="published after the day",
    ),
    Part(
        key="complaints",
        title="Complaints of rightsholders",
        model=Complaint,
        reach=of_provider,
        known="received_at",
        left_out="received after the day",
        later={
            "ended_at": ("state", "answer", "because", "repeats", "ended_by_name"),
            "erased_at": (),
        },
        since="trail",
        without={
            **dict.fromkeys(("name", "email", "on_behalf_of"), _AUTHOR),
            "nonce": "keeps a form sent twice from counting twice",
        },
    ),
    Part(
        key="complaint_entries",
        title="Log of complaints",
        model=ComplaintEntry,
        reach=of_provider,
        known="written_at",
        left_out="written after the day",
        named={"complaint_number": "complaint__number"},
    ),
)

"""The copyright desk: policy, crawlers, contact points, publications and complaints."""

from __future__ import annotations

from obligations.copyright_desk.models import (
    Complaint,
    ComplaintEntry,
    ComplaintFile,
    ContactPoint,
    Crawler,
    CrawlerVersion,
    Decision,
    Letter,
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
        later={"ended_at": ("state",), "erased_at": ()},
        since="trail",
        without={
            **dict.fromkeys(("name", "email", "on_behalf_of"), _AUTHOR),
            "nonce": "keeps a form sent twice from counting twice",
            "fingerprint": "by which identical complaints are found",
        },
    ),
    Part(
        key="complaint_decisions",
        title="Decisions on complaints",
        model=Decision,
        reach=of_provider,
        known="decided_at",
        left_out="decided after the day",
        named={"complaint_number": "complaint__number"},
        later={"reopened_at": ("reopened_because", "reopened_by_name")},
    ),
    Part(
        key="complaint_files",
        title="Files of complaints",
        model=ComplaintFile,
        reach=of_provider,
        known="added_at",
        left_out="added after the day",
        named={"complaint_number": "complaint__number"},
        later={"erased_at": ()},
        without=dict.fromkeys(("file_name", "media_type"), _AUTHOR),
    ),
    Part(
        key="complaint_letters",
        title="Letters to complainants",
        model=Letter,
        reach=of_provider,
        known="queued_at",
        left_out="queued after the day",
        named={"complaint_number": "complaint__number"},
        later={"sent_at": (), "given_up_at": ()},
        without=dict.fromkeys(
            ("key", "next_try_at", "claimed_until", "attempts", "last_error"), "how it is sent"
        ),
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

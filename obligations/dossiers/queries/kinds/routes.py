"""Ways to demonstrate: gap analyses, and ways that were looked at again."""

from __future__ import annotations

from obligations.dossiers.queries.kinds.duties import of_duties
from obligations.dossiers.queries.parts import Part
from obligations.routes.models import GapAnalysis, RouteReview

_OBLIGATION = {"obligation": "duty__key"}

PARTS = (
    Part(
        key="gap_analyses",
        title="Gap analyses",
        model=GapAnalysis,
        reach=of_duties,
        known="recorded_at",
        named=_OBLIGATION,
    ),
    Part(
        key="route_reviews",
        title="Ways that changed",
        model=RouteReview,
        reach=of_duties,
        known="opened_at",
        left_out="opened after the day",
        named=_OBLIGATION,
        later={"resolved_at": ("outcome", "words", "resolved_by_name")},
    ),
)

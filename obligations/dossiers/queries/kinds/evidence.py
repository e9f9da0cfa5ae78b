"""Evidence for the duties reached, each version, and which duty it was recorded for."""

from __future__ import annotations

from django.db.models import Q

from obligations.dossiers.queries.kinds.duties import of_duties
from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import Scope, through
from obligations.models import Evidence, EvidenceLink, EvidenceVersion


def _linked(scope: Scope) -> Q:
    links = EvidenceLink.objects.filter(of_duties(scope))
    return Q(pk__in=links.order_by().values("evidence_id"))


PARTS = (
    Part(
        key="pieces",
        title="Pieces of evidence",
        model=Evidence,
        reach=_linked,
        known="created_at",
        later={"withdrawn_at": ("withdrawn_because",)},
        since="trail",
        without={"latest_number": "as it is now; the versions are counted by themselves"},
    ),
    Part(
        key="evidence",
        title="Evidence, each version",
        model=EvidenceVersion,
        reach=through("evidence", Evidence, _linked),
        known="recorded_at",
        named={"title": "evidence__title"},
        later={"submitted_at": ()},
    ),
    Part(
        key="evidence_links",
        title="Evidence for duties",
        model=EvidenceLink,
        reach=of_duties,
        known="linked_at",
        left_out="linked after the day",
        named={"obligation": "duty__key", "title": "evidence__title"},
        later={"unlinked_at": ()},
    ),
)

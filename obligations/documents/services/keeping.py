"""Until when versions, and the files made from them, are kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from obligations.catalogue import loader
from obligations.documents.models import Document, DocumentVersion
from obligations.documents.outlines import outline
from obligations.law import retention
from obligations.law.deadlines import brussels_day
from obligations.law.retention import KeepUntil
from obligations.law.terms import Retention
from obligations.models import Rendering
from obligations.queries import evidence as queries
from obligations.services.keeping import ADVISED
from providers.models import Provider
from providers.services import audit


def keeping(document: Document, *, now: datetime) -> KeepUntil:
    """Say until when every version of a document is kept: ten years from the model's placing.

    A document about the provider speaks for all its models, so the last placing counts. The day is
    None while no placing is recorded (law: Code, Measure 1.1; Act, Art. 54(3)(b); A21).
    """
    return _keeping(document, _period(document.kind, now), queries.placings(document.provider))


def refresh_keeping(*, now: datetime) -> str:
    """Bring the last day of keeping of all versions and their files up to date; say how many."""
    versions = files = 0
    for provider in Provider.objects.filter(documents__isnull=False).distinct().order_by("pk"):
        with audit.turn(provider):
            more = refresh_provider(provider, now=now)
        versions, files = versions + more[0], files + more[1]
    return f"The last day of keeping of {versions} versions and {files} files changed."


def refresh_provider(provider: Provider, *, now: datetime) -> tuple[int, int]:
    """Do so for one provider, inside the provider's turn; return versions and files changed."""
    placed = queries.placings(provider)
    versions = files = 0
    for document in Document.objects.filter(provider=provider, latest_number__gt=0):
        found = _keeping(document, _period(document.kind, now), placed)
        told = {"keep_until": found.day, "keep_because": said(found)}
        rows = DocumentVersion.objects.filter(document=document)
        made = Rendering.objects.filter(
            provider=provider, subject=document.kind, subject_id__in=rows.values("pk")
        )
        versions += rows.exclude(**told).update(**told)
        files += made.exclude(**told).update(**told)
    return versions, files


def said(found: KeepUntil) -> str:
    """Say why, with the source."""
    return f"{found.because} ({found.cite})" if found.cite else found.because


def _keeping(document: Document, period: Retention, placed: dict[UUID, date]) -> KeepUntil:
    if document.ai_model_id is None:
        return retention.keep_until(period, placed_on=max(placed.values(), default=None))
    return retention.keep_until(period, placed_on=placed.get(document.ai_model_id))


def _period(kind: str, now: datetime) -> Retention:
    """Choose the longest period among the obligations a document serves, or the advised one."""
    served = set(outline(kind).answers)
    entries = loader.catalogue().as_of(brussels_day(now))
    found = [one.retention for one in entries if one.key in served and one.retention]
    return max(found, key=lambda one: one.years, default=ADVISED)

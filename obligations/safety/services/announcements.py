"""Who is told that a Framework or a Model Report was given to the AI Office."""

from __future__ import annotations

from datetime import datetime

from obligations.documents.outlines import outline
from obligations.queries import notices as people
from obligations.safety.models import Entry
from obligations.services import notices


def given(entry: Entry, now: datetime) -> None:
    """Tell the reviewers who may read it, in the transaction that records it.

    What was given elsewhere only is not theirs to read here, and they are not told. A correction of
    the record is told of anew, for it may name another version.
    """
    if entry.value.get("elsewhere_only") or entry.version is None:
        return
    document = outline(entry.version.document.kind).title
    about = f" on {entry.ai_model.name}" if entry.ai_model else ""
    extent = "its interim report" if entry.value.get("extent") == "interim" else "the whole of it"
    verb = "Corrected" if entry.supersedes_id else "Given"
    notices.queue(
        recipients=people.reviewers(entry.provider),
        kind="document.given",
        key=f"safety-entry:{entry.pk}:given",
        title=f"{verb}: {document}{about} of {entry.provider.name}",
        text=f"{entry.provider.name} gave version {entry.version.number}, {extent}.",
        path=f"/office/given/{entry.pk}/",
        provider=entry.provider,
        now=now,
    )

"""Documents in versions, files made of them, and training summaries with their publication."""

from __future__ import annotations

from obligations.documents.models import Document, DocumentVersion, FilledForm
from obligations.dossiers.queries.parts import Part
from obligations.dossiers.queries.scope import of_subject, through
from obligations.models import Rendering
from obligations.summaries.models import FurtherTraining, Publication, Worksheet

_of_documents = through("document", Document, of_subject)
_KIND = {"document_kind": "document__kind"}

PARTS = (
    Part(
        key="document_sets",
        title="Documents",
        model=Document,
        reach=of_subject,
        known="created_at",
        left_out="begun after the day",
        since="changed_at",
        without={
            "content": "a draft; the versions hold what was said",
            "latest_number": "as it is now; the versions are counted by themselves",
            "changed_at": "whether it changed since is a column of its own",
            "changed_by_name": "of the draft, as it is now",
        },
    ),
    Part(
        key="documents",
        title="Versions of documents",
        model=DocumentVersion,
        reach=_of_documents,
        known="made_at",
        left_out="made after the day",
        named=_KIND,
    ),
    Part(
        key="filled_forms",
        title="Filled forms read",
        model=FilledForm,
        reach=_of_documents,
        known="uploaded_at",
        left_out="uploaded after the day",
        named=_KIND,
        later={"taken_at": ("taken", "taken_by_name")},
    ),
    Part(
        key="renderings",
        title="Files made",
        model=Rendering,
        reach=of_subject,
        known="made_at",
        left_out="made after the day",
    ),
    Part(
        key="publications",
        title="Training summaries published",
        model=Publication,
        reach=_of_documents,
        known="recorded_at",
    ),
    Part(
        key="further_training",
        title="Further training",
        model=FurtherTraining,
        reach=_of_documents,
        known="recorded_at",
        named=_KIND,
        later={"withdrawn_at": ("withdrawn_because",)},
    ),
    Part(
        key="worksheets",
        title="Worksheets of summaries",
        model=Worksheet,
        reach=_of_documents,
        known="recorded_at",
        named=_KIND,
    ),
)

"""One model with thousands of versions, compute entries, readings and files, to be exported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from obligations.indicators.models import Definition, Indicator, Reading
from obligations.models import Rendering, StoredFile
from obligations.systemic_risk.models import ComputeEntry
from providers.models import AIModel, ModelVersion, Provider

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def fill(count: int) -> str:
    """Record rows straight into the tables, a quarter of each kind; give the model's key."""
    provider = Provider.objects.create(name="Large Models SA", created_at=NOW)
    model = AIModel.objects.create(provider=provider, name="Large", created_at=NOW)
    here: dict[str, Any] = {"provider": provider}
    said: dict[str, Any] = {**here, "recorded_at": NOW, "recorded_by_name": "Olivia"}
    each = range(count // 4)
    ModelVersion.objects.bulk_create(
        (ModelVersion(**here, ai_model=model, label=f"1.{n}", created_at=NOW) for n in each),
        batch_size=1000,
    )
    day = NOW.date()
    ComputeEntry.objects.bulk_create(
        (
            ComputeEntry(
                ai_model=model,
                name=f"Run {n}",
                kind="pre-training",
                method="hardware",
                inputs={},
                flop=10**20 + n,
                begins_on=day,
                ends_on=day,
                is_planned=False,
                known_on=day,
                **said,
            )
            for n in each
        ),
        batch_size=1000,
    )
    indicator = Indicator.objects.create(
        **here, ai_model=model, measure="cop/s-s-1-1", created_at=NOW
    )
    defined = {"name": "Share", "meaning": "A share.", "unit": "%", "source": "Logs."}
    definition = Definition.objects.create(
        indicator=indicator, number=1, direction="none", **defined, **said
    )
    Reading.objects.bulk_create(
        (
            Reading(
                indicator=indicator,
                definition=definition,
                taken_on=day - timedelta(days=n % 4000),
                value=n,
                **said,
            )
            for n in range(min(4000, len(each)))
        ),
        batch_size=1000,
    )
    file = StoredFile.objects.create(
        **here, sha256="0" * 64, size=1, media_type="text/plain", stored_at=NOW
    )
    Rendering.objects.bulk_create(
        (
            Rendering(
                **here,
                ai_model=model,
                subject="document",
                subject_id=uuid4(),
                recipient="office",
                title=f"A file made for a recipient, number {n}",
                file_name=f"file-{n}.pdf",
                media_type="application/pdf",
                stored_file=file,
                sha256="0" * 64,
                size=1,
                made_at=NOW,
                made_by_name="Olivia",
            )
            for n in each
        ),
        batch_size=1000,
    )
    return str(model.pk)

"""Memory and time of exporting a large position, against plain SQL over the same rows.

Starts a PostgreSQL of its own, gives one model thousands of versions, compute entries, readings
and files, and makes an export of it in every format, each in a process of its own. The
ratio is the time of the export over that of a plain cursor that fetches the same rows in the same
run; growth is the resident memory above that of the process before it began.

    python -m benchmarks.export_memory [--rows 40000] [--limit-megabytes 96]

Ends with 1 if a streamed format grows beyond the limit, or if an export that must fail does not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from benchmarks.database import private_database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STREAMED = ("json", "xlsx", "oscal")


class Made(NamedTuple):
    """What one export cost, and what became of it."""

    state: str
    rows: int
    size: int
    seconds: float
    plain_seconds: float
    growth: float

    def __str__(self) -> str:
        ratio = self.seconds / self.plain_seconds
        return (
            f"{self.state}, {self.rows} rows, {self.size / 1e6:.1f} MB in {self.seconds:.1f} s; "
            f"plain SQL {self.plain_seconds:.2f} s, ratio {ratio:.1f}; growth {self.growth:.0f} MB"
        )


def main() -> None:
    """Measure, print, and judge."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=40_000)
    options.add_argument("--limit-megabytes", type=float, default=96.0)
    asked = options.parse_args()
    failed = False
    with private_database():
        model = _fill(asked.rows)
        for written_as in (*STREAMED, "pdf"):
            made = _in_a_process(model, written_as)
            print(f"{written_as}: {made}", flush=True)
            failed |= made.state != ("failed" if written_as == "pdf" else "done")
            failed |= made.growth > asked.limit_megabytes
    sys.exit(failed)


def _fill(count: int) -> str:
    """Record rows straight into the tables, a quarter of each kind; give the model's key."""
    from obligations.indicators.models import Definition, Indicator, Reading  # noqa: PLC0415 -- needs settings
    from obligations.models import Rendering, StoredFile  # noqa: PLC0415 -- needs settings
    from obligations.systemic_risk.models import ComputeEntry  # noqa: PLC0415 -- needs settings
    from providers.models import AIModel, ModelVersion, Provider  # noqa: PLC0415 -- needs settings

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


def _in_a_process(model: str, written_as: str) -> Made:
    spawn = multiprocessing.get_context("spawn")
    receiver, sender = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_measure, args=(model, written_as, sender))
    process.start()
    sender.close()
    made: Made = receiver.recv()
    process.join()
    return made


def _measure(model: str, written_as: str, sender: Any) -> None:
    import django  # noqa: PLC0415 -- the settings are known only now

    django.setup()
    from django.db.models import F  # noqa: PLC0415 -- needs settings

    from obligations.dossiers.models import Export  # noqa: PLC0415 -- needs settings
    from obligations.dossiers.services import exports  # noqa: PLC0415 -- needs settings
    from providers.models import AIModel  # noqa: PLC0415 -- needs settings

    ai_model = AIModel.objects.select_related("provider").get(pk=model)
    _make(ai_model, "json", NOW.date() - timedelta(days=400), exports, Export)  # loads modules
    plain = _plain(ai_model)
    before = _memory()
    began = time.monotonic()
    export = _make(ai_model, written_as, NOW.date(), exports, Export)
    seconds = time.monotonic() - began
    found = Export.objects.annotate(size=F("rendering__size")).get(pk=export.pk)
    rows = found.rows or found.total
    sender.send(
        Made(found.state, rows, found.size or 0, seconds, plain, _memory(most=True) - before)
    )


def _make(ai_model: Any, written_as: str, on: Any, exports: Any, kind: Any) -> Any:
    row = kind.objects.create(
        provider=ai_model.provider,
        ai_model=ai_model,
        on=on,
        format=written_as,
        requested_at=NOW,
        requested_by_name="Olivia",
    )
    exports.make(export_id=row.pk, clock=lambda: datetime.now(UTC))
    return row


def _plain(ai_model: Any) -> float:
    """Fetch every row of every part with a bare cursor, as fast as the database gives them."""
    from django.db import connection  # noqa: PLC0415 -- needs settings

    from obligations.dossiers.queries.kinds import PARTS  # noqa: PLC0415 -- needs settings
    from obligations.dossiers.queries.scope import Scope  # noqa: PLC0415 -- needs settings

    scope = Scope(ai_model, NOW.date())
    began = time.monotonic()
    with connection.cursor() as cursor:
        for part in PARTS:
            cursor.execute(*part.counted(scope).query.sql_with_params())
            while cursor.fetchmany(500):
                pass
    return time.monotonic() - began


def _memory(*, most: bool = False) -> float:
    """Give the resident memory of this process, or the most it ever was, in MB."""
    if most:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()

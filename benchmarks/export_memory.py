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
import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from benchmarks.database import connect, private_database

if TYPE_CHECKING:
    from benchmarks.export_cost import Made

STREAMED = ("json", "xlsx", "oscal")


def main() -> None:
    """Measure, print, and judge."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=40_000)
    options.add_argument("--limit-megabytes", type=float, default=96.0)
    asked = options.parse_args()
    failed = False
    with private_database():
        from benchmarks.large_position import fill  # noqa: PLC0415 -- needs settings

        model = fill(asked.rows)
        for written_as in (*STREAMED, "pdf"):
            made = _in_a_process(model, written_as)
            print(f"{written_as}: {made}", flush=True)
            failed |= made.state != ("failed" if written_as == "pdf" else "done")
            failed |= made.growth > asked.limit_megabytes
    sys.exit(failed)


def _in_a_process(model: str, written_as: str) -> Made:
    spawn = multiprocessing.get_context("spawn")
    receiver, sender = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_measure, args=(model, written_as, sender))
    process.start()
    sender.close()
    made: Made = receiver.recv()
    process.join()
    return made


def _measure(model: str, written_as: str, sender: Connection) -> None:
    connect()
    from benchmarks.export_cost import made  # noqa: PLC0415 -- needs settings

    sender.send(made(model, written_as))


if __name__ == "__main__":
    main()

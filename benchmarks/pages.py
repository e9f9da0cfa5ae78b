"""Every page with the demonstration's data and with a hundred times as much.

Fills a database of its own with the demonstration, follows the links of the product as a
compliance officer, as a reviewer and as a visitor, and takes of every page: the queries it asks,
the time the server needs for it, its weight as it goes over the line, and the weight of the styles
and scripts that it names. Then it multiplies the rows and takes the same addresses again. Times
are medians and stand beside a bare view's of the same run, so that a busy machine slows both.

    python -m benchmarks.pages [--times 100] [--rounds 5] [--write docs/pages.md]
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.database import private_database


def main() -> None:
    """Measure and print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with private_database():
        from benchmarks.page_costs import measure  # noqa: PLC0415 -- needs settings

        text = measure(times=given.times, rounds=given.rounds, on=datetime.now(UTC).date())
    if given.write:
        given.write.write_text(text)
    print(text)


if __name__ == "__main__":
    main()

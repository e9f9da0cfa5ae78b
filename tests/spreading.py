"""Spreads the tests over the workers of a run: by file, and the journeys as one, before all others.

The journeys share one running product, which takes a minute to start, and are the longest work.
Spread like the rest, each worker would start a product, and the last one when all else has ended.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

JOURNEYS = "tests/journeys"


class JourneysFirst(LoadFileScheduling):
    """As by file, but with the journeys in one piece of work."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(f"{JOURNEYS}/") else super()._split_scope(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        if JOURNEYS in self.workqueue:
            self.workqueue.move_to_end(JOURNEYS, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> JourneysFirst | None:
    """Take the place of the scheduler by file."""
    return JourneysFirst(config, log) if config.getoption("dist") == "loadfile" else None

"""Web, worker and timetable as child processes that are started again when they end."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from cop_tracker.embedded import processes
from cop_tracker.embedded.console import say
from cop_tracker.embedded.guards import HOST

STOP_PATIENCE = 15.0  # seconds
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between two tries to restart a part


def commands(port: int, var: Path) -> dict[str, list[str]]:
    """Say how each part is started."""
    granian = (
        f"granian --interface wsgi --host {HOST} --port {port} --workers 2 --blocking-threads 8"
        " --no-ws --log-level warning --respawn-failed-workers cop_tracker.wsgi:application"
    )
    # Forked workers need shared memory; where there is none, threads do.
    pool = "prefork" if os.access("/dev/shm", os.W_OK) else "threads"  # noqa: S108
    worker = (
        f"celery --app cop_tracker worker --pool {pool} --concurrency 2 --loglevel WARNING"
        " --without-gossip --without-mingle"
    )
    timetable = "celery --app cop_tracker beat --loglevel WARNING --pidfile="
    module = [sys.executable, "-m"]
    return {
        "web": [*module, *granian.split()],
        "worker": [*module, *worker.split()],
        "timetable": [*module, *timetable.split(), "--schedule", str(var / "timetable")],
    }


class Child:
    """One part of the product, started again whenever it ends by itself."""

    def __init__(
        self, name: str, command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path
    ) -> None:
        self.name, self.command, self.log = name, command, log
        self.env, self.cwd = env, cwd
        self.pause = SHORTEST_PAUSE
        self.began = 0.0
        self.due_at: float | None = None

    def start(self) -> None:
        """Start it; its output goes to its log."""
        self.began, self.due_at = time.monotonic(), None
        with processes.appending(self.log) as log:
            self.process = processes.start(self.command, log=log, env=self.env, cwd=self.cwd)

    def restart_if_dead(self) -> None:
        """Start it again if it ended, waiting longer each time it ends soon after its start."""
        if self.process.poll() is None:
            return
        if self.due_at is None:
            processes.sweep(self.process)
            lasted = time.monotonic() - self.began
            if lasted > LONGEST_PAUSE:
                self.pause = SHORTEST_PAUSE
            self.due_at = time.monotonic() + self.pause
            say(
                f"The {self.name} ended with code {self.process.returncode};"
                f" starting it again in {self.pause:.0f} s (its log: {self.log})."
            )
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        elif time.monotonic() >= self.due_at:
            self.start()

    def ask_to_stop(self) -> None:
        """Ask it to end what it is doing."""
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait until it has ended, and end it by force if it does not."""
        processes.stop(self.process, by=signal.SIGTERM, patience=STOP_PATIENCE)

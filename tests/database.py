"""Starts a private PostgreSQL for the tests, before pytest-django reads the settings."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from cop_tracker.embedded import places
from cop_tracker.embedded.postgres import Postgres

PREFIX = "cop-tests-pg"

# Playwright's synchronous API runs an event loop in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start it unless the environment names a server, or another worker of this run has done so."""
    if os.environ.get("DATABASE_URL") or os.environ.get("PYTEST_XDIST_WORKER"):
        return
    remove_what_killed_runs_left()
    server = Postgres(Path(tempfile.mkdtemp(prefix=f"{PREFIX}-{os.getpid()}-")), fast=True)
    # A cleanup runs even where pytest ends before it is configured.
    early_config.add_cleanup(lambda: remove(server.var))
    early_config.add_cleanup(server.stop)
    server.start()
    os.environ["DATABASE_URL"] = server.url(role="postgres", database="postgres")


def remove_what_killed_runs_left() -> None:
    """Remove the data of runs that could not do it themselves; their servers died with them."""
    for var in Path(tempfile.gettempdir()).glob(f"{PREFIX}-*"):
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(var.name.split("-")[3]), 0)
            continue
        remove(var)


def remove(var: Path) -> None:
    """Remove the data and the socket of a server that has stopped."""
    shutil.rmtree(places.socket_folder(var), ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)

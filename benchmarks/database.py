"""A PostgreSQL server of one benchmark's own, with empty tables, removed when it ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def private_database() -> Iterator[None]:
    """Start a durable server, point Django at it, and create the tables."""
    from cop_tracker.embedded.postgres import Postgres  # noqa: PLC0415 -- slow import

    folder = Path(tempfile.mkdtemp(prefix="benchmark-"))
    server = Postgres(folder)
    try:
        server.start()
        os.environ["VAR_DIR"] = str(folder)
        os.environ["DATABASE_URL"] = server.url(role="postgres", database="postgres")
        os.environ["DB_POOL"] = "no"
        os.environ["DJANGO_SETTINGS_MODULE"] = "cop_tracker.settings"
        connect()
        _create_tables()
        yield
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(server.sockets.parent, ignore_errors=True)


def connect() -> None:
    """Start Django on the server that the environment names; for a process of its own too."""
    import django  # noqa: PLC0415 -- slow import

    django.setup()


def _create_tables() -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- slow import

    call_command("migrate", verbosity=0)

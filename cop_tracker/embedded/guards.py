"""What must be true before a start, each refused in one sentence."""

from __future__ import annotations

import contextlib
import fcntl
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
from celery.exceptions import OperationalError
from kombu import Connection
from kombu.exceptions import KombuError

HOST = "127.0.0.1"
OLDEST_POSTGRES = 150_000
PATIENCE = 5  # seconds


class CannotStartError(Exception):
    """The product cannot start; the message says why in one sentence."""


@contextlib.contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold the data folder for ourselves; the kernel lets go of it however we end."""
    with (var / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStartError(f"it is running already from {var}.") from None
        yield


def refuse_a_taken_port(port: int) -> None:
    """Find out now, and in words, whether another program holds our port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise CannotStartError(f"port {port} needs more rights; set PORT.") from None
        except OSError:
            raise CannotStartError(
                f"port {port} is taken by another program; set PORT to a free one."
            ) from None


def refuse_a_silent_database(address: str) -> None:
    """Find out now whether the database the environment names answers and is new enough."""
    try:
        with psycopg.connect(address, connect_timeout=PATIENCE) as link:
            version = link.info.server_version
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise CannotStartError(f"the database DATABASE_URL names refused: {reason}") from None
    if version < OLDEST_POSTGRES:
        raise CannotStartError(
            f"PostgreSQL 15 or newer is needed; DATABASE_URL names version {version // 10_000}."
        )


def refuse_a_silent_broker(address: str) -> None:
    """Find out now whether the broker the environment names answers."""
    try:
        with Connection(address, connect_timeout=PATIENCE) as link:  # type: ignore[no-untyped-call] # kombu is untyped
            link.ensure_connection(max_retries=1, timeout=PATIENCE)
    except (OperationalError, KombuError, OSError, ValueError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise CannotStartError(f"the broker CELERY_BROKER_URL names refused: {reason}.") from None

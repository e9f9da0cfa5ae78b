"""Two addresses for monitors: can it serve, and which part is missing."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from celery.exceptions import OperationalError as BrokerError
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from kombu.exceptions import KombuError
from psycopg_pool import PoolTimeout

from cop_tracker.celery import app

SILENCE = timedelta(seconds=90)

Check = Callable[[datetime], str]


class HealthMiddleware:
    """Answer monitors before sessions, hosts and sign-in: they know the address, not the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _healthz()
        if request.path == "/readyz":
            return _readyz()
        return self.get_response(request)


def _healthz() -> HttpResponse:
    """Answer 200 once pages can be served: the database answers and its tables are current."""
    problem = database(timezone.now())
    return JsonResponse(
        {"status": "unavailable" if problem else "ok"}, status=503 if problem else 200
    )


def _readyz() -> HttpResponse:
    """Name each part, and answer 503 while one is missing."""
    now = timezone.now()
    parts = {name: check(now) for name, check in PARTS.items()}
    missing = [name for name, problem in parts.items() if problem]
    body = {
        "status": "unavailable" if missing else "ok",
        "parts": {
            name: {"ok": not problem, **({"problem": problem} if problem else {})}
            for name, problem in parts.items()
        },
    }
    return JsonResponse(body, status=503 if missing else 200)


def database(_: datetime) -> str:
    """Say what is wrong with the database; empty if nothing is."""
    try:
        if not _is_migrated():
            return "migrations are missing; run manage.py migrate"
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, PoolTimeout):
        return "it does not answer"
    return ""


@cache
def _migrated_once() -> list[bool]:
    return []


def _is_migrated() -> bool:
    """Compare tables and migrations; a yes is remembered, as tables do not go back."""
    if not _migrated_once():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated_once().append(True)
    return True


def broker(_: datetime) -> str:
    """Say what is wrong with the broker; empty if nothing is."""
    try:
        with app.connection_for_read(connect_timeout=2) as link:
            link.ensure_connection(max_retries=1, timeout=2)
    except (BrokerError, KombuError, OSError):
        return "it does not answer"
    return ""


def alive(part: str) -> Check:
    """Build the check of a part that says by itself that it is alive."""

    def check(now: datetime) -> str:
        from obligations.models import Pulse  # noqa: PLC0415 -- app ready

        try:
            pulse = Pulse.objects.filter(part=part).first()
        except DatabaseError:
            return "unknown while the database is away"
        if pulse is None:
            return "it has not been heard of yet"
        if now - pulse.at > SILENCE:
            return f"it was last heard of at {pulse.at.isoformat(timespec='seconds')}"
        return ""

    return check


def storage(_: datetime) -> str:
    """Say what is wrong with the evidence storage; empty if nothing is."""
    root = Path(settings.EVIDENCE_ROOT)
    probe = root / f".probe-{uuid.uuid4().hex}"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
        free = os.statvfs(root).f_bavail * os.statvfs(root).f_frsize
    except OSError as error:
        return f"it cannot be written ({error.strerror})"
    return "" if free > settings.EVIDENCE_FREE_BYTES else "it is almost full"


PARTS: dict[str, Check] = {
    "database": database,
    "broker": broker,
    "worker": alive("worker"),
    "timetable": alive("timetable"),
    "storage": storage,
}

"""A law change applied to many providers and undone, killed half way, against plain SQL.

Fills a database of its own with providers and models whose duties follow the text before
27 July 2026, and measures the command that applies the edition and the one that undoes it. Each is
killed with -9 half way and run again; the end state has to be that of an uninterrupted run, and
nobody may be told twice. The ratio is to plain SQL that writes the rows which every reader of the
change needs: the duties' text, one step and one notice for each provider.

    python -m benchmarks.edition_change [--providers 200] [--models 3]
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

from benchmarks.database import private_database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLACE = ("ai-act", "2026-07-27")

PLAIN = """
UPDATE obligations_duty d SET obligation_id = new.id, changed_at = %(now)s
FROM obligations_obligation old, obligations_obligation new, obligations_edition e
WHERE d.obligation_id = old.id AND d.ended_on IS NULL AND new.key = old.key
    AND new.edition_id = e.id AND e.instrument = 'ai-act' AND e.in_force_from = %(day)s
    AND old.instrument = 'ai-act';
INSERT INTO obligations_notice (id, provider_id, recipient_id, kind, key, title, text, path,
    queued_at)
SELECT gen_random_uuid(), m.provider_id, m.user_id, 'edition.changed',
    'plain:' || %(day)s || m.provider_id, 'The text changed', repeat('words ', 60), '/', %(now)s
FROM providers_membership m;
CREATE TEMPORARY TABLE IF NOT EXISTS plain_steps (provider_id uuid, done_at timestamptz);
INSERT INTO plain_steps SELECT id, %(now)s FROM providers_provider;
"""


def main() -> None:
    """Fill, measure, kill, compare, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--providers", type=int, default=200)
    options.add_argument("--models", type=int, default=3)
    asked = options.parse_args()
    with private_database():
        begun = time.perf_counter()
        _fill(asked.providers, asked.models)
        duties = _count("obligations_duty")
        filled = time.perf_counter() - begun
        print(f"{asked.providers} providers, {duties:,} duties ({filled:.0f} s to fill)")
        plain = _plain()
        before = _state()
        for command in ("apply_edition", "undo_edition"):
            whole = _timed(command)
            print(f"{command:14} {whole:8.2f} s  ratio to plain SQL {whole / plain:.1f}")
        assert _state() == before, "undone, everything is as it was"
        _killed(asked.providers, before)


def _killed(providers: int, before: object) -> None:
    whole = None
    for command in ("apply_edition", "undo_edition"):
        _run("DELETE FROM obligations_notice")
        reached = _kill(command, providers // 2)
        resumed = _timed(command)
        after = _state()
        if command == "apply_edition":
            whole = after
        else:
            assert after == before, "killed and resumed, everything is as it was"
        twice = _rows(
            "SELECT recipient_id, kind, count(*) FROM obligations_notice GROUP BY 1, 2 "
            "HAVING count(*) > 1"
        )
        assert not twice, "somebody was told twice"
        told = _count("obligations_notice")
        print(
            f"{command:14} killed after {reached} providers, resumed in {resumed:.2f} s, "
            f"{told} notices, none twice"
        )
    _timed("apply_edition")
    assert _state() == whole, "the same end as an uninterrupted run"
    print("killed and resumed, both end as an uninterrupted run does")


def _fill(providers: int, models: int) -> None:
    from django.db import transaction  # noqa: PLC0415 -- slow import

    from obligations.services import catalogue, duties  # noqa: PLC0415 -- slow import
    from providers.actors import OPERATOR  # noqa: PLC0415 -- slow import
    from providers.kinds import clean  # noqa: PLC0415 -- slow import
    from providers.models import (  # noqa: PLC0415 -- slow import
        AIModel,
        Fact,
        Membership,
        Provider,
        User,
    )

    def fact(provider: Provider, ai_model: AIModel | None, name: str, **value: object) -> Fact:
        cleaned = clean(name, value)
        return Fact(
            provider=provider,
            ai_model=ai_model,
            kind=name,
            value=cleaned,
            known_on=NOW.date(),
            recorded_at=NOW,
            recorded_by_name="Benchmark",
        )

    catalogue.sync(now=NOW, hold=True)
    for number in range(providers):
        with transaction.atomic():
            provider = Provider.objects.create(name=f"Provider {number}", created_at=NOW)
            user = User.objects.create(email=f"{number}@example.org", name=f"Officer {number}")
            Membership.objects.create(provider=provider, user=user, role="officer", created_at=NOW)
            chapters = {"transparency": "2025-08-01", "copyright": "2025-08-01"}
            fact(provider, None, "code-signature", chapters=chapters).save()
            for one in range(models):
                ai_model = AIModel.objects.create(
                    provider=provider, name=f"Model {one}", created_at=NOW
                )
                fact(provider, ai_model, "placement", union_market_date="2026-09-01").save()
                fact(provider, ai_model, "general-purpose", decision=True).save()
        duties.refresh(provider=provider, ai_model=None, by=OPERATOR, now=NOW)
    _run("UPDATE obligations_duty SET route = 'code' WHERE key IN ('aia-53-1-a', 'aia-53-1-b')")


def _plain() -> float:
    from django.db import transaction  # noqa: PLC0415 -- slow import

    with transaction.atomic():
        begun = time.perf_counter()
        _run(PLAIN, now=NOW, day="2026-07-27")
        seconds = time.perf_counter() - begun
        transaction.set_rollback(True)
    print(f"plain SQL      {seconds:8.2f} s")
    return seconds


def _command(name: str) -> list[str]:
    return [sys.executable, "manage.py", name, *PLACE, "--reason=Measured."]


def _timed(name: str) -> float:
    begun = time.perf_counter()
    subprocess.run(_command(name), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _kill(name: str, after: int) -> int:
    """Start the command and kill it once so many providers are through; answer how many were."""
    open_steps = (
        "SELECT count(*) FROM obligations_editionstep s JOIN obligations_editionchange c "
        "ON c.id = s.change_id WHERE c.finished_at IS NULL AND s.done_at IS NOT NULL"
    )
    running = subprocess.Popen(_command(name), stdout=subprocess.DEVNULL)
    while running.poll() is None and _rows(open_steps)[0][0] < after:
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL, "it ended before it could be killed"
    return int(_rows(open_steps)[0][0])


def _state() -> object:
    """Read what people go by: duties in force with their text, and open deadlines."""
    return (
        _rows(
            "SELECT d.id, d.key, d.owed, d.because, d.cite, e.in_force_from, d.route "
            "FROM obligations_duty d JOIN obligations_obligation o ON o.id = d.obligation_id "
            "JOIN obligations_edition e ON e.id = o.edition_id WHERE d.ended_on IS NULL "
            "ORDER BY d.id"
        ),
        _rows(
            "SELECT duty_id, clock, due_on, flag FROM obligations_deadline "
            "WHERE met_at IS NULL AND cancelled_at IS NULL ORDER BY duty_id, clock"
        ),
    )


def _count(table: str) -> int:
    return int(_rows(f"SELECT count(*) FROM {table}")[0][0])


def _rows(sql: str) -> list[tuple[object, ...]]:
    from django.db import connection  # noqa: PLC0415 -- slow import

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _run(sql: str, **values: object) -> None:
    from django.db import connection  # noqa: PLC0415 -- slow import

    with connection.cursor() as cursor:
        for statement in sql.split(";"):
            if statement.strip():
                cursor.execute(statement, values)


if __name__ == "__main__":
    main()

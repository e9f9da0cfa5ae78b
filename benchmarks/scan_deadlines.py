"""A scan of open deadlines of which few are due, against plain SQL that writes the same rows.

Fills a database of its own with synthetic rows and prints how long a scan takes as a ratio to one
plain UPDATE of the deadlines that are due, and to the three statements that would write everything
the scan writes: flags of deadlines, flags of duties, and one notice for each.

    python -m benchmarks.scan_deadlines [--open 1000000] [--due 10000] [--rounds 3] [--batch 1000]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from benchmarks.database import private_database

NOW = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)  # Monday 7 December in Brussels has begun
PROVIDERS = 500

FILL = """
INSERT INTO providers_provider (id, name, legal_name, contact_email, website, time_zone, origin,
    note, revision, created_at)
SELECT gen_random_uuid(), 'Provider ' || n, '', '', '', 'Europe/Brussels', 'customer', '', 1,
    %(now)s
FROM generate_series(1, %(providers)s) n;

INSERT INTO providers_user (id, password, is_superuser, email, name, is_office, is_active, is_staff,
    date_joined)
SELECT gen_random_uuid(), '!', false, n || '@example.org', 'Officer ' || n, false, true, false,
    %(now)s
FROM generate_series(1, %(providers)s) n;

INSERT INTO providers_membership (id, provider_id, user_id, role, created_at)
SELECT gen_random_uuid(), p.id, u.id, 'officer', %(now)s
FROM (SELECT id, row_number() OVER (ORDER BY name) n FROM providers_provider) p
JOIN (SELECT id, row_number() OVER (ORDER BY email) n FROM providers_user) u USING (n);

INSERT INTO providers_aimodel (id, provider_id, name, description, base_model_name, source,
    revision, created_at)
SELECT gen_random_uuid(), p.id, 'Model ' || n, '', '', '', 1, %(now)s
FROM providers_provider p, generate_series(1, 20) n;

INSERT INTO obligations_edition (instrument, in_force_from, title, cite, source_url, note, file,
    sha256, synced_at)
VALUES ('ai-act', '2024-07-12', 'AI Act', 'OJ', 'https://example.org', '', 'f', '', %(now)s);

INSERT INTO obligations_obligation (edition_id, key, kind, instrument, chapter, parent, position,
    title, summary, cite, source_url, audience, bearer, subject, rule, measures, confidence, body,
    valid_from)
SELECT id, 'aia-53-1-a', 'obligation', 'ai-act', '', '', 1, 'Documentation', 'S', 'Art. 53(1)(a)',
    'https://example.org', '{}', 'provider', 'model', '', '{}', 'P', '{}', '2024-07-12'
FROM obligations_edition;

INSERT INTO obligations_duty (id, provider_id, ai_model_id, obligation_id, key, bearer, owed,
    because, cite, missing, doubts, opened_at, ended_because, route, route_explanation, revision,
    changed_at, work_status, claim, decision, freshness, evidence_count, due_on, flag)
SELECT gen_random_uuid(), m.provider_id, m.id, o.id, 'key-' || n, 'provider', true,
    repeat('Because. ', 30), 'Art. 53(1)(a)', '{}', '{}', %(now)s, '', '', '', 1, %(now)s,
    'not-started', '', 'none', 'none', 0, '2026-12-07', 'upcoming-1'
FROM obligations_obligation o,
    (SELECT *, row_number() OVER (ORDER BY id) r FROM providers_aimodel) m,
    generate_series(0, %(open)s / (%(providers)s * 20)) n
WHERE n * %(providers)s * 20 + m.r <= %(open)s;

INSERT INTO obligations_deadline (id, provider_id, ai_model_id, duty_id, clock, title, due_on,
    due_at, rolled_on, is_provisional, because, cite, flag, next_check_at, opened_at)
SELECT gen_random_uuid(), d.provider_id, d.ai_model_id, d.id, 'fixed', 'Documentation',
    '2027-12-07', '2027-12-07T23:00Z', '2027-12-07', false, repeat('Because. ', 20),
    'Art. 53(1)(a)', 'none', '2027-09-07T22:00Z', %(now)s
FROM obligations_duty d;

CREATE TABLE benchmark_due AS
SELECT id FROM obligations_deadline ORDER BY id LIMIT %(due)s;
"""

# Back to the state in which exactly these deadlines are due for a look.
RESET = """
UPDATE obligations_deadline SET due_on = '2026-12-07', rolled_on = '2026-12-07',
    due_at = '2026-12-07T23:00Z', flag = 'upcoming-1', next_check_at = '2026-12-06T23:00Z'
WHERE id IN (SELECT id FROM benchmark_due);
UPDATE obligations_duty SET flag = 'upcoming-1'
WHERE id IN (SELECT duty_id FROM obligations_deadline WHERE id IN (SELECT id FROM benchmark_due));
DELETE FROM obligations_notice;
"""

DUE = "met_at IS NULL AND cancelled_at IS NULL AND next_check_at <= %(now)s"

ONE_UPDATE = f"""
UPDATE obligations_deadline SET flag = 'due-today', next_check_at = '2026-12-07T23:00Z' WHERE {DUE}
"""

SAME_ROWS = f"""
INSERT INTO obligations_notice (id, provider_id, recipient_id, kind, key, title, text, path,
    queued_at)
SELECT gen_random_uuid(), d.provider_id, m.user_id, 'deadline.flagged',
    'deadline:' || d.id || ':due-today', 'Due today: ' || d.title, 'The strict last day is ' ||
    d.due_on, '/duties/' || d.duty_id || '/', %(now)s
FROM obligations_deadline d JOIN providers_membership m ON m.provider_id = d.provider_id
WHERE {DUE} ON CONFLICT DO NOTHING;
UPDATE obligations_duty t SET flag = 'due-today', due_on = d.due_on
FROM obligations_deadline d WHERE d.duty_id = t.id AND {DUE};
{ONE_UPDATE}
"""


@dataclass(frozen=True)
class Times:
    """Seconds of each round."""

    scan: list[float]
    one_update: list[float]
    same_rows: list[float]


def main() -> None:
    """Fill, measure in turns, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--open", type=int, default=1_000_000)
    options.add_argument("--due", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--batch", type=int, default=1000)
    asked = options.parse_args()
    with private_database():
        seconds = _timed(lambda: _run(FILL, open=asked.open, due=asked.due, providers=PROVIDERS))
        print(f"{asked.open:,} open deadlines, {asked.due:,} of them due ({seconds:.0f} s to fill)")
        times = _measure(asked.rounds, asked.batch, asked.due)
    _print(times, asked.due)


def _measure(rounds: int, batch: int, due: int) -> Times:
    from obligations.services import deadlines  # noqa: PLC0415 -- slow import

    def scan() -> None:
        report = deadlines.scan(now=NOW, batch=batch)
        assert (report.checked, report.flagged, report.notices) == (due, due, due)

    times = Times([], [], [])
    for _ in range(rounds):
        times.one_update.append(_round(lambda: _run(ONE_UPDATE)))
        times.same_rows.append(_round(lambda: _run(SAME_ROWS)))
        times.scan.append(_round(scan))
    return times


def _round(work: Callable[[], None]) -> float:
    """Time one way from the same state, with the leavings of the one before swept away."""
    _run(RESET)
    for table in ("obligations_deadline", "obligations_duty", "obligations_notice"):
        _run(f"VACUUM ANALYZE {table}")
    _run("CHECKPOINT")
    return _timed(work)


def _run(sql: str, **values: int) -> None:
    from django.db import connection  # noqa: PLC0415 -- slow import

    with connection.cursor() as cursor:
        for statement in sql.split(";"):
            if statement.strip():
                cursor.execute(statement, values | {"now": NOW})


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _print(times: Times, due: int) -> None:
    scan, update, same = (median(one) for one in (times.scan, times.one_update, times.same_rows))
    print(f"scan                        {scan:8.3f} s  ({due / scan:,.0f} deadlines a second)")
    print(f"one plain UPDATE            {update:8.3f} s  ratio {scan / update:.1f}")
    print(f"plain SQL for the same rows {same:8.3f} s  ratio {scan / same:.1f}")


if __name__ == "__main__":
    main()

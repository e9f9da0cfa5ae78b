"""The list of duties at 100,000 duties, through the API and as the board asks, against plain SQL.

Fills a database of its own with synthetic rows of one provider and prints how long a page of 100
duties takes: as JSON through the whole API (token, rights, filters), at its start and in the
middle, as the board's query, as the same rows by plain SQL turned into the same JSON, and through
a bare Django view on the same server that does nothing. Every round times all of them, so that a
busy machine slows them alike.

    python -m benchmarks.duty_list [--duties 100000] [--rounds 200]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from benchmarks.database import private_database

NOW = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)
KEYS = 100
PAGE = 100

FILL = """
INSERT INTO providers_provider (id, name, legal_name, contact_email, website, time_zone, origin,
    note, revision, created_at)
VALUES (gen_random_uuid(), 'Synthetic', '', '', '', 'Europe/Brussels', 'customer', '', 1, %(now)s);

INSERT INTO providers_user (id, password, is_superuser, email, name, is_office, is_active, is_staff,
    date_joined)
VALUES (gen_random_uuid(), '!', false, 'officer@example.org', 'Officer', false, true, false,
    %(now)s);

INSERT INTO providers_membership (id, provider_id, user_id, role, created_at)
SELECT gen_random_uuid(), p.id, u.id, 'officer', %(now)s
FROM providers_provider p, providers_user u;

INSERT INTO providers_aimodel (id, provider_id, name, description, base_model_name, source,
    revision, created_at)
SELECT gen_random_uuid(), p.id, 'Model ' || n, '', '', '', 1, %(now)s
FROM providers_provider p, generate_series(1, %(models)s) n;

INSERT INTO obligations_edition (instrument, in_force_from, title, cite, source_url, note, file,
    sha256, synced_at)
VALUES ('ai-act', '2024-07-12', 'AI Act', 'OJ', 'https://example.org', '', 'f', '', %(now)s);

INSERT INTO obligations_obligation (edition_id, key, kind, instrument, chapter, parent, position,
    title, summary, cite, source_url, audience, bearer, subject, rule, measures, confidence, body,
    valid_from)
SELECT e.id, 'key-' || n, 'obligation', 'ai-act', '', '', n, 'Obligation ' || n, 'Summary',
    'Art. 53(1)(a)', 'https://example.org', '{}', 'provider', 'model', '', '{}', 'P', '{}',
    '2024-07-12'
FROM obligations_edition e, generate_series(1, %(keys)s) n;

INSERT INTO obligations_duty (id, provider_id, ai_model_id, obligation_id, key, bearer, owed,
    applies_from, enforceable_from, because, cite, missing, doubts, opened_at, ended_because, route,
    route_explanation, assignee_id, revision, changed_at, work_status, claim, decision, freshness,
    evidence_count, due_on, flag)
SELECT gen_random_uuid(), m.provider_id, m.id, o.id, o.key, 'provider', true, '2025-08-02',
    '2026-08-02', repeat('Because. ', 30), 'Art. 53(1)(a)', '{}', '{A13}', %(now)s, '', 'code', '',
    u.id, 1, %(now)s, 'in-progress', '', 'none', 'fresh', 2,
    date '2026-12-01' + (random() * 700)::int, 'upcoming-90'
FROM providers_aimodel m, obligations_obligation o, providers_user u;

INSERT INTO obligations_deadline (id, provider_id, ai_model_id, duty_id, clock, title, due_on,
    due_at, rolled_on, is_provisional, because, cite, flag, next_check_at, opened_at)
SELECT gen_random_uuid(), d.provider_id, d.ai_model_id, d.id, 'fixed', 'Documentation', d.due_on,
    d.due_on + interval '23 hours', d.due_on, false, repeat('Because. ', 20), 'Art. 53(1)(a)',
    'upcoming-90', %(now)s, %(now)s
FROM obligations_duty d;
"""

# What the API answers, asked for by hand: the same columns of the same rows in the same order.
SAME_ROWS = """
SELECT d.id, d.key, o.title, d.provider_id, p.name, d.ai_model_id, m.name, d.owed, d.applies_from,
    d.enforceable_from, d.due_on, t.rolled_on, t.is_provisional, d.because, d.cite, d.missing,
    d.doubts, d.bearer, d.claim, d.decision, d.route, d.route_explanation, d.work_status,
    d.freshness, d.evidence_count, d.flag, d.assignee_id, u.name, d.target_on, d.opened_at,
    d.changed_at, d.ended_on, d.ended_because, d.revision
FROM obligations_duty d
JOIN obligations_obligation o ON o.id = d.obligation_id
JOIN providers_provider p ON p.id = d.provider_id
LEFT JOIN providers_aimodel m ON m.id = d.ai_model_id
LEFT JOIN providers_user u ON u.id = d.assignee_id
LEFT JOIN obligations_deadline t
    ON t.duty_id = d.id AND t.met_at IS NULL AND t.cancelled_at IS NULL
WHERE d.provider_id = %s AND d.ended_on IS NULL
ORDER BY d.due_on, d.id LIMIT 101
"""


def main() -> None:
    """Fill, warm up, time, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--duties", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=200)
    given = arguments.parse_args()
    with private_database():
        _fill(given.duties)
        _print(_measure(given.rounds), given.duties)


def _fill(duties: int) -> None:
    from django.db import connection  # noqa: PLC0415 -- slow import

    values = {"now": NOW, "keys": KEYS, "models": max(1, duties // KEYS)}
    with connection.cursor() as cursor:
        for statement in FILL.split(";"):
            if statement.strip():
                cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")


def _measure(rounds: int) -> dict[str, list[float]]:
    ways = _ways()
    for work in ways.values():
        for _ in range(10):
            work()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            begun = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - begun)
    return times


def _ways() -> dict[str, Callable[[], object]]:
    from django.conf import settings  # noqa: PLC0415 -- slow import
    from django.test import Client  # noqa: PLC0415 -- slow import

    from providers.models import ApiToken, Provider, User  # noqa: PLC0415 -- slow import

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = __name__
    user = User.objects.get()
    _, token = ApiToken.objects.create(
        user=user,
        expiry=timedelta(days=1),
        label="benchmark",
        scopes=["read"],
        password_number=user.password_number,
    )
    provider = Provider.objects.get()
    client = Client(headers={"Authorization": f"Bearer {token}"})

    def through_the_api(cursor: str = "") -> object:
        response = client.get(f"/api/v1/duties/?page_size={PAGE}&cursor={cursor}")
        assert len(response.json()["results"]) == PAGE
        return response

    middle = _cursor_in_the_middle()

    def bare_view() -> object:
        response = client.get("/bare/")
        assert response.json() == {}
        return response

    return {
        "api": through_the_api,
        "deep": lambda: through_the_api(middle),
        "board": lambda: _board(provider),
        "sql": lambda: _plain_sql(provider.pk),
        "bare": bare_view,
    }


def _cursor_in_the_middle() -> str:
    from obligations.api.duties.duties import Duties  # noqa: PLC0415 -- slow import
    from obligations.models import Duty  # noqa: PLC0415 -- slow import
    from providers.rest.pagination import Cursor, order_of  # noqa: PLC0415 -- slow import

    rows = Duty.objects.order_by("due_on", "pk").values_list("due_on", "pk")
    return Cursor(order_of(Duties.orders["due"]), rows[rows.count() // 2], False).text()


def _board(provider: Any) -> list[Any]:
    from obligations.queries import board  # noqa: PLC0415 -- slow import
    from providers.actors import OPERATOR  # noqa: PLC0415 -- slow import

    return list(board.duties(provider, OPERATOR, {}, on=date(2026, 12, 7))[: PAGE + 1])


def _plain_sql(provider_id: object) -> str:
    from django.db import connection  # noqa: PLC0415 -- slow import

    with connection.cursor() as cursor:
        cursor.execute(SAME_ROWS, [provider_id])
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return json.dumps(rows, default=str)


def _bare(request: Any) -> Any:
    from django.http import JsonResponse  # noqa: PLC0415 -- slow import

    return JsonResponse({})


def __getattr__(name: str) -> Any:
    """Answer as a site map: the product's own, and one view that does nothing."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import path  # noqa: PLC0415 -- slow import

    from cop_tracker.urls import urlpatterns  # noqa: PLC0415 -- slow import

    return [path("bare/", _bare), *urlpatterns]


def _print(times: dict[str, list[float]], duties: int) -> None:
    middle = {name: median(found) * 1000 for name, found in times.items()}
    print(f"A page of {PAGE} of {duties:,} duties, medians in milliseconds")
    for name, told in (
        ("api", "whole API, token to JSON"),
        ("deep", "the same in the middle of the list"),
        ("board", "the board's query"),
        ("sql", "same rows by plain SQL, as JSON"),
        ("bare", "bare Django view"),
    ):
        ratios = (
            f"{middle[name] / middle['sql']:5.2f} x SQL {middle[name] / middle['bare']:6.2f} x bare"
        )
        print(f"{told:35} {middle[name]:8.2f}   {ratios}")


if __name__ == "__main__":
    main()

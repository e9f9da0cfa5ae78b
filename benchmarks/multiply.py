"""Multiplies the rows of a filled database, as plain SQL: more of everything that providers keep.

Two ways, to be used in this order: ``providers`` adds whole further providers; then
``within_providers`` gives those there were before more models, duties, evidence and matters.
The copies keep their words and days. Ids are made from the original's and the number of the copy,
so that what belonged together still does. Triggers and foreign keys rest meanwhile; the audit
trail of the result does not verify, and nothing but reading is meant for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

# What belongs to people and accounts, or is there once: copies of it would have no meaning.
SHARED = frozenset(
    {
        "providers_provider",
        "providers_user",
        "providers_membership",
        "providers_apitoken",
        "providers_audithead",
        "providers_idempotentrequest",
        "providers_invitation",
        "obligations_storedfile",
        "obligations_visit",
        "calendars_feed",
        "webhooks_endpoint",
    }
)
# What points to rows of several tables, without a foreign key.
LOOSE = frozenset({"matter_id", "subject_id"})
_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL),
    CASE WHEN a.atttypmod > 4 AND a.atttypid = 'varchar'::regtype THEN a.atttypmod - 4 END
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
    AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
_REFERENCES = """
SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, c.conname
FROM pg_constraint c
CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(here, there)
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here
JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = k.there
WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND t.attname = 'id'
"""
_UNIQUE = """
SELECT i.indrelid::regclass::text, i.indexrelid::text,
    array(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = i.indrelid
        AND (a.attnum = ANY (i.indkey) OR pg_get_indexdef(i.indexrelid) LIKE '%%lower(%%' ||
        a.attname || '%%'))
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'public'::regnamespace
"""
_TEXTS = ("character varying", "text")
_NUMBERS = ("bigint", "integer", "smallint")
STEP = 1_000  # Between the numbers that two copies of a row carry.
OTHERS = 1_001  # The first copy that is a provider of its own.


@dataclass(frozen=True, slots=True)
class Table:
    """A table to copy: its columns with type and longest length, and what its rows point to."""

    name: str
    columns: dict[str, tuple[str, int | None]]
    references: dict[str, str]
    unique: tuple[frozenset[str], ...]


def within_providers(copies: int, among: Iterable[UUID]) -> None:
    """Give each of the providers ``copies`` copies of each of its rows."""
    tables = [one for one in _tables() if one.name not in SHARED]
    _copy(tables, range(1, copies + 1), among=list(among))


def providers(copies: int) -> None:
    """Add ``copies`` further providers for each there is, with one row for each of its rows."""
    own = {"providers_provider", "providers_audithead", "obligations_storedfile"}
    tables = [one for one in _tables() if one.name not in SHARED or one.name in own]
    # Numbers of their own: with those of the other way, two copies would have one id.
    _copy(tables, range(OTHERS, OTHERS + copies))


def rows() -> int:
    """Count the rows of every table that belongs to providers."""
    with connection.cursor() as cursor:
        total = 0
        for table in _tables():
            cursor.execute(f"SELECT count(*) FROM {table.name}")
            total += cursor.fetchone()[0]
    return total


def _copy(tables: Iterable[Table], copies: range, among: list[UUID] | None = None) -> None:
    chosen = {one.name: one for one in tables}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in chosen.values():
            columns = ", ".join(f'"{name}"' for name in table.columns)
            values = ", ".join(_value(table, name, chosen) for name in table.columns)
            # Rows that do not name a provider are few; what their copies point to decides of them.
            theirs = among is not None and "provider_id" in table.columns
            cursor.execute(
                f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {table.name} o,"
                f" generate_series(%s, %s) k {'WHERE o.provider_id = ANY (%s)' if theirs else ''}"
                " ON CONFLICT DO NOTHING",
                [copies.start, copies.stop - 1, *([among] if theirs else [])],
            )
        _drop_what_points_nowhere(cursor, chosen)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def _value(table: Table, name: str, chosen: dict[str, Table]) -> str:
    kind, longest = table.columns[name]
    if name == "id" or table.references.get(name) in chosen:
        return _changed(f'o."{name}"', kind)
    if name in table.references:
        return f'o."{name}"'
    if name in LOOSE:
        return _changed(f'o."{name}"', kind)
    moved = {one for one, target in table.references.items() if target in chosen} | LOOSE
    if not any(name in unique and not unique & moved for unique in table.unique):
        return f'o."{name}"'
    if kind in _TEXTS:
        # A digest has a fixed length; a name stays a name.
        room = f'left(o."{name}", {longest} - 8)' if longest else f'o."{name}"'
        return f"{room} || ' ' || lpad(k::text, 7, '0')"
    return _changed(f'o."{name}"', kind) if kind in (*_NUMBERS, "uuid") else f'o."{name}"'


def _changed(column: str, kind: str) -> str:
    if kind in _TEXTS:  # An id kept as text, of a row of any table; empty where there is none.
        return f"coalesce(md5(nullif({column}, '') || '-' || k)::uuid::text, '')"
    if kind == "uuid":
        return f"md5({column}::text || '-' || k)::uuid"
    return f"({column} + k * {STEP})::{kind}"


def _drop_what_points_nowhere(cursor: Any, chosen: dict[str, Table]) -> None:
    """Remove copies whose parent could not be copied, until nothing is left to remove."""
    while True:
        removed = 0
        for table in chosen.values():
            for column, target in table.references.items():
                cursor.execute(
                    f'DELETE FROM {table.name} o WHERE o."{column}" IS NOT NULL AND NOT EXISTS'
                    f' (SELECT 1 FROM {target} t WHERE t.id = o."{column}")'
                )
                removed += cursor.rowcount
        if not removed:
            return


def _tables() -> list[Table]:
    """Describe every table whose rows belong to a provider, and the tables of what they hold."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns: dict[str, dict[str, tuple[str, int | None]]] = {}
        for table, name, kind, longest in cursor.fetchall():
            columns.setdefault(table, {})[name] = (kind, longest)
        cursor.execute(_REFERENCES)
        references: dict[str, dict[str, str]] = {}
        for table, name, target, _ in cursor.fetchall():
            references.setdefault(table, {})[name] = target
        cursor.execute(_UNIQUE)
        unique: dict[str, list[frozenset[str]]] = {}
        for table, _, names in cursor.fetchall():
            unique.setdefault(table, []).append(frozenset(names))
    own = {"providers_provider"}
    while True:
        more = {
            table
            for table, targets in references.items()
            if table not in own and any(target in own for target in targets.values())
        }
        if not more:
            break
        own |= more
    return [
        Table(one, columns[one], references.get(one, {}), tuple(unique.get(one, ())))
        for one in sorted(own)
    ]

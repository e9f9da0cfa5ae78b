"""The role the product runs as: it works on rows, and owns nothing."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

RIGHTS = {
    "TABLES": "SELECT, INSERT, UPDATE, DELETE",
    "SEQUENCES": "USAGE, SELECT",
}


def make(link: psycopg.Connection[Any], *, name: str, password: str = "") -> None:
    """Make the role if there is none, and let it work on what the connected role makes from now on.

    It is neither superuser nor exempt from row-level security, owns no table and may not truncate,
    so the append-only trail holds against the product's own mistakes. ``link`` belongs to the role
    that migrates.
    """
    role, owner = sql.Identifier(name), sql.Identifier(link.info.user)
    known = link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    if known is None:
        link.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    if password:
        # The server is handed a hash: its log may keep what it is told.
        kept = link.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
        link.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(kept.decode())))
    link.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    for kind, rights in RIGHTS.items():
        parts = {"owner": owner, "role": role, "rights": sql.SQL(rights), "kind": sql.SQL(kind)}
        link.execute(
            sql.SQL("GRANT {rights} ON ALL {kind} IN SCHEMA public TO {role}").format(**parts)
        )
        link.execute(
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT {rights} ON {kind} TO {role}"
            ).format(**parts)
        )

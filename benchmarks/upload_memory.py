"""Memory of the web server while one large file is uploaded through the API.

Starts the whole product with a data folder of its own and the demonstration in it, uploads a file
as evidence, and prints by how much the web processes grew, at most, while it arrived. The hash the
server answers must be that of the bytes sent.

    python -m benchmarks.upload_memory [--gigabytes 2] [--limit-megabytes 64]

Ends with 1 if the growth is above the limit.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
BLOCK = 1024 * 1024
BOUNDARY = "a-boundary-that-is-not-in-random-bytes"
PATIENCE = 300.0  # seconds for the first start, which fills in the demonstration


def main() -> None:
    """Measure, print, and judge."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gigabytes", type=float, default=2.0)
    options.add_argument("--limit-megabytes", type=float, default=64.0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="upload-memory-") as folder:
        var = Path(folder) / "var"
        with _product(var) as (port, process):
            client = Client(port, _officer_token(var))
            client.upload(BLOCK)  # the first upload loads modules
            report = _measure(client, int(asked.gigabytes * 1e9), process.pid)
    print(report)
    sys.exit(report.growth > asked.limit_megabytes * 1e6)


class Report:
    """What one upload cost."""

    def __init__(self, size: int, seconds: float, before: int, peak: int) -> None:
        self.size, self.seconds, self.before, self.peak = size, seconds, before, peak

    @property
    def growth(self) -> int:
        """Bytes of memory the web processes grew by at most."""
        return self.peak - self.before

    def __str__(self) -> str:
        return (
            f"{self.size / 1e9:.2f} GB uploaded in {self.seconds:.1f} s "
            f"({self.size / 1e6 / self.seconds:.0f} MB/s); web processes: "
            f"{self.before / 1e6:.0f} MB before, {self.peak / 1e6:.0f} MB at most, "
            f"growth {self.growth / 1e6:.1f} MB."
        )


class Client:
    """A program with a token that uploads evidence."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self.headers = {"Authorization": f"Bearer {token}"}
        duties = self._call("GET", "/api/v1/duties/?owed=true")["results"]
        self.path = f"/api/v1/duties/{duties[0]['id']}/evidence/"

    def upload(self, size: int) -> None:
        """Send a file of so many bytes; raise if the server did not store exactly those."""
        content = RandomFile(size)
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="weights.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'
        ).encode()
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        answer = self._call(
            "POST",
            self.path,
            body=content.between(head, tail),
            headers={
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Content-Length": str(len(head) + size + len(tail)),
            },
        )
        if (answer["sha256"], answer["size"]) != (content.sha256.hexdigest(), size):
            raise SystemExit(f"The server stored something else: {answer}")

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        connection.request(method, path, body=body, headers=self.headers | (headers or {}))
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status not in (200, 201):
            raise SystemExit(f"{method} {path} answered {answer.status}: {text[:400]!r}")
        return json.loads(text)


class RandomFile:
    """Bytes that no compression or deduplication on the way makes smaller."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.sha256 = hashlib.sha256()

    def between(self, head: bytes, tail: bytes) -> Iterator[bytes]:
        """Give the parts of a request body around the file."""
        yield head
        noise, sent = os.urandom(BLOCK), 0
        while sent < self.size:
            block = (sent.to_bytes(8, "big") + noise[8:])[: self.size - sent]
            self.sha256.update(block)
            sent += len(block)
            yield block
        yield tail


def _measure(client: Client, size: int, supervisor: int) -> Report:
    before = peak = _memory(_web_processes(supervisor))
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, _memory(_web_processes(supervisor)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.monotonic()
    try:
        client.upload(size)
    finally:
        done.set()
        watcher.join()
    return Report(size, time.monotonic() - began, before, peak)


def _web_processes(supervisor: int) -> list[int]:
    """Find the web server and its workers among the descendants of the supervisor."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            stat = (entry / "stat").read_text()
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    family = {supervisor}
    while True:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        if not more:
            break
        family |= more
    return [pid for pid in family if "granian" in _command(pid)]


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def _memory(pids: list[int]) -> int:
    """Add up the resident memory of processes, in bytes."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


@contextlib.contextmanager
def _product(var: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the product until the block ends."""
    port = _free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL"}
    } | {"VAR_DIR": str(var), "PORT": str(port), "DEMO": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "cop_tracker.embedded"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(port, process)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        if process.poll() is not None:
            raise SystemExit("The product did not start; its message is above.")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise SystemExit("The product did not answer in time.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _officer_token(var: Path) -> str:
    accounts = json.loads((var / "demo-access.json").read_text())["accounts"]
    return next(str(one["token"]) for one in accounts if one["role"] == "officer")


if __name__ == "__main__":
    main()

"""The running product: every process of it, on a port and a data folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
PATIENCE = 240  # seconds
NOT_INHERITED = ("DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "DB_POOL")


@dataclass(frozen=True)
class Product:
    """Where it runs, where it keeps its data, and who may sign in."""

    url: str
    var: Path
    process: subprocess.Popen[bytes]

    def account(self, role: str) -> dict[str, str]:
        kept = json.loads((self.var / "demo-access.json").read_text())
        return next(one for one in kept["accounts"] if one["role"] == role)

    def call(self, method: str, path: str, role: str, body: object = None) -> tuple[int, dict]:
        """Ask the API as one of the accounts; answers status and body."""
        request = urllib.request.Request(
            f"{self.url}/api/v1/{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Authorization": f"Bearer {self.account(role)['token']}",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")


@pytest.fixture(scope="module")
def product(tmp_path_factory) -> Iterator[Product]:
    var = tmp_path_factory.mktemp("product")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    env |= {"VAR_DIR": str(var), "PORT": str(port), "TOOLS_RATE": "off"}
    env["DJANGO_SETTINGS_MODULE"] = "cop_tracker.settings"
    env["BASE_URL"] = f"http://127.0.0.1:{port}"
    with (var / "said.log").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "cop_tracker.embedded"],
            cwd=ROOT, env=env, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    give_up_at = time.monotonic() + PATIENCE
    while b"Ready" not in (var / "said.log").read_bytes():
        if process.poll() is not None or time.monotonic() > give_up_at:
            process.kill()
            pytest.fail((var / "said.log").read_text())
        time.sleep(0.2)
    yield Product(env["BASE_URL"], var, process)
    process.send_signal(signal.SIGINT)
    process.wait(60)


@pytest.fixture
def chromium() -> Iterator[object]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            chromium_sandbox=os.getuid() != 0,
            args=["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield opened
        opened.close()

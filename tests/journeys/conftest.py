"""The running product: every process of it, on a port and a data folder of its own.

All journeys share one, so each takes a model or a duty of its own. `PRODUCT` (an address) and
`PRODUCT_VAR` (its data folder) name one that runs already; `SCREENSHOTS` names the folder for what
the journeys looked at.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import ROOT, launched

PATIENCE = 600  # seconds: filling in the demonstration may share its machine with much else
SHOWN_WITHIN = 60_000  # milliseconds: all processes of the product share one machine
DESK = {"width": 1440, "height": 900}
NOT_INHERITED = ("DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "DB_POOL")


@dataclass(frozen=True)
class Product:
    """Where it runs, where it keeps its data, and who may sign in."""

    url: str
    var: Path
    process: subprocess.Popen[bytes] | None = None

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


@pytest.fixture(scope="package")
def product(tmp_path_factory) -> Iterator[Product]:
    if "PRODUCT" in os.environ:
        yield Product(os.environ["PRODUCT"], Path(os.environ["PRODUCT_VAR"]))
        return
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
            process.wait()
            pytest.fail((var / "said.log").read_text())
        time.sleep(0.2)
    yield Product(env["BASE_URL"], var, process)
    process.send_signal(signal.SIGINT)
    process.wait(60)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with launched("--lang=en-US") as browser:  # decides the order of typing in a field of a day
        yield browser


@pytest.fixture(scope="package", autouse=True)
def patience() -> Iterator[None]:
    """Expect what a page shows within the time of a journey, and elsewhere as usual."""
    expect.set_options(timeout=SHOWN_WITHIN)
    yield
    expect.set_options(timeout=None)


@pytest.fixture
def opens(chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Open windows that are closed again after the test; takes what a context takes."""
    opened: list[BrowserContext] = []

    def opens(**wishes: object) -> BrowserContext:
        context = chromium.new_context(**{"viewport": DESK} | wishes)
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield opens
    for context in opened:
        context.close()


@pytest.fixture(scope="package")
def look(tmp_path_factory) -> Callable[[Page, str], None]:
    """Keep a picture of a page under a name."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)

    def look(page: Page, name: str) -> None:
        # From the top, or what sticks to the window would lie over the middle of the page.
        before = page.evaluate("() => { const y = scrollY; scrollTo(0, 0); return y }")
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        page.evaluate("y => scrollTo(0, y)", before)

    return look

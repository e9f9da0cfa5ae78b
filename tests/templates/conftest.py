"""The built stylesheet, and pages a real browser can open without the rest of the product."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.test import RequestFactory

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def built_styles(tmp_path_factory) -> Path:
    built = tmp_path_factory.mktemp("styles") / "app.built.css"
    source = ROOT / "cop_tracker/static/cop_tracker/app.css"
    command = Path(sys.executable).with_name("tailwindcss")
    subprocess.run(
        [command, "--input", source, "--output", built, "--minify"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return built


@pytest.fixture(scope="session")
def site(tmp_path_factory, built_styles) -> Iterator[str]:
    """The style guide, with what it loads, on a loopback address of its own."""
    from cop_tracker.style_guide import style_guide

    folder = tmp_path_factory.mktemp("site")
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    (folder / "index.html").write_bytes(style_guide(request).content)
    for name in ("site.js", "icons.svg", "icon.svg"):
        keep(folder / "static/cop_tracker" / name, Path(finders.find(f"cop_tracker/{name}")))
    keep(folder / "static/cop_tracker/app.built.css", built_styles)
    htmx = "django_htmx/htmx-2.min.js"
    keep(folder / "static" / htmx, Path(finders.find(htmx)))
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def keep(target: Path, source: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            chromium_sandbox=os.getuid() != 0,
            args=["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()

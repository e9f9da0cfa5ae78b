"""A real browser and the built stylesheet, for the tests that look at pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connections

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
CALM = ("--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


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


@contextmanager
def launched(*more: str) -> Iterator[Browser]:
    """A browser that asks nobody but the page; skips the test on a machine that has none.

    While it runs, Playwright's event loop counts as running in this thread, and there Django keeps
    connections of its own, which no test ends: they are closed before the loop is left.
    """
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=os.getuid() != 0, args=[*CALM, *more]
        )
        try:
            yield chromium
        finally:
            connections.close_all()
            chromium.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium

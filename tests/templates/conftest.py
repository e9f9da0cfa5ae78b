"""The built stylesheet, and pages a real browser can open without the rest of the product."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.test import RequestFactory

from tests.browser import browser, built_styles

__all__ = ["browser", "built_styles", "site"]


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

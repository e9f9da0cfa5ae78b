"""Shows stored files in place: PDF and images as pictures made anew, texts as escaped text.

Nothing of a stranger's file reaches the browser as it is: no SVG, no HTML, no PDF. Pages and images
are drawn by ``preview_worker`` in a process that may be killed; a text is handed on as text.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from obligations import storage
from obligations.models import EvidenceVersion
from providers.errors import DomainError

MOST_TEXT = 200_000  # bytes
MOST_BYTES = 200 * 1024**2
PATIENCE = 30  # seconds
IMAGES = {
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/tiff",
    "image/bmp",
    "image/x-ms-bmp",
}
# Each process of the web draws so many at once, so that pictures never take all of the machine.
_drawing = BoundedSemaphore(2)
# So many of its threads draw or wait for it; the others go on with everything else.
_asking = BoundedSemaphore(4)
# What the limits of the drawing process end it by; other signals come from a file that breaks it.
_OUT_OF_TIME = (-signal.SIGKILL, -signal.SIGXCPU)


class NoPreview(DomainError):
    """A file that cannot be shown in place, with the reason; it can be downloaded all the same."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What one page of a file shows. ``kind`` is pdf, image or text.

    ``width`` and ``height`` are those of the picture, in pixels. ``encoding`` is how a text was
    read; ``is_guess`` says that nothing in it tells so, ``is_cut`` that more follows.
    """

    kind: str
    page: int = 1
    pages: int = 1
    width: int = 0
    height: int = 0
    text: str = field(default="", repr=False)
    encoding: str = ""
    is_guess: bool = False
    is_cut: bool = False


def kind_of(version: EvidenceVersion) -> str:
    """Say how a file would be shown, by what its bytes were recognised as."""
    found = version.stored_file.media_type if version.stored_file else ""
    if found == "application/pdf":
        return "pdf"
    return "image" if found in IMAGES else "text"


def of(version: EvidenceVersion, *, page: int = 1) -> Preview:
    """Read what a page of a version shows; the caller fetched it with ``visible_to``.

    Raises NoPreview with the reason, or BytesMissing.
    """
    kind = kind_of(version)
    if kind == "text":
        return _text(version)
    facts, _rest = _ask("facts", kind, version, page)
    return Preview(
        kind=kind,
        page=page,
        pages=facts["pages"],
        width=facts["width"],
        height=facts["height"],
        text=facts["text"],
    )


def picture(version: EvidenceVersion, *, page: int = 1) -> bytes:
    """Draw a page of a PDF, or an image, as a WebP; raises as ``of`` does."""
    kind = kind_of(version)
    if kind == "text":
        raise NoPreview(_("This file is no picture."))
    return _ask("picture", kind, version, page)[1]


def _ask(task: str, kind: str, version: EvidenceVersion, page: int) -> tuple[dict[str, Any], bytes]:
    if version.size > MOST_BYTES:
        raise NoPreview(_problem("large"))
    with storage.open_bytes(provider_id=version.provider_id, sha256=version.sha256) as stored:
        path = stored.name
    worker = Path(__file__).with_name("preview_worker.py")
    command = [sys.executable, "-I", str(worker), task, kind, str(path), str(page)]
    try:
        with _turn():
            done = subprocess.run(  # noqa: S603 -- our own program; the path is made of a hash
                command,
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
                cwd="/",
            )
    except subprocess.TimeoutExpired:
        raise NoPreview(_problem("slow")) from None
    line, _newline, rest = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise NoPreview(_problem("slow" if done.returncode in _OUT_OF_TIME else "broken"))
    facts = json.loads(line)
    if "problem" in facts:
        raise NoPreview(_problem(facts["problem"]))
    return facts, rest


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn to draw, but never with most threads of the process."""
    if not _asking.acquire(blocking=False):
        raise NoPreview(_problem("busy"))
    try:
        if not _drawing.acquire(timeout=PATIENCE / 3):
            raise NoPreview(_problem("busy"))
        try:
            yield
        finally:
            _drawing.release()
    finally:
        _asking.release()


def _text(version: EvidenceVersion) -> Preview:
    with storage.open_bytes(provider_id=version.provider_id, sha256=version.sha256) as stored:
        head = stored.read(MOST_TEXT)
    is_cut = version.size > len(head)
    for encoding, shown in (("utf-8", "UTF-8"), ("utf-16", "UTF-16")):
        if encoding == "utf-16" and not head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            continue
        try:
            # Incremental, because the cut may fall inside a character.
            text = getincrementaldecoder(encoding)().decode(head).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return Preview(kind="text", text=text, encoding=shown, is_cut=is_cut)
    best = None if b"\x00" in head else from_bytes(head).best()
    if best is None:
        raise NoPreview(_problem("kind"))
    # Many code pages read a Western text alike; the usual one is named.
    usual = head.decode("cp1252", "replace") == str(best)
    name = "Windows-1252" if usual else best.encoding.replace("_", "-").upper()
    return Preview(kind="text", text=str(best), encoding=name, is_guess=True, is_cut=is_cut)


def _problem(name: str) -> str:
    return {
        "busy": _("Too many previews are being drawn. Try again in a moment."),
        "kind": _("Files of this kind are not shown here. Download it to read it."),
        "large": _("This file is too large to be shown here. Download it to read it."),
        "locked": _("This PDF asks for a password. Download it to read it."),
        "page": _("This file has no such page."),
        "slow": _("Drawing this file took too long. Download it to read it."),
    }.get(name, _("This file cannot be drawn: it may be damaged. Download it to read it."))

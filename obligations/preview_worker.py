"""Shows a page of a PDF, or a picture, as a new picture; a process of its own that may be killed.

Files of strangers are read by large libraries, so this happens apart from the product: with limits
on time and memory, without the product's environment, its secrets or its connections. Called as
``python preview_worker.py facts|picture pdf|image PATH PAGE``; writes one line of JSON, and after
it, for ``picture``, the bytes of a WebP. What goes wrong is told as ``{"problem": ...}``.
"""

from __future__ import annotations

import io
import json
import math
import resource
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from pypdfium2 import PdfDocument, PdfPage

SECONDS = 20
MEMORY = 1 << 30
WIDTH, HEIGHT = 1200, 2400  # at most, in pixels
MOST_PIXELS = 100_000_000
MOST_TEXT = 20_000  # characters of a page
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")


class Unshowable(Exception):
    """A file that cannot be shown; the message is one of the problems the product knows."""


def main(words: list[str]) -> int:
    """Do what the words say."""
    _limit()
    task, kind, path, page = words
    show = {"pdf": _pdf, "image": _image}[kind]
    try:
        facts, picture = show(path, int(page), is_drawn=task == "picture")
    except Unshowable as problem:
        facts, picture = {"problem": str(problem)}, None
    except MemoryError:
        facts, picture = {"problem": "large"}, None
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    if picture is not None:
        made = io.BytesIO()
        picture.save(made, "WEBP", quality=88, method=2)
        sys.stdout.buffer.write(made.getvalue())
    return 0


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _pdf(path: str, page: int, *, is_drawn: bool) -> tuple[dict[str, Any], Any]:
    import pypdfium2 as pdfium  # noqa: PLC0415 -- each task loads what it needs

    try:
        document = pdfium.PdfDocument(path)
        # Else the fields of a form stay blank, whatever was filled in.
        document.init_forms()
        pages = len(document)
        shown = _filled(document, page - 1) if 0 < page <= pages else None
    except pdfium.PdfiumError as error:
        raise Unshowable("locked" if "password" in str(error).lower() else "broken") from error
    if shown is None:
        raise Unshowable("page" if pages else "broken")
    width, height = shown.get_size()
    if min(width, height) <= 0:
        raise Unshowable("broken")
    scale = min(WIDTH / width, HEIGHT / height)
    text = "" if is_drawn else shown.get_textpage().get_text_bounded()[:MOST_TEXT]
    facts = {
        "pages": pages,
        "width": math.ceil(width * scale),
        "height": math.ceil(height * scale),
        "text": text,
    }
    picture = shown.render(scale=scale).to_pil().convert("RGB") if is_drawn else None
    return facts, picture


def _filled(document: PdfDocument, number: int) -> PdfPage:
    """Give a page, with the fields of a form made part of it, so that its text holds them too."""
    page = document[number]
    if document.formenv is None:
        return page
    page.flatten()
    return document[number]


def _image(path: str, page: int, *, is_drawn: bool) -> tuple[dict[str, Any], Any]:
    from PIL import Image, ImageOps  # noqa: PLC0415 -- each task loads what it needs

    Image.MAX_IMAGE_PIXELS = None  # Looked at here, before anything is decoded.
    try:
        picture = Image.open(path, formats=FORMATS)
        pages = _to_page(picture, page)
        if picture.width * picture.height > MOST_PIXELS:
            raise Unshowable("large")
        picture.draft("RGB", (WIDTH, HEIGHT))
        turned = _in_shades(ImageOps.exif_transpose(picture))
        turned.thumbnail((WIDTH, HEIGHT))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unshowable("broken") from error
    facts = {"pages": pages, "width": turned.width, "height": turned.height, "text": ""}
    if not is_drawn:
        return facts, None
    # A new picture: what else the file carried, such as a place or a comment, stays behind.
    clean = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    clean.info = {}
    return facts, clean


def _to_page(picture: Picture, page: int) -> int:
    """Turn to a page of a TIFF and answer how many there are; other images have one."""
    pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if not 0 < page <= pages:
        raise Unshowable("page")
    if pages > 1:
        picture.seek(page - 1)
    return pages


def _in_shades(picture: Picture) -> Picture:
    """Give an image tones that can be made smaller, and that a WebP holds.

    Black and white alone, and a palette, would lose whole lines; 16 bits of grey would be cut off
    at white. 32 bits of grey have no known white: refused rather than shown wrongly.
    """
    if picture.mode in ("I", "F"):
        raise Unshowable("kind")
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point([one // 256 for one in range(1 << 16)], "L")
    if picture.mode in ("1", "P", "PA"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Reads documents as people do who open them."""

from __future__ import annotations

import pypdfium2 as pdfium


def text_of(content: bytes) -> str:
    """Read the words of a PDF, in one line."""
    pages = pdfium.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)

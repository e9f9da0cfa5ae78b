"""Every template that is a page is among the pages looked at; where none is, give it a visit.

A page extends a layout, or is a document by itself; what is neither is a part of pages, and mails
are read elsewhere. A page that no link leads to has its place in ``tests/accessibility/visits``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
MAILS = "emails/"
PAGE = re.compile(r"{%\s*extends\b|<html\b")


def pages() -> set[str]:
    """Name the templates that are pages."""
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text()
        for path in TEMPLATES.rglob("*.html")
    }
    return {
        name for name, text in texts.items() if PAGE.search(text) and not name.startswith(MAILS)
    }


@pytest.mark.django_db
def test_every_page_was_looked_at(walked):
    assert len(pages()) > 170
    assert pages() - walked.templates == set()

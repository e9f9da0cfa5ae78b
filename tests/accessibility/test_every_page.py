"""Every page, linked or not, for every role: light to load, and without a fault closed and open."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.accessibility.conftest import ROLES
from tests.accessibility.pages import faults
from tests.crawl import loaded_first

# What the first paint may weigh: styles and scripts together, after gzip.
LIMIT = 100 * 1024


# The one test here that asks for the database, and so has it made; the rest run in a browser.
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_what_a_page_loads_first_is_light(walked, built_styles, role):
    assert len(walked.pages[role]) > 15
    for found in walked.pages[role]:
        names = loaded_first(found.answer.content.decode())
        assert names, found.address
        assert sum(weight(name, built_styles) for name in names) < LIMIT, found.address


@cache
def weight(name: str, built_styles: Path) -> int:
    path = built_styles if name.endswith("app.built.css") else Path(finders.find(name))
    return len(gzip.compress(path.read_bytes()))


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Words of help, menus and dialogs that were opened; the same ones are not opened again."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_shut_out_of_a_page(walked, show, seen, role):
    wrong = {}
    for found in walked.pages[role]:
        page = show(found.address, found.answer)
        said = faults(page, seen)
        page.close()
        if said:
            wrong[f"{found.view} {found.address}"] = said
            print(found.view, said)

    assert wrong == {}

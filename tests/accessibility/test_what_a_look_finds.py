"""The looks that every page gets find a fault where a page keeps it: in folds, help, and width."""

from __future__ import annotations

import pytest

from tests.accessibility.pages import faults

PICTURE = '<img src="data:,">'
WORDS = "word " * 300
PAGE = """<!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1>{}</main></html>"""


@pytest.mark.parametrize(
    ("part", "rules"),
    [
        ("<p>Nothing</p>", []),
        (f"<details><summary>More</summary>{PICTURE}</details>", ["open: image-alt"]),
        (
            f'<button popovertarget="help">Help</button><div id="help" popover>{PICTURE}</div>',
            ["'' (1440, 'light'): image-alt"],
        ),
        ('<button popovertarget="help">Help</button><p id="help">No</p>', ["nothing opens"]),
        (
            '<button popovertarget="help">Help</button><div id="help" popover="manual">Stays</div>',
            ["'Stays' (1440, 'light'): Escape does not close it"],
        ),
        (f"<p>{WORDS}</p>", ["widest: long line"]),
        (f'<p style="max-width: 50rem">{WORDS}</p>', []),
        ('<p style="position: relative; left: -9rem">Out</p>', ["widest: cut off"]),
        (
            '<div style="width: 2000px">Wide</div>',
            ["closed: scrolls", "open on the phone: scrolls"],
        ),
    ],
)
def test_a_fault_is_found_where_it_is_kept(browser, part, rules):
    page = browser.new_page()
    page.set_content(PAGE.format(part))

    found = faults(page, set())

    page.close()
    missing = [rule for rule in rules if not any(rule in one for one in found)]
    assert missing == [], found
    assert bool(found) == bool(rules), found

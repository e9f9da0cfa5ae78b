"""The style guide in a real browser: accessible, at every width, in both themes, by keyboard."""

from __future__ import annotations

import pytest


@pytest.fixture
def open_guide(browser, site):
    """Open the guide in a fresh window; close every window afterwards."""
    contexts = []

    def open_it(**options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(site)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nobody_is_shut_out(open_guide, theme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_guide(color_scheme=theme, viewport={"width": width, "height": 900})

    found = Axe().run(page).response

    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert "color-contrast" in {passed["id"] for passed in found["passes"]}


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 2560])
def test_the_page_never_scrolls_sideways(open_guide, width):
    page = open_guide(viewport={"width": width, "height": 900})

    hidden = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert hidden <= 0


def test_the_first_key_offers_to_skip_to_the_content(open_guide):
    page = open_guide()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_chosen_theme_stays(open_guide):
    page = open_guide(color_scheme="light", viewport={"width": 1440, "height": 900})
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    page.locator("[data-theme-switch]:visible").click()

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before
    assert page.context.cookies()[0]["name"] == "theme"
    assert page.context.cookies()[0]["value"] == "dark"


def test_menus_open_without_a_script(open_guide):
    page = open_guide(java_script_enabled=False, viewport={"width": 390, "height": 800})

    page.locator(".menu-sheet > summary").click()

    assert page.locator(".menu-sheet > .menu-panel").is_visible()


def test_escape_closes_a_menu_and_gives_the_focus_back(open_guide):
    page = open_guide(viewport={"width": 390, "height": 800})

    page.locator(".menu-sheet > summary").click()
    page.keyboard.press("Escape")

    assert not page.locator(".menu-sheet > .menu-panel").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_every_icon_is_drawn(open_guide):
    page = open_guide(viewport={"width": 1440, "height": 900})
    empty = """() => [...document.querySelectorAll('main svg.icon')]
        .filter((icon) => icon.getBBox().width === 0 && icon.checkVisibility())
        .map((icon) => icon.firstChild.getAttribute('href'))"""

    assert page.locator("main svg.icon").count() > 100
    page.wait_for_load_state("networkidle")
    assert page.evaluate(empty) == []


def test_a_chosen_file_is_named_with_its_size(open_guide):
    page = open_guide()

    page.set_input_files(
        "input[type=file]",
        {"name": "حرف.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1500},
    )

    assert page.locator("[data-drop-chosen]").text_content() == "حرف.pdf (1.5 kB)"


def test_paper_gets_light_colours_and_no_masthead(open_guide):
    page = open_guide(color_scheme="dark", viewport={"width": 1440, "height": 900})
    dark = page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")

    page.emulate_media(media="print")

    assert (
        page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor") != dark
    )
    assert not page.locator(".masthead").is_visible()


REFUSAL = "<!doctype html><main><p data-reason>Somebody else decided first.</p></main>"


@pytest.mark.parametrize("status", [403, 409, 422])
def test_a_refusal_is_told_and_leaves_the_page_as_it_was(open_guide, status):
    page = open_guide()
    page.route("**/refused", lambda route: route.fulfill(status=status, body=REFUSAL))

    page.evaluate("htmx.ajax('POST', '/refused', {target: '#status-title'}).catch(() => null)")

    page.locator("#toast", has_text="Somebody else decided first.").wait_for()
    assert page.locator("#status-title").text_content() == "Status: a word, an icon and a tone"


def test_a_wrong_form_comes_back_in_its_place_and_takes_the_focus(open_guide):
    page = open_guide()
    wrong = '<div tabindex="-1" data-focus>There is a problem</div>'
    page.route("**/wrong", lambda route: route.fulfill(status=422, body=wrong))

    page.evaluate("htmx.ajax('POST', '/wrong', {target: '#status-title'})")

    page.locator("#status-title", has_text="There is a problem").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "There is a problem"


def test_a_server_that_is_away_is_told(open_guide):
    page = open_guide()
    page.route("**/away", lambda route: route.abort())

    page.evaluate("htmx.ajax('POST', '/away', {target: '#status-title'}).catch(() => null)")

    page.locator("#toast", has_text="could not be reached").wait_for()

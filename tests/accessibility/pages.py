"""What every page must be, whoever reads it: asked of the page in a real browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tests.accessibility import overlays
from tests.accessibility.measures import CUT_OFF, TOO_LONG, TOO_WIDE

AXE = Axe().axe_script
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
RUN = "([within, options]) => axe.run(within ?? document, options).then(found => found.violations)"
# A theme moves nothing, so two looks hold both themes and the desk and the phone.
DESK, PHONE, WIDEST = (1440, "light"), (390, "dark"), 2560
SETTLED = "() => Promise.all(document.getAnimations().map(one => one.finished))"
# Folds that close each other can all be open only where they do not know of each other.
OPEN = """() => {
  const folds = document.querySelectorAll("main details:not([open], .menu)")
  for (const one of folds) {
    one.removeAttribute("name")
    one.open = true
  }
  return folds.length
}"""
SHIFTS = """() => new Promise(done => {
  const found = []
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (one.value >= 0.001) for (const source of one.sources)
      found.push(`${one.value.toFixed(4)} ${source.node?.outerHTML?.slice(0, 120)}`)
  }).observe({type: "layout-shift", buffered: true})
  requestAnimationFrame(() => setTimeout(() => done(found), 0))
})"""


def faults(page, seen: set[str]) -> list[str]:
    """Say in sentences what is wrong with a page: as it opens, and with all that it folds away.

    ``seen`` holds what opened over earlier pages: one of the same words and theme is not asked
    again. Where nothing is folded, a page looks the same open and closed, and is asked once.
    """
    found = shifts(page)
    page.evaluate(AXE)
    turn(page, *DESK)
    found += asked(page, "closed")
    if page.evaluate(OPEN):
        found += asked(page, "open")
    found += opening(page, seen, DESK)
    turn(page, *PHONE)
    found += asked(page, "open on the phone")
    found += opening(page, seen, PHONE)
    page.set_viewport_size({"width": WIDEST, "height": 900})
    for title, script in (("scrolls", TOO_WIDE), ("cut off", CUT_OFF), ("long line", TOO_LONG)):
        found += [f"widest: {title}: {one}" for one in page.evaluate(script)]
    return found


def turn(page, width: int, theme: str) -> None:
    """Show a page from its top, at a width in pixels and in a theme, once its colours stand still.

    What opened before scrolled to its control, and the header may lie over a part of another one.
    """
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.evaluate(SETTLED)  # A colour halfway between two themes has no contrast to speak of.


def asked(page, look: str, within: str | None = None) -> list[str]:
    """Ask axe of the page as it stands, or of one part, and whether it scrolls sideways."""
    found = [
        f"{look}: {one['id']} at {[node['target'][0] for node in one['nodes'][:3]]}: {one['help']}"
        for one in page.evaluate(RUN, [within, OPTIONS])
    ]
    return found + [f"{look}: scrolls: {one}" for one in page.evaluate(TOO_WIDE)]


def opening(page, seen: set[str], look: tuple[int, str]) -> list[str]:
    """Open what lies over a page by its control, and close it by Escape, one after the other."""
    found = []
    for words, control in overlays.controls(page, seen, look):
        name = f"{words!r} {look}"
        control.click()
        if not page.query_selector(overlays.OPENED):
            found.append(f"{name}: nothing opens")
            continue
        page.evaluate(SETTLED)
        found += asked(page, name, overlays.OPENED)
        found += [f"{name}: {one}" for one in page.evaluate(overlays.OUT_OF_SIGHT)]
        page.keyboard.press("Escape")
        if page.query_selector(overlays.OPENED):
            found.append(f"{name}: Escape does not close it")
    return found


def shifts(page) -> list[str]:
    """Name what moved while the page opened."""
    return [f"moves while it opens: {one}" for one in page.evaluate(SHIFTS)]

"""What every page must be, whoever reads it: asked of the page in a real browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# Both themes and both widths; a theme moves nothing, so two looks hold all four.
LOOKS = ({"width": 1440, "theme": "light"}, {"width": 390, "theme": "dark"})
SETTLED = "() => Promise.all(document.getAnimations().map(one => one.finished))"
TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return []
  const wide = [...document.querySelectorAll("body *")].filter(
    one => one.getBoundingClientRect().right > innerWidth + 1
  )
  return wide.slice(-1).map(one => one.outerHTML.slice(0, 200))
}"""
SHIFTS = """() => new Promise(done => {
  const found = []
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (one.value >= 0.001) for (const source of one.sources)
      found.push(`${one.value.toFixed(4)} ${source.node?.outerHTML?.slice(0, 120)}`)
  }).observe({type: "layout-shift", buffered: true})
  requestAnimationFrame(() => setTimeout(() => done(found), 0))
})"""


def faults(page, *, width: int, theme: str) -> list[str]:
    """Say in sentences what is wrong with a page at a width and in a theme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.evaluate(SETTLED)  # A colour halfway between two themes has no contrast to speak of.
    look = f"{width} {theme}"
    found = [
        f"{look}: {one['id']} at {one['nodes'][0]['target']}: {one['help']}"
        for one in Axe().run(page, options=OPTIONS).response["violations"]
    ]
    found += [f"{look}: too wide: {one}" for one in page.evaluate(TOO_WIDE)]
    return found


def shifts(page) -> list[str]:
    """Name what moved while the page opened."""
    return [f"moves while it opens: {one}" for one in page.evaluate(SHIFTS)]

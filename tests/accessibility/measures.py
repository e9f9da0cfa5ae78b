"""Widths of a page, asked in a real browser: what scrolls, sticks out, or is too long to read."""

from __future__ import annotations

# Nothing makes the window scroll sideways.
TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return []
  const wide = [...document.querySelectorAll("body *")].filter(
    one => one.getBoundingClientRect().right > innerWidth + 1
  )
  return wide.slice(-1).map(one => one.outerHTML.slice(0, 200))
}"""
# The content keeps the width that its page chose, and nothing sticks out of it; what a part of the
# page scrolls or clips by itself is bound by that part.
CUT_OFF = """() => {
  const main = document.querySelector("main")
  const { left, right } = main.getBoundingClientRect()
  const isWithin = one => {
    const box = one.getBoundingClientRect()
    return !box.width || (box.left >= left - 1 && box.right <= right + 1)
  }
  const isBound = one => one !== main &&
    (getComputedStyle(one).overflowX !== "visible" || isBound(one.parentElement))
  const out = [...main.querySelectorAll("*")].filter(one => !isWithin(one))
  return out.filter(one => !isBound(one.parentElement)).slice(0, 1)
    .map(one => one.outerHTML.slice(0, 200))
}"""
# The longest line of running text, in rem: --container-measure in styles/theme.css.
MEASURE = 52
OTHERS = "h1, h2, h3, h4, pre, textarea, svg, script, style, template"
# A line is what stands side by side in one block: chips and buttons are blocks of their own. A
# heading is one short line of larger letters, and code keeps its own lines. Where spaces are kept,
# the one at the end of a line hangs over it.
SPACE = 8
TOO_LONG = f"""() => {{
  const limit = {MEASURE} * parseFloat(getComputedStyle(document.documentElement).fontSize)
  const isInline = one => getComputedStyle(one).display === "inline"
  const lines = new Map()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {{
    const text = texts.currentNode
    let block = text.parentElement
    if (!text.data.trim() || block.closest("{OTHERS}")) continue
    while (isInline(block)) block = block.parentElement
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const box of range.getClientRects()) {{
      if (!lines.has(block)) lines.set(block, new Map())
      const rows = lines.get(block), row = Math.round(box.bottom / 8)
      const [left, right] = rows.get(row) ?? [box.left, box.right]
      rows.set(row, [Math.min(left, box.left), Math.max(right, box.right)])
    }}
  }}
  const long = [...lines].filter(([, rows]) =>
    [...rows.values()].some(([left, right]) => right - left > limit + {SPACE})
  )
  return long.slice(0, 3).map(([block, rows]) => {{
    const widths = [...rows.values()].map(([left, right]) => Math.round(right - left))
    return `${{Math.max(...widths)}} px: ${{block.outerHTML.slice(0, 160)}}`
  }})
}}"""

"""A person without a pointer: moves with Tab, and sees where they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Product

LONGEST_WAY = 250  # Presses of Tab after which a target counts as out of reach.
IS_HERE = "one => one === document.activeElement"
# What has the focus must show it, and nothing may lie over it (WCAG 2.2, 2.4.7 and 2.4.11).
# Answers what is wrong, and whether the focus left the page for the browser's own controls.
LOST = """() => {
  const here = document.activeElement
  if (here === document.body) return ""
  const looks = getComputedStyle(here)
  const ringed = looks.outlineStyle !== "none" && parseFloat(looks.outlineWidth) > 0
  const silent = here.matches("iframe, main, h1, [tabindex='-1']")
  const box = here.getBoundingClientRect()
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2)
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2)
  const top = document.elementFromPoint(x, y)
  const same = !top || here.contains(top) || top.contains(here) || here.closest("label")
  const said = here.outerHTML.slice(0, 160)
  if (!ringed && looks.boxShadow === "none" && !silent) return "shows no focus: " + said
  if (box.width < 1 || box.height < 1) return "is not seen at all: " + said
  if (box.bottom <= 0 || box.top >= innerHeight) return "is out of the window: " + said
  return box.width > 1 && !same ? "lies under something: " + said : ""
}"""


class Keyboard:
    """Drives one page by keys alone; fails where the focus is out of reach, unseen or covered."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, product: Product, role: str) -> None:
        """Sign in as one of the accounts."""
        account = product.account(role)
        self.page.goto(f"{product.url}/accounts/login/")
        self.write(self.page.locator("input[name=login]"), account["email"])
        self.write(self.page.locator("input[name=password]"), account["password"])
        signs = self.page.locator("main").get_by_role("button", name="Sign in", exact=True)
        self.follow(signs)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, target: Locator, *, key: str = "Tab") -> None:
        """Move the focus to a target by pressing Tab until it is there."""
        target = target.first
        target.wait_for(state="attached")
        for _ in range(LONGEST_WAY):
            if target.evaluate(IS_HERE):
                return
            self.page.keyboard.press(key)
            lost = self.page.evaluate(LOST)
            assert not lost, f"{self.page.url}: {lost}"
        raise AssertionError(f"{self.page.url}: {key} does not lead to {target}")

    def main(self) -> None:
        """Jump to the content with the link that the first Tab of a page offers."""
        skip = self.page.locator(".skip-link")
        self.press("Tab")
        assert skip.evaluate(IS_HERE), f"{self.page.url}: the first Tab does not offer to skip"
        self.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"

    def follow(self, target: Locator, *, key: str = "Tab") -> None:
        """Move to a link or button and press Enter; waits for the page that comes."""
        self.to(target, key=key)
        with self.page.expect_navigation():
            self.press("Enter")

    def jump(self, target: Locator) -> None:
        """Move to a link that leads to a place on the same page, and press Enter."""
        self.to(target)
        self.press("Enter")

    def unfold(self, summary: Locator) -> None:
        """Open what is folded."""
        self.to(summary)
        self.press("Enter")
        expect(summary.first.locator("..")).to_have_attribute("open", "")

    def write(self, target: Locator, text: str) -> None:
        """Move to a field and type, in place of what stands there."""
        self.to(target)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def write_day(self, target: Locator, day: date) -> None:
        """Move to a field of a day and type it in the order of the browser."""
        self.to(target)
        self.page.keyboard.type(f"{day:%m%d%Y}")
        assert target.first.input_value() == day.isoformat()

    def choose(self, target: Locator, label: str) -> None:
        """Move to a list of choices and type what the choice begins with."""
        self.to(target)
        self.page.keyboard.type(label)
        chosen = target.first.evaluate("one => one.selectedOptions[0].textContent.trim()")
        assert chosen.startswith(label), chosen

    def hand_over(self, target: Locator, *files: Path) -> None:
        """Move to a field of files and open the browser's dialog, which is told what to choose."""
        self.to(target)
        with self.page.expect_file_chooser() as dialog:
            self.press("Space")
        dialog.value.set_files(list(files))

    def tick(self, target: Locator) -> None:
        """Move to a box or to its group of choices, and mark it with the space bar or an arrow."""
        if target.first.get_attribute("type") == "radio":
            self._to_group(target)
        else:
            self.to(target)
            if not target.first.is_checked():
                self.press("Space")
        assert target.first.is_checked()

    def _to_group(self, target: Locator) -> None:
        name = target.first.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        for _ in range(LONGEST_WAY):
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.press("Tab")
        for _ in range(group.count()):
            if target.first.evaluate(IS_HERE):
                break
            self.press("ArrowDown")
        if not target.first.is_checked():
            self.press("Space")

"""A package from its purpose to its receipt, checked with the program inside it alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Page, expect

from tests.journeys import beforehand
from tests.journeys.people import Sees, goes, sign_in

PURPOSE = "Technical documentation on request (AI Act, Arts 53(1)(a) and 91)"
REFERENCE = "AIO-2026-0077"


def test_a_package_is_sealed_checked_sent_and_confirmed(opens, product, look, tmp_path):
    made = beforehand.model(product, "Parcel")
    title = f"Documentation of {made['name']}"
    owed = beforehand.duty(product, made, beforehand.DOCUMENTATION)
    beforehand.file(product, owed, "documentation.txt", b"How it was made.")
    page = opens().new_page()

    def sees(station: str) -> None:
        look(page, f"package-{station}")

    sign_in(page, product, "officer")
    begins(page, title, made["name"], sees)
    fills(page, sees)
    seals(page, sees)
    checks_offline(page, tmp_path)
    sends(page, made["name"], sees)


def begins(page: Page, title: str, model: str, sees: Sees) -> None:
    """Say what it is for; forget the model it is about, and lose nothing by that."""
    goes(page.locator(".sidebar").get_by_role("link", name="Packages"))
    goes(page.locator("main").get_by_role("link", name="New package", exact=True).first)
    page.get_by_label("What it is for").select_option(label=PURPOSE)
    page.get_by_label("Title").fill(title)
    goes(page.get_by_role("button", name="Begin the package"))
    expect(page.locator(".error-summary")).to_contain_text("is about a model: choose it")
    expect(page.get_by_label("Title")).to_have_value(title)
    page.get_by_label("Model", exact=False).first.select_option(label=model)
    goes(page.get_by_role("button", name="Begin the package"))
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("#sealing")).to_contain_text("Not ready to be sealed")
    sees("1-begun")


def fills(page: Page, sees: Sees) -> None:
    """Put in what was recorded, and say of the rest why it is missing."""
    page.locator("#add summary", has_text="Documents, evidence and assessments").click()
    page.locator("#add").get_by_label("Evidence in documentation.txt").first.check()
    page.locator("#add").get_by_label("Documentation of the model").first.check()
    sees("2-choice")
    goes(page.locator("#add").get_by_role("button", name="Put in").first)
    expect(page.locator("#items")).to_contain_text("Evidence in documentation.txt")
    open_ones = page.locator("tr", has_text="Neither enclosed nor explained")
    for _ in range(open_ones.count()):
        row = open_ones.first
        row.locator("summary").first.click()
        row.locator("textarea, input[type=text]").first.fill("It follows with the next answer.")
        goes(row.locator("form button").first)
    expect(open_ones).to_have_count(0)
    expect(page.locator("#sealing")).to_contain_text("Ready to be sealed")
    sees("3-ready")


def seals(page: Page, sees: Sees) -> None:
    """Seal it, and wait for the worker."""
    page.locator("#sealing summary").click()
    expect(page.locator("#sealing")).to_contain_text("are fixed and signed")
    goes(page.locator("#sealing form button"))
    download = page.locator(".page-header").get_by_role("link", name="Download")
    for _ in range(60):
        if download.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator("#sealing")).to_contain_text("Sealed, not sent yet")
    expect(page.locator("#sealing")).to_contain_text("Nothing leaves by itself")
    sees("4-sealed")


def checks_offline(page: Page, folder: Path) -> None:
    """Run the program of the package on the package; on one with a byte changed, too."""
    with page.expect_download() as given:
        page.locator(".page-header").get_by_role("link", name="Download").click()
    package = folder / given.value.suggested_filename
    given.value.save_as(package)
    with zipfile.ZipFile(package) as archive:
        archive.extract("verify_package.py", folder)
    checked = check(folder, package)
    assert checked.returncode == 0, checked.stderr
    assert "Signature: the manifest was signed" in checked.stdout

    spoilt = bytearray(package.read_bytes())
    spoilt[spoilt.index(b"How it was made.")] ^= 1
    (folder / "spoilt.zip").write_bytes(spoilt)
    assert check(folder, folder / "spoilt.zip").returncode != 0


def check(folder: Path, package: Path) -> subprocess.CompletedProcess[str]:
    """Run the checker with nothing of the product in reach."""
    return subprocess.run(
        [sys.executable, "-I", folder / "verify_package.py", package],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def sends(page: Page, model: str, sees: Sees) -> None:
    """Link what it serves, record sending and receipt, and find it beside what is due."""
    page.locator("#deadlines summary", has_text="Link a deadline").click()
    deadline = page.locator("#deadlines select option", has_text="technical documentation").first
    page.locator("#deadlines select").select_option(value=deadline.get_attribute("value"))
    goes(page.locator("#deadlines").get_by_role("button", name="Link", exact=True))
    page.locator("#sending summary", has_text="Record that it was sent").click()
    goes(page.locator("#sending").get_by_role("button", name="Record", exact=True))
    expect(page.locator("#sending")).to_contain_text("EU SEND, recorded by")
    page.locator("#receipts summary").click()
    goes(page.locator("#receipts").get_by_role("button", name="Record the receipt"))
    expect(page.locator("#receipts")).to_contain_text("Give the reference, or the file")
    reference = f"{REFERENCE}-{token_hex(2)}"
    page.locator("#receipts").get_by_label("Reference").fill(reference)
    goes(page.locator("#receipts").get_by_role("button", name="Record the receipt"))
    expect(page.locator("#receipts")).to_contain_text(reference)
    sees("5-confirmed")

    goes(page.locator(".sidebar").get_by_role("link", name="Sent and due"))
    page.get_by_label("Model").select_option(label=model)
    goes(page.get_by_role("button", name="Apply"))
    row = page.locator("tbody tr", has_text="Draw up the technical documentation")
    expect(row).to_contain_text("Receipt recorded")
    expect(row).to_contain_text("sent")
    sees("6-sent-and-due")

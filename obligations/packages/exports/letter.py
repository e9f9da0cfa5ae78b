"""The cover letter, as PDF/A-2a and as plain text, from what the manifest says."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import typst

from obligations.exports.typeset import TEMPLATES
from obligations.law.deadlines import BRUSSELS

WIDTH = 92


def pdf(manifest: Mapping[str, Any]) -> bytes:
    """Set the letter as PDF/A-2a, which is tagged too; its date is the sealing instant."""
    data = facts(manifest)
    made = typst.compile(
        str(TEMPLATES / "package-letter.typ"),
        root=str(TEMPLATES),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=data["timestamp"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages instead of one document.")
    return made


def text(manifest: Mapping[str, Any]) -> bytes:
    """Write the letter as plain text in UTF-8."""
    data = facts(manifest)
    lines = [data["title"], "=" * len(data["title"]), ""]
    lines += [f"{term}: {value}" for term, value in data["facts"]] + [""]
    lines += [*_wrapped(data["message"])] if data["message"] else []
    for heading, rows in data["sections"]:
        lines += ["", heading, "-" * len(heading)]
        for row in rows:
            lines += ["", *_wrapped(row["title"]), *(_indented(one) for one in row["lines"])]
    lines += ["", *_wrapped(data["proof"])]
    return ("\n".join(lines) + "\n").encode("utf-8")


def facts(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Gather what the letter says; nothing in it is not in the manifest."""
    package = manifest["package"]
    sealed = datetime.fromisoformat(manifest["sealed_at"])
    day = sealed.astimezone(BRUSSELS)
    purpose, title = package["purpose"]["title"], package["title"]
    return {
        "title": title if title == purpose else f"{purpose}: {title}",
        "timestamp": int(sealed.timestamp()),
        "date": [day.year, day.month, day.day],
        "message": package["message"],
        "facts": [*_facts(manifest, f"{day:%d.%m.%Y, %H:%M} (Brussels)")],
        "sections": [*_sections(manifest)],
        "proof": _proof(manifest),
    }


def _facts(manifest: Mapping[str, Any], sealed: str) -> Iterator[tuple[str, str]]:
    package = manifest["package"]
    yield "To", package["addressed_to"]
    yield "Channel", package["channel"]
    yield "From", package["provider"]
    yield "About", package["model"] or "The provider itself"
    yield "Legal basis", package["purpose"]["cite"]
    yield "Package", f"Number {package['number']}, {package['id']}"
    yield "Sealed", f"{sealed} by {manifest['sealed_by']}"
    yield "Texts of the law", "; ".join(one["title"] for one in manifest["law"]["editions"])


def _sections(manifest: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    files = [one for one in manifest["files"] if one["path"].startswith("files/")]
    yield f"Enclosed: {len(files)}", [_file(one) for one in files]
    missing = manifest["missing"]
    yield f"Not enclosed: {len(missing)}", [_gap(one) for one in missing]
    redactions = manifest["redactions"]
    yield f"Redactions: {len(redactions)}", [_redaction(one) for one in redactions]
    if manifest["serves"]:
        yield "Deadlines it serves", [_deadline(one) for one in manifest["serves"]]


def _file(one: Mapping[str, Any]) -> dict[str, Any]:
    lines = [one["path"], f"{one['size']:,} bytes, SHA-256 {one['sha256']}"]
    if one["answers"]:
        lines.insert(0, "Answers: " + "; ".join(answer["title"] for answer in one["answers"]))
    return {"title": one["title"], "lines": lines}


def _gap(one: Mapping[str, Any]) -> dict[str, Any]:
    told = f"{one['reason']}: {one['because']}" if one["because"] else one["reason"]
    return {"title": f"{one['title']} ({one['cite']})", "lines": [told]}


def _redaction(one: Mapping[str, Any]) -> dict[str, Any]:
    lines = [f"Removed: {one['removed']}", f"Ground: {one['ground']}", f"By: {one['removed_by']}"]
    return {"title": one["title"], "lines": lines}


def _deadline(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": f"{one['title']} ({one['cite']})", "lines": [f"Last day: {one['due_on']}"]}


def _proof(manifest: Mapping[str, Any]) -> str:
    return (
        f"manifest.json names every file with its SHA-256 and is signed with the Ed25519 key "
        f"{manifest['key_id']}. To check the package offline: python3 verify_package.py FILE.zip. "
        "The signature shows that the manifest, and by it every file, is as it was sealed. It does "
        "not show that anything was received, or that what the files say is complete."
    )


def _wrapped(value: str) -> Iterator[str]:
    for paragraph in value.split("\n"):
        yield from textwrap.wrap(paragraph, WIDTH) or [""]


def _indented(value: str) -> str:
    return textwrap.fill(value, WIDTH, initial_indent="  ", subsequent_indent="  ")

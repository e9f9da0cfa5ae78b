"""Push a file as evidence for a duty; pushed again it is the same piece."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from argparse import Namespace
from typing import Any

from cop_tracker_client.api import Api
from cop_tracker_client.failures import NOT_FOUND, REFUSED, WRONG_USE, Failure
from cop_tracker_client.lists import model_id
from cop_tracker_client.uploads import FileUpload, sha256, shown

FIELDS = ("title", "proves", "covers_from", "covers_to", "note")


def push(api: Api, given: Namespace) -> int:
    """Push one file; answers 0 where it is there, whether it was before or not."""
    watched = not given.quiet and not given.json and sys.stderr.isatty()
    digest, size = sha256(given.file, shown("Reading", is_wanted=watched))
    duty = given.duty or _duty(api, given)
    fields = {name: getattr(given, name) for name in FIELDS if getattr(given, name)}
    title = fields.get("title") or os.path.basename(given.file)
    piece = _present(api, duty, digest, title)
    is_new = piece is None
    if piece is None:
        upload = FileUpload(given.file, size, fields, shown("Sending", is_wanted=watched))
        headers = {
            "Content-Type": upload.content_type,
            "Idempotency-Key": key(duty, digest, os.path.basename(given.file), fields),
        }
        piece = api.ask("POST", f"duties/{duty}/evidence/", upload, headers)
    if piece["latest"]["sha256"] != digest:
        raise Failure("The product holds other bytes than were sent. Push it again.", REFUSED)
    _say(piece, is_new=is_new, as_json=given.json)
    return 0


def key(duty: str, digest: str, name: str, fields: dict[str, str]) -> str:
    """Derive the key of a push from what is pushed, so that a repeat is known as one."""
    said = json.dumps([duty, digest, name, fields], sort_keys=True)
    return f"push-{hashlib.sha256(said.encode()).hexdigest()}"


def _present(api: Api, duty: str, digest: str, title: str) -> Any:
    """Find the piece that speaks for the duty with these bytes under this title already."""
    for piece in api.every(f"duties/{duty}/evidence/"):
        latest = piece.get("latest") or {}
        if latest.get("sha256") == digest and piece["title"] == title:
            return piece
    return None


def _duty(api: Api, given: Namespace) -> str:
    if not given.key:
        raise Failure("Say for which duty: --duty ID, or --key KEY with --model.", WRONG_USE)
    model = model_id(api, given.model) if given.model else None
    rows = [
        one
        for one in api.every("duties/", key=given.key, model=model)
        if model or one["model"] is None
    ]
    if len(rows) != 1:
        about = f"of {given.model}" if given.model else "of the provider itself"
        raise Failure(f"{len(rows)} duties {given.key} {about} are in force.", NOT_FOUND)
    return str(rows[0]["id"])


def _say(piece: Any, *, is_new: bool, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"is_new": is_new, "evidence": piece}, ensure_ascii=False, indent=2))
        return
    verb = "Recorded" if is_new else "There already"
    latest = piece["latest"]
    print(f"{verb}: {piece['title']} ({latest['size']:,} bytes, SHA-256 {latest['sha256']})")
    print(f"Evidence {piece['id']}")

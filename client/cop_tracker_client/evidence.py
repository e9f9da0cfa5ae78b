"""Push files as evidence for a duty; pushed again they are the same pieces."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import unicodedata
from argparse import Namespace
from typing import Any

from cop_tracker_client import pieces
from cop_tracker_client.api import Api
from cop_tracker_client.failures import NOT_FOUND, REFUSED, WRONG_USE, Failure
from cop_tracker_client.lists import model_id
from cop_tracker_client.uploads import FileUpload, Progress, sha256, shown

FIELDS = ("title", "proves", "covers_from", "covers_to", "note")


def push(api: Api, given: Namespace) -> int:
    """Push files; answers 0 where all are there, whether they were before or not.

    One that is refused does not keep the others from being pushed; the exit code is that of the
    first that failed.
    """
    for path in given.file:
        if not os.path.isfile(path) or not os.access(path, os.R_OK):
            raise Failure(f"{path} cannot be read: it is no file of yours.", WRONG_USE)
    if given.redacted and len(given.file) > 1:
        raise Failure("Say what was removed (--redacted) for one file at a time.", WRONG_USE)
    duty = api.get(f"duties/{given.duty}/") if given.duty else _duty(api, given)
    told, codes = [], []
    for path in given.file:
        try:
            told.append(_push_one(api, given, path, duty))
        except Failure as failure:  # noqa: PERF203 -- each is sent over the network
            if len(given.file) == 1:
                raise
            print(f"cop-tracker: {path}: {failure}", file=sys.stderr)
            codes.append(failure.code)
    if given.json:
        shown_as = told[0] if len(given.file) == 1 else told
        print(json.dumps(shown_as, ensure_ascii=False, indent=2))
    return codes[0] if codes else 0


def _push_one(api: Api, given: Namespace, path: str, duty: Any) -> Any:
    watched = not given.quiet and not given.json and sys.stderr.isatty()
    name = os.path.basename(path)
    about = f" {name}" if len(given.file) > 1 else ""
    digest, size = sha256(path, shown(f"Reading{about}", is_wanted=watched))
    fields: dict[str, Any] = {name: getattr(given, name) for name in FIELDS if getattr(given, name)}
    if given.redacted:
        fields["redactions"] = [_redaction(*one) for one in given.redacted]
    if "title" in fields and len(given.file) > 1:
        fields["title"] = f"{fields['title']}: {name}"
    title = fields.get("title") or name
    piece = _present(api, duty["id"], digest, title)
    is_new = piece is None
    if piece is None:
        sending = shown(f"Sending{about}", is_wanted=watched)
        send = _in_pieces if size >= pieces.LARGE else _at_once
        piece = send(api, path, duty, fields, digest=digest, size=size, progress=sending)
    if piece["latest"]["sha256"] != digest:
        raise Failure("The product holds other bytes than were sent. Push it again.", REFUSED)
    if "redactions" in fields and piece["latest"].get("redactions") != fields["redactions"]:
        raise Failure(_other_redactions(is_new=is_new), REFUSED)
    if not given.json:
        _say(piece, is_new=is_new)
    return {"is_new": is_new, "evidence": piece}


def _at_once(
    api: Api,
    path: str,
    duty: Any,
    fields: dict[str, Any],
    *,
    digest: str,
    size: int,
    progress: Progress,
) -> Any:
    upload = FileUpload(path, size, _as_form(fields), progress)
    headers = {
        "Content-Type": upload.content_type,
        "Idempotency-Key": key(duty["id"], digest, os.path.basename(path), fields),
    }
    return api.ask("POST", f"duties/{duty['id']}/evidence/", upload, headers)


def _in_pieces(
    api: Api,
    path: str,
    duty: Any,
    fields: dict[str, Any],
    *,
    digest: str,
    size: int,
    progress: Progress,
) -> Any:
    name = os.path.basename(path)
    upload = pieces.send(
        api,
        path,
        name=name,
        digest=digest,
        size=size,
        provider=duty["provider"]["id"],
        progress=progress,
    )
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key(duty["id"], digest, name, fields),
    }
    body = json.dumps({"upload": upload, **fields}).encode()
    try:
        return api.ask("POST", f"duties/{duty['id']}/evidence/", body, headers)
    except Failure:
        # Another push of the same file may have been faster; then ours is not needed.
        piece = _present(api, duty["id"], digest, fields.get("title") or name)
        if piece is None:
            raise
        with contextlib.suppress(Failure):
            pieces.cancel(api, upload)
        return piece


def _redaction(ground: str, removed: str) -> dict[str, str]:
    """Read the ground, which may be explained after a colon, and what was removed."""
    code, _, because = ground.partition(":")
    return {"removed": _prose(removed), "ground": code.strip(), "because": _prose(because)}


def _prose(words: str) -> str:
    """Write running text as the product keeps it, so that what comes back can be compared."""
    composed = unicodedata.normalize("NFC", words)
    return composed.replace("\r\n", "\n").replace("\r", "\n").strip()


def _other_redactions(*, is_new: bool) -> str:
    told = "This file is there already, with other redactions."
    if is_new:
        told = "The file is recorded, but the product keeps other redactions than were stated."
    return f"{told} They cannot be changed: add a version on its page."


def _as_form(fields: dict[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in fields.items()
    }


def key(duty: str, digest: str, name: str, fields: dict[str, Any]) -> str:
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


def _duty(api: Api, given: Namespace) -> Any:
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
    return rows[0]


def _say(piece: Any, *, is_new: bool) -> None:
    verb = "Recorded" if is_new else "There already"
    latest = piece["latest"]
    print(f"{verb}: {piece['title']} ({latest['size']:,} bytes, SHA-256 {latest['sha256']})")
    print(f"Evidence {piece['id']}")

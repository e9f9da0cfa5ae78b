"""What a package says of itself: every file, what is missing, what was removed; as it is signed."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from django.utils import translation

from obligations import storage
from obligations.catalogue.loader import catalogue
from obligations.law.deadlines import brussels_day
from obligations.packages.exports import letter, verify_package
from obligations.packages.exports.archive import Source
from obligations.packages.exports.signing import SigningKey
from obligations.packages.models import PackageItem
from obligations.packages.queries.packages import Contents
from providers.written import ENGLISH

VERIFIER = Path(verify_package.__file__)


@translation.override(ENGLISH)
def build(contents: Contents, key: SigningKey) -> tuple[bytes, list[Source]]:
    """Write the manifest, and list every file of the archive with its bytes.

    Depends on nothing but the rows, the sealing instant they hold, and the key: the same gives
    the same bytes.
    """
    said = _said(contents, key)
    paths = _paths(contents.items)
    files = [_file(contents, item, paths[item.pk]) for item in contents.items]
    said["files"] = files
    made = {
        "cover-letter.pdf": ("Cover letter", "application/pdf", letter.pdf(said)),
        "cover-letter.txt": ("Cover letter as text", "text/plain", letter.text(said)),
        "verify_package.py": ("Checks this package offline", "text/x-python", _verifier()),
    }
    said["files"] = sorted([*files, *(_made(name, *one) for name, one in made.items())], key=_path)
    said["counts"] = {name: len(said[name]) for name in ("files", "missing", "redactions")}
    manifest = verify_package.canonical(said)
    signature = verify_package.canonical(_signature(manifest, key))
    texts = {name: content for name, (_, _, content) in made.items()}
    texts |= {verify_package.MANIFEST: manifest, verify_package.SIGNATURE: signature}
    sources = [_stored(contents, item, paths[item.pk]) for item in contents.items]
    return manifest, [*sources, *(_text(name, content) for name, content in texts.items())]


def file_name(contents: Contents) -> str:
    """Name the archive by its provider's number, its purpose and its day."""
    package = contents.package
    day = brussels_day(_instant(contents))
    return f"package-{package.number}-{package.purpose}-{day:%Y-%m-%d}.zip"


def _instant(contents: Contents) -> datetime:
    at = contents.package.sealing_at
    if at is None:
        raise ValueError("A package states the instant of its sealing once sealing has begun.")
    return at


def _said(contents: Contents, key: SigningKey) -> dict[str, Any]:
    package, at = contents.package, _instant(contents)
    return {
        "format": verify_package.FORMAT,
        "key_id": key.id,
        "sealed_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "sealed_by": package.sealing_by_name,
        "package": {
            "id": str(package.pk),
            "number": package.number,
            "title": package.title,
            "purpose": {
                "key": contents.purpose.key,
                "title": contents.purpose.title,
                "cite": contents.purpose.cite,
            },
            "answers": list(contents.purpose.answers),
            "addressed_to": package.addressed_to,
            "channel": package.get_channel_display(),
            "message": package.message,
            "provider": package.provider.name,
            "model": package.ai_model.name if package.ai_model else None,
            "model_id": str(package.ai_model_id) if package.ai_model_id else None,
        },
        "law": {"editions": [*_editions(at)]},
        "missing": [_missing(one) for one in contents.missing],
        "redactions": [_redaction(one) for one in contents.redactions],
        "serves": [_deadline(link.deadline) for link in contents.links],
    }


def _editions(at: datetime) -> Iterable[dict[str, str]]:
    for one in catalogue().editions_on(brussels_day(at)):
        yield {
            "instrument": one.instrument,
            "title": one.title,
            "cite": one.cite,
            "in_force_from": one.in_force_from.isoformat(),
            "sha256": one.sha256,
        }


def _missing(wanted: Any) -> dict[str, str]:
    gap, expected = wanted.gap, wanted.expected
    reason = gap.get_reason_display() if gap else "Optional, not enclosed"
    return {
        "expected": expected.key,
        "title": expected.title,
        "cite": expected.cite,
        "reason": reason if gap or expected.is_optional else "No reason stated",
        "because": gap.because if gap else "",
    }


def _redaction(one: Any) -> dict[str, str]:
    ground = one.get_ground_display()
    return {
        "item": str(one.item_id),
        "title": one.item.title,
        "removed": one.removed,
        "ground": f"{ground}: {one.because}" if one.because else ground,
        "removed_by": one.removed_by,
    }


def _deadline(one: Any) -> dict[str, str]:
    return {
        "id": str(one.pk),
        "clock": one.clock,
        "title": one.title,
        "cite": one.cite,
        "due_on": one.due_on.isoformat(),
    }


def _file(contents: Contents, item: PackageItem, path: str) -> dict[str, Any]:
    answers = [contents.purpose.expected(key) for key in item.answers]
    return {
        "path": path,
        "size": item.size,
        "sha256": item.sha256,
        "media_type": item.media_type,
        "title": item.title,
        "original_name": item.file_name,
        "item": str(item.pk),
        "origin": _origin(item),
        "answers": [
            {"key": one.key, "title": one.title, "cite": one.cite} for one in answers if one
        ],
    }


def _origin(item: PackageItem) -> dict[str, Any]:
    source = item.rendering_id or item.version_id or item.assessment_id
    told: dict[str, Any] = {"kind": item.kind, "id": str(source) if source else None}
    if item.version:
        told["version"] = item.version.number
    return told


def _made(path: str, title: str, media_type: str, content: bytes) -> dict[str, Any]:
    return {
        "path": path,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": media_type,
        "title": title,
        "original_name": path,
        "item": None,
        "origin": {"kind": "made", "id": None},
        "answers": [],
    }


def _signature(manifest: bytes, key: SigningKey) -> dict[str, str]:
    return {
        "algorithm": "Ed25519",
        "signs": verify_package.MANIFEST,
        "key_id": key.id,
        "public_key": key.public.hex(),
        "signature": key.sign(manifest).hex(),
    }


def _path(one: Mapping[str, Any]) -> str:
    return str(one["path"])


def _paths(items: Iterable[PackageItem]) -> dict[Any, str]:
    return {
        item.pk: f"files/{number:03d}-{_slug(item)}" for number, item in enumerate(items, start=1)
    }


def _slug(item: PackageItem) -> str:
    """Spell a title in characters that every system takes; the manifest has the name as it was."""
    plain = unicodedata.normalize("NFKD", item.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or item.kind
    ending = re.sub(r"[^a-z0-9]", "", PurePath(item.file_name).suffix.lower())[:8]
    return f"{words.removesuffix(f'-{ending}')}.{ending or 'bin'}"


def _verifier() -> bytes:
    return VERIFIER.read_bytes()


def _text(name: str, content: bytes) -> Source:
    def opened() -> AbstractContextManager[BinaryIO]:
        return nullcontext(io.BytesIO(content))

    return Source(name, name, len(content), hashlib.sha256(content).hexdigest(), opened)


def _stored(contents: Contents, item: PackageItem, path: str) -> Source:
    def opened() -> AbstractContextManager[BinaryIO]:
        return storage.open_bytes(provider_id=contents.package.provider_id, sha256=item.sha256)

    return Source(path, item.title, item.size, item.sha256, opened)

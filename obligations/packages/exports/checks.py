"""Run the verifier over an archive, stored or received, and say what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from obligations import storage
from obligations.packages.exports import verify_package
from obligations.packages.exports.verify_package import Refused
from obligations.packages.models import Package, PublishedKey
from obligations.storage import BytesMissing, IncomingFile


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found right, line by line; ``problem`` says what was not, if anything."""

    said: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether everything held."""
        return not self.problem


def of_package(package: Package) -> Checked:
    """Read a stored archive again: its bytes, its manifest, and the published key it names."""
    if not package.sha256:
        return Checked(problem="It is not sealed.")
    provider_id, sha256 = package.provider_id, package.sha256
    problem = storage.verify(provider_id=provider_id, sha256=sha256, size=package.size)
    if problem:
        return Checked(problem=problem)
    try:
        with storage.open_bytes(provider_id=provider_id, sha256=sha256) as stored:
            found = _check(stored)
    except BytesMissing as missing:
        return Checked(problem=missing.message)
    if found.problem:
        return found
    return Checked((f"Storage: the SHA-256 is still {package.sha256}.", *found.said))


def of_upload(upload: IncomingFile) -> Checked:
    """Check an archive that somebody received; nothing of it is kept."""
    if upload.refusal is not None:
        raise upload.refusal
    with upload.path.open("rb") as received:
        return _check(received)


def _check(source: BinaryIO) -> Checked:
    known = [bytes.fromhex(one.public_key) for one in PublishedKey.objects.order_by("valid_from")]
    try:
        return Checked(tuple(verify_package.check(source, known)))
    except Refused as refusal:
        return Checked(problem=str(refusal))

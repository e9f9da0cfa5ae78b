"""Checks a package offline: python3 verify_package.py FILE.zip [--key FILE].

Standard library only, Python 3.8 or newer. A package is a ZIP in one fixed form: not compressed,
names in order, no times. So every byte of the archive has to be what its content makes it, and the
manifest names every file with its SHA-256; the signature is Ed25519 (RFC 8032) over the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    # Extended coordinates x, y, z, t: the point (x/z, y/z), with t = x·y/z.
    Point = tuple[int, int, int, int]

BLOCK = 1024 * 1024
LIMIT = 0xFFFFFFFF  # From here on a size or an offset needs the 64-bit fields.
MOST_TEXT = 64 * BLOCK
MOST_FILES = 10_000
FORMAT = "cop-package/1"
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
NAME = re.compile(r"(files/)?[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*", re.ASCII)
DAY = 0x0021  # 1 January 1980, the first day a ZIP can name
FILE_MODE = 0o100644 << 16


class Refused(Exception):
    """What is wrong with the package, in a sentence."""


class Entry(NamedTuple):
    """One file of the archive: where its header begins, and what its bytes are."""

    name: str
    size: int
    crc: int
    offset: int = 0
    sha256: str = ""


def local_header(entry: Entry) -> bytes:
    """Write what stands before the bytes of a file."""
    is_big = entry.size >= LIMIT
    size = 0xFFFFFFFF if is_big else entry.size
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if is_big else b""
    name = entry.name.encode("ascii")
    needs = 45 if is_big else 20
    numbers = (0x04034B50, needs, 0, 0, 0, DAY, entry.crc, size, size, len(name), len(extra))
    return struct.pack("<IHHHHHIIIHH", *numbers) + name + extra


def directory(entries: list[Entry], begins: int) -> bytes:
    """Write the list of files that ends the archive; ``begins`` is its offset."""
    body = b"".join(_directory_entry(one) for one in entries)
    count, size = len(entries), len(body)
    end = b""
    if count >= 0xFFFF or size >= LIMIT or begins >= LIMIT:
        numbers = (0x06064B50, 44, 0x0300 | 45, 45, 0, 0, count, count, size, begins)
        end += struct.pack("<IQHHIIQQQQ", *numbers)
        end += struct.pack("<IIQI", 0x07064B50, 0, begins + size, 1)
    count = min(count, 0xFFFF)
    size = 0xFFFFFFFF if size >= LIMIT else size
    begins = 0xFFFFFFFF if begins >= LIMIT else begins
    return body + end + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, begins, 0)


def _directory_entry(entry: Entry) -> bytes:
    size, offset, extra = entry.size, entry.offset, b""
    if size >= LIMIT:
        extra, size = extra + struct.pack("<QQ", size, size), 0xFFFFFFFF
    if offset >= LIMIT:
        extra, offset = extra + struct.pack("<Q", offset), 0xFFFFFFFF
    needs = 45 if extra else 20
    if extra:
        extra = struct.pack("<HH", 1, len(extra)) + extra
    name = entry.name.encode("ascii")
    lengths = (len(name), len(extra), 0, 0, 0, FILE_MODE, offset)
    head = (0x02014B50, 0x0300 | needs, needs, 0, 0, 0, DAY, entry.crc, size, size)
    return struct.pack("<IHHHHHHIIIHHHHHII", *head, *lengths) + name + extra


def canonical(value: object) -> bytes:
    """Write JSON in the one form that is signed."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def read_archive(source: BinaryIO) -> tuple[list[Entry], dict[str, bytes]]:
    """Read every byte of the archive; give its files, and the bytes of the two that are texts."""
    source.seek(0, 2)
    total = source.tell()
    source.seek(0)
    entries: list[Entry] = []
    texts: dict[str, bytes] = {}
    while True:
        offset = source.tell()
        mark = source.read(4)
        if mark != b"PK\x03\x04":
            break
        entry = _read_file(source, offset, total, texts)
        if entries and entry.name <= entries[-1].name:
            raise Refused(f"The file {entry.name} stands twice or not in its place.")
        entries.append(entry)
        if len(entries) > MOST_FILES:
            raise Refused("The archive holds more files than a package has.")
    if not entries:
        raise Refused("This is no package: it does not begin as one.")
    expected = directory(entries, offset)
    if total - offset != len(expected) or mark + source.read() != expected:
        raise Refused("The list of files at the end of the archive is not that of its files.")
    return entries, texts


def _read_file(source: BinaryIO, offset: int, total: int, texts: dict[str, bytes]) -> Entry:
    head = source.read(26)
    if len(head) < 26:
        raise Refused("The archive ends in the middle of a file.")
    crc, size = struct.unpack("<II", head[10:18])
    name_length, extra_length = struct.unpack("<HH", head[22:26])
    if name_length > 200 or extra_length not in (0, 20):
        raise Refused("A file's header is not as a package writes it.")
    raw_name, extra = source.read(name_length), source.read(extra_length)
    name = raw_name.decode("ascii", "replace")
    if not NAME.fullmatch(name):
        raise Refused(f"The archive holds a file with a name no package has: {name!r}.")
    if len(extra) == 20:
        size = struct.unpack("<HHQQ", extra)[2]
    entry = Entry(name, size, crc, offset)
    if b"PK\x03\x04" + head + raw_name + extra != local_header(entry):
        raise Refused(f"The header of {name} is not as a package writes it.")
    # Nothing is compressed: what a file says it holds cannot be more than the archive has.
    if size > total - source.tell():
        raise Refused(f"{name} says it has {size} bytes; the archive has fewer left.")
    return entry._replace(sha256=_read_bytes(source, entry, texts))


def _read_bytes(source: BinaryIO, entry: Entry, texts: dict[str, bytes]) -> str:
    is_text = entry.name in (MANIFEST, SIGNATURE)
    if is_text and entry.size > MOST_TEXT:
        raise Refused(f"{entry.name} is larger than any package needs.")
    digest, crc, left, kept = hashlib.sha256(), 0, entry.size, []
    while left:
        block = source.read(min(BLOCK, left))
        if not block:
            raise Refused(f"{entry.name} ends too early.")
        digest.update(block)
        crc = zlib.crc32(block, crc)
        left -= len(block)
        if is_text:
            kept.append(block)
    if crc != entry.crc:
        raise Refused(f"The bytes of {entry.name} were changed: their checksum differs.")
    if is_text:
        texts[entry.name] = b"".join(kept)
    return digest.hexdigest()


def check(source: BinaryIO, pinned: list[bytes] | None = None) -> list[str]:
    """Check a package; say what was found right, line by line, or raise Refused."""
    entries, texts = read_archive(source)
    said = [f"Archive: every byte of {len(entries)} files and their headers is accounted for."]
    manifest = _json(texts, MANIFEST)
    _check_files(manifest, entries)
    listed = len(manifest["files"])
    said.append(f"Manifest: {listed} files have the size and SHA-256 it states; none is extra.")
    key = _check_signature(texts)
    if manifest.get("key_id") != key_id(key):
        raise Refused("The manifest names another key than the one that signed it.")
    said.append(f"Signature: the manifest was signed with key {key_id(key)} (Ed25519).")
    if pinned is not None:
        if key not in pinned:
            raise Refused(f"It is signed with key {key_id(key)}, not with a key you gave.")
        said.append("Key: it is one of the keys you gave.")
    else:
        said.append("Key: not compared. Give --key FILE to compare it with one you trust.")
    missing, redacted = len(manifest["missing"]), len(manifest["redactions"])
    said.append(f"The package says itself: {missing} missing, {redacted} redactions.")
    return said


def key_id(public_key: bytes) -> str:
    """Name a key by the beginning of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def _json(texts: dict[str, bytes], name: str) -> dict[str, Any]:
    if name not in texts:
        raise Refused(f"{name} is missing.")
    try:
        found = json.loads(texts[name].decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(f"{name} is not JSON.") from None
    if not isinstance(found, dict) or canonical(found) != texts[name]:
        raise Refused(f"{name} is not in the form that is signed.")
    return found


def _check_files(manifest: dict[str, Any], entries: list[Entry]) -> None:
    if manifest.get("format") != FORMAT:
        raise Refused(f"This is no package of the form {FORMAT}.")
    lists = [manifest.get(name) for name in ("files", "missing", "redactions")]
    if not all(isinstance(one, list) for one in lists):
        raise Refused("The manifest lacks its list of files, of what is missing, or redactions.")
    found = {one.name: (one.size, one.sha256) for one in entries}
    found = {name: one for name, one in found.items() if name not in (MANIFEST, SIGNATURE)}
    try:
        stated = {one["path"]: (one["size"], one["sha256"]) for one in manifest["files"]}
    except (KeyError, TypeError):
        raise Refused("The manifest describes a file without path, size or SHA-256.") from None
    if len(stated) != len(manifest["files"]):
        raise Refused("The manifest names a file twice.")
    for name in sorted({*stated, *found}):
        if name not in found:
            raise Refused(f"The file {name} of the manifest is not in the archive.")
        if name not in stated:
            raise Refused(f"The file {name} is not in the manifest.")
        if stated[name] != found[name]:
            raise Refused(f"The bytes of {name} are not those of the manifest.")
    counts = {name: len(manifest[name]) for name in ("files", "missing", "redactions")}
    if manifest.get("counts") != counts:
        raise Refused("The counts of the manifest are not those of its lists.")


def _check_signature(texts: dict[str, bytes]) -> bytes:
    told = _json(texts, SIGNATURE)
    try:
        key, signature = bytes.fromhex(told["public_key"]), bytes.fromhex(told["signature"])
    except (KeyError, TypeError, ValueError):
        raise Refused("signature.json holds no key and signature.") from None
    stated = (told.get("algorithm"), told.get("signs"), told.get("key_id"))
    if stated != ("Ed25519", MANIFEST, key_id(key)) or len(told) != 5:
        raise Refused("signature.json is not as a package writes it.")
    if not signed(key, texts[MANIFEST], signature):
        raise Refused("The signature does not fit the manifest: one of them was changed.")
    return key


# Ed25519: the curve -x² + y² = 1 + d·x²·y² over the integers modulo P (RFC 8032, section 5.1).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature over the message was made with the key."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, commitment = _point(public_key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    # With a key of small order one signature would fit every message.
    if _same(_times(8, key), (0, 1, 1, 0)):
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    left = _times(scalar, BASE)
    right = _add(commitment, _times(challenge, key))
    return _same(left, right)


def _point(text: bytes) -> Point | None:
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(factor: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            found = _add(found, point)
        point = _add(point, point)
        factor >>= 1
    return found


def _same(one: Point, other: Point) -> bool:
    return not (one[0] * other[2] - other[0] * one[2]) % P and not (
        (one[1] * other[2] - other[1] * one[2]) % P
    )


BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)
SPKI = bytes.fromhex("302a300506032b6570032100")  # What stands before an Ed25519 key in DER.


def keys_in(text: str) -> list[bytes]:
    """Read public keys: 64 hexadecimal digits each, or one in PEM."""
    if "BEGIN PUBLIC KEY" in text:
        import base64  # noqa: PLC0415 -- rarely needed

        try:
            der = base64.b64decode("".join(text.split("-----")[2].split()))
        except (ValueError, IndexError):
            return []
        return [der[len(SPKI) :]] if der.startswith(SPKI) and len(der) == 44 else []
    found = re.findall(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])", text)
    return [bytes.fromhex(one) for one in found]


PROVES = """The signature shows that this manifest, and by it every file, is as the holder of the
key signed it. It does not show who holds the key (compare it with --key), when it was signed, that
anything was sent or received, or that what the files say is true or complete."""


def main(arguments: list[str]) -> int:
    """Check the file named on the command line; 0: it holds, 1: it does not, 2: not checked."""
    parser = argparse.ArgumentParser(description="Check a package offline.")
    parser.add_argument("file", help="the package, a .zip")
    parser.add_argument("--key", help="a file with the public key, or keys, that you trust")
    asked = parser.parse_args(arguments)
    try:
        pinned = keys_in(Path(asked.key).read_text("utf-8")) if asked.key else None
        if pinned == []:
            print(f"NOT CHECKED  {asked.key} holds no Ed25519 public key.")
            return 2
        with open(asked.file, "rb") as source:
            said = check(source, pinned)
    except (OSError, UnicodeDecodeError) as error:
        print(f"NOT CHECKED  {error}")
        return 2
    except Refused as refusal:
        print(f"FAILED  {refusal}")
        return 1
    for line in said:
        print(f"OK  {line}")
    print(PROVES)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

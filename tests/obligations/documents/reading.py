"""Reads all that stands in a file, as whoever looks for what was left out would."""

from __future__ import annotations

import io
import re
import zipfile
import zlib


def everything(data: bytes, file_format: str) -> str:
    """All that can be read out of a file: every member, every stream, every character code."""
    if file_format == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(
                archive.read(one).decode("utf-8", "replace") for one in archive.namelist()
            )
    if file_format == "json":
        return data.decode()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    opened = [data]
    for one in streams:
        try:
            opened.append(zlib.decompressobj().decompress(one))
        except zlib.error:
            opened.append(one)
    return pdf_text(opened)


def pdf_text(opened: list[bytes]) -> str:
    """Undo the codes of the fonts by every character map of the file; keep raw bytes as well."""
    joined = b"\n".join(opened)
    maps: list[dict[str, str]] = []
    for one in opened:
        if b"begincmap" not in one:
            continue
        pairs = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", one)
        maps.append(
            {k.decode().upper(): bytes.fromhex(v.decode()).decode("utf-16-be") for k, v in pairs}
        )
    found = [joined.decode("latin-1"), joined.replace(b"\x00", b"").decode("latin-1")]
    codes = glyph_codes(joined)
    found += ["".join(one.get(code, "") for code in codes) for one in maps]
    return "".join(found)


def glyph_codes(joined: bytes) -> list[str]:
    """Every two-byte code of every shown string, in order."""
    codes: list[str] = []
    for literal in re.findall(rb"\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]+)>", joined, re.DOTALL):
        raw = (
            bytes.fromhex(re.sub(rb"\s", b"", literal[1]).decode())
            if literal[1] and len(re.sub(rb"\s", b"", literal[1])) % 2 == 0
            else unescaped(literal[0])
        )
        codes += [raw[at : at + 2].hex().upper() for at in range(0, len(raw) - 1, 2)]
    return codes


def unescaped(raw: bytes) -> bytes:
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(match):
        code = match[1]
        return bytes([int(code, 8) & 255]) if code[0] in b"01234567" else plain.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.DOTALL)


def closed(text: str) -> str:
    """Leave out every space and case, which a layout may change."""
    return re.sub(r"\s+", "", text).casefold()

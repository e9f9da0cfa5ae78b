"""Opens a Word file that a stranger may have made, and gives its text as XML, or says what it is.

A Word file is a zip of XML. Both can be built to exhaust whoever opens them, so the names, the
sizes and the ratios are looked at before anything is unpacked, and XML is read without entities.
"""

from __future__ import annotations

import zipfile
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from providers.errors import InvalidInput

# The official form, empty, has 31 members, 1 MB unpacked, 12 times its packed size.
FILE_LIMIT = 20 * 1024**2
MEMBERS_LIMIT = 1_000
UNPACKED_LIMIT = 100 * 1024**2
PART_LIMIT = 25 * 1024**2
RATIO_LIMIT = 200
ELEMENTS_LIMIT = 1_000_000
SAVE_AS = gettext_lazy("Save it in Word as “Word document (.docx)” and choose that file.")

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_CONTENTS = "[Content_Types].xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_STARTS = {
    b"%PDF": gettext_lazy("a PDF"),
    b"{\\rtf": gettext_lazy("a rich text file (RTF)"),
    b"<htm": gettext_lazy("a web page"),
    b"<!DO": gettext_lazy("a web page"),
    b"<?xm": gettext_lazy("an XML file"),
}


class NotTheForm(InvalidInput):
    """The file is not a filled form that can be read; the message says what it is instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


def text_of(file: IO[bytes]) -> etree._Element:
    """Give the root of a Word file's text.

    Raises NotTheForm for anything that is not a plain .docx, or is too large or too deep to read.
    """
    _check_start(file)
    try:
        with zipfile.ZipFile(file) as archive:
            return _main(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        if isinstance(error, NotTheForm):
            raise
        raise NotTheForm(
            _("This file is damaged and cannot be opened. {save_as}").format(save_as=SAVE_AS)
        ) from error


def _check_start(file: IO[bytes]) -> None:
    file.seek(0, 2)
    if file.tell() > FILE_LIMIT:
        told = _("A form may have at most {number} MB; this file has more.").format(
            number=FILE_LIMIT // 1024**2
        )
        raise NotTheForm(told)
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        file.seek(0)
        raise NotTheForm(_old(file.read()))
    for begins, what in _OTHER_STARTS.items():
        if start.lower().startswith(begins.lower()):
            raise NotTheForm(
                _("This is {what}, whatever its name says. {save_as}").format(
                    what=what, save_as=SAVE_AS
                )
            )
    if not start.startswith(b"PK"):
        raise NotTheForm(_("This is not a Word document. {save_as}").format(save_as=SAVE_AS))
    file.seek(0)


def _old(data: bytes) -> str:
    if _ENCRYPTED in data:
        return _("This document is protected by a password. Save it without, and choose it again.")
    return _("This is a document of the old format (.doc). {save_as}").format(save_as=SAVE_AS)


def _main(archive: zipfile.ZipFile) -> etree._Element:
    members = archive.infolist()
    _check_members(members)
    names = {one.filename for one in members}
    if _CONTENTS not in names:
        raise NotTheForm(
            _("This is a zip archive and no Word document. {save_as}").format(save_as=SAVE_AS)
        )
    types = _xml(archive, _CONTENTS)
    if any("vbaproject" in name.lower() for name in names) or "macroEnabled" in _said(types):
        raise NotTheForm(_("This document holds macros. {save_as}").format(save_as=SAVE_AS))
    named = [
        one.get("PartName", "").lstrip("/") for one in types if one.get("ContentType") in _MAIN
    ]
    if len(named) != 1 or named[0] not in names:
        raise NotTheForm(
            _("This is an Office file, but no Word document. {save_as}").format(save_as=SAVE_AS)
        )
    return _xml(archive, named[0])


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS_LIMIT:
        raise NotTheForm(
            _("This file has {number} parts; a form has far fewer.").format(number=len(members))
        )
    if len({one.filename for one in members}) != len(members):
        raise NotTheForm(
            _("This file holds a part twice, so that what it says depends on who reads.")
        )
    if any(one.flag_bits & 0x1 for one in members):
        raise NotTheForm(_("This file is protected by a password. Save it without one."))
    unpacked = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    if unpacked > UNPACKED_LIMIT or unpacked > RATIO_LIMIT * max(packed, 1):
        raise NotTheForm(
            _("Unpacked, this file would have {number} MB; it is not opened.").format(
                number=f"{unpacked / 1024**2:,.0f}"
            )
        )


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    with archive.open(name) as part:
        # One byte beyond the limit tells a longer part; what the archive announces may be untrue.
        data = part.read(PART_LIMIT + 1)
    if len(data) > PART_LIMIT:
        raise NotTheForm(
            _("Its text alone has more than {number} MB.").format(number=PART_LIMIT // 1024**2)
        )
    # Without huge_tree, libxml2 refuses more than 256 levels and very long texts by itself.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotTheForm(_("The text of this document cannot be read: it is damaged.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotTheForm(_("This document defines entities, which no form does; it is not read."))
    if sum(1 for _ in root.iter()) > ELEMENTS_LIMIT:
        raise NotTheForm(_("This document has too many parts to be a form; it is not read."))
    return root


def _said(types: etree._Element) -> str:
    return " ".join(one.get("ContentType", "") for one in types)

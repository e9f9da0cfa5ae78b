"""Keep files of complaints: strangers' few and small, officers' as usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from obligations.copyright_desk.models import Complaint, ComplaintFile
from obligations.copyright_desk.permissions import check_write
from obligations.services import contents, stored_files
from obligations.services.contents import Content
from obligations.storage import FileTooLarge, IncomingFile
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit


@dataclass(frozen=True, slots=True)
class Limit:
    """How many files at once, and how many bytes each."""

    count: int
    size: int


STRANGERS = Limit(3, 10 * 1024**2)
OFFICERS = Limit(10, 100 * 1024**2)


def attach(
    *, complaint: Complaint, uploads: Sequence[IncomingFile], by: Actor, now: datetime
) -> list[ComplaintFile]:
    """Add files to a complaint, such as what came with a mail or the proof of an answer."""
    check_write(by, complaint.provider)
    if not uploads:
        raise InvalidInput(_("Choose a file."), field="attachments")
    found = read(uploads, limit=OFFICERS)
    with audit.change(action="complaint.files-added", about=complaint, by=by, at=now) as event:
        rows = store(complaint, found, by=by, now=now)
        event.detail = {"sha256": [one.sha256 for one in rows]}
    return rows


def read(uploads: Sequence[IncomingFile], *, limit: Limit) -> list[Content]:
    """Check files that arrived; raise InvalidInput at ``attachments`` for the first bad one."""
    if len(uploads) > limit.count:
        raise InvalidInput(
            _("At most {count} files at once.").format(count=limit.count), field="attachments"
        )
    for upload in uploads:
        if (upload.size or 0) > limit.size:
            told = _("“{name}” is larger than {size} MB.").format(
                name=str(upload.name)[:80], size=limit.size // 1024**2
            )
            raise FileTooLarge(told, field="attachments")
    return contents.of_uploads(uploads, field="attachments")


def store(
    complaint: Complaint, found: Sequence[Content], *, by: Actor, now: datetime
) -> list[ComplaintFile]:
    """Keep checked files; call it within the provider's turn."""
    return ComplaintFile.objects.bulk_create(
        ComplaintFile(
            provider=complaint.provider,
            complaint=complaint,
            stored_file=stored_files.store(provider=complaint.provider, content=one, now=now),
            file_name=one.file_name,
            media_type=one.media_type,
            sha256=one.sha256,
            size=one.size,
            added_at=now,
            added_by_id=by.user_id,
            added_by_name=by.name if by.user_id else "",
        )
        for one in found
    )

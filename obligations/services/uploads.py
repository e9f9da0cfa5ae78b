"""Take files in pieces: opened with name and size, sent on after a break, recorded when whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from obligations import arrivals, storage
from obligations.arrivals import ArrivedFile, Source, UploadGone
from obligations.models import Upload
from obligations.permissions import check_upload
from obligations.queries import uploads as queries
from obligations.services import contents
from obligations.services.steps import NotAllowedNow
from obligations.storage import IncomingFile
from providers import text
from providers.actors import Actor
from providers.errors import DomainError, InvalidInput, NotPermitted
from providers.models import Provider
from providers.services import audit

# Counted anew from the last bytes that came.
LASTS = timedelta(days=3)
MOST_AT_ONCE = 100
FINGERPRINT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Held:
    """What was kept of files, and why the others were not."""

    uploads: list[Upload] = field(default_factory=list)
    refusals: list[DomainError] = field(default_factory=list)


def open_upload(
    *,
    provider: Provider,
    file_name: str,
    size: int,
    fingerprint: str = "",
    sha256: str = "",
    by: Actor,
    now: datetime,
) -> Upload:
    """Open an upload of ``size`` bytes; ``sha256`` is checked at its end, where it is given.

    Raises NotPermitted, InvalidInput, FileTooLarge, StorageFull where all open uploads together
    would not fit, and NotAllowedNow where the person has too many open.
    """
    check_upload(by, provider)
    if by.user_id is None:
        raise NotPermitted(_("Files are sent by people and their programs."))
    if size <= 0:
        raise InvalidInput(_("This file is empty: it has no bytes."), field="file")
    if size > settings.EVIDENCE_MAX_BYTES:
        raise storage.too_large(settings.EVIDENCE_MAX_BYTES)
    if sha256 and not storage.is_sha256(sha256):
        raise InvalidInput(_("A SHA-256 has 64 lower-case hexadecimal digits."), field="sha256")
    row = Upload(
        provider=provider,
        opened_by_id=by.user_id,
        file_name=contents.file_name(file_name),
        size=size,
        fingerprint=text.prose(fingerprint, field="fingerprint", limit=FINGERPRINT_LIMIT),
        announced=sha256,
        opened_at=now,
        expires_at=now + LASTS,
    )
    with audit.change(action="upload.opened", about=row, by=by, at=now, detail={"size": size}):
        _check_not_too_many(row, by, now)
        row.save(force_insert=True)
    return row


def write(*, upload: Upload, offset: int, source: Source, by: Actor, now: datetime) -> int:
    """Take bytes from ``offset`` on; answer how many have arrived.

    Raises what ``arrivals.append`` does, NotPermitted for who may no longer send files, UploadGone
    after its end of time, NotAllowedNow for one that is recorded, and InvalidInput where the whole
    is not what was announced; its bytes are then removed, so that it can be sent again.
    """
    check_upload(by, upload.provider)
    _check_open(upload, now)
    if not arrivals.arrived(upload.pk):
        # Bytes that went are no longer spoken of: those that come now may be others.
        Upload.objects.filter(pk=upload.pk, used_at=None).exclude(sha256="").update(sha256="")
        upload.sha256 = ""
    try:
        count = arrivals.append(upload.pk, offset=offset, size=upload.size, source=source)
    finally:
        # No event: that bytes go on arriving is no change of what is recorded.
        Upload.objects.filter(pk=upload.pk, used_at=None).update(expires_at=now + LASTS)
    # A whole file is read once, however often its end is sent.
    if count == upload.size and (count > offset or not upload.sha256):
        _complete(upload)
    return count


def arrived_files(ids: Iterable[UUID], *, by: Actor, now: datetime) -> list[ArrivedFile]:
    """Find one's own whole uploads, to be recorded; raises InvalidInput for what is not whole."""
    wanted = list(dict.fromkeys(ids))
    rows = {row.pk: row for row in queries.own(by, now=now).filter(pk__in=wanted)}
    found = []
    for pk in wanted:
        row = rows.get(pk)
        if row is None:
            message = _("An upload is not here any more. Choose its file again.")
            raise InvalidInput(message, field="file")
        found.append(_arrived(row, now))
    return found


def hold(files: Iterable[IncomingFile], *, provider: Provider, by: Actor, now: datetime) -> Held:
    """Keep files that came with a refused form as whole uploads, each for itself.

    One that cannot be kept is no reason to lose the others, so that nothing is raised: the answer
    says why. InvalidInput is about the file, which has to be chosen again; any other refusal is
    about the place where it would wait.
    """
    held = Held()
    for file in files:
        try:
            with contents.named(file):
                held.uploads.append(_held(file, provider, by, now))
        except DomainError as refusal:
            held.refusals.append(refusal)
    return held


def claim(arrived: ArrivedFile, *, provider: Provider, now: datetime) -> None:
    """Mark an upload as recorded, once; its bytes go when the transaction is committed."""
    mine = Upload.objects.filter(pk=arrived.upload_id, provider=provider, used_at=None)
    if not mine.update(used_at=now):
        raise _used()
    transaction.on_commit(partial(arrivals.remove, arrived.upload_id))


def cancel(*, upload: Upload, by: Actor, now: datetime) -> None:
    """Give an upload up; its bytes are removed.

    Raises NotPermitted for who may no longer send files, and NotAllowedNow for a recorded one.
    """
    check_upload(by, upload.provider)
    with audit.change(action="upload.cancelled", about=upload, by=by, at=now):
        count, _rows = Upload.objects.filter(pk=upload.pk, used_at=None).delete()
        if not count:
            raise _used()
    arrivals.remove(upload.pk)


def sweep(*, now: datetime, older_than: float) -> int:
    """Remove uploads whose time has ended, and bytes without an upload; count the files."""
    count = 0
    for row in Upload.objects.filter(expires_at__lte=now):
        # The row first, and only where its time was not counted anew since it was read: nobody
        # goes on with an upload whose bytes are being removed.
        if Upload.objects.filter(pk=row.pk, expires_at__lte=now).delete()[0]:
            arrivals.remove(row.pk)
            count += row.used_at is None
    known = set(Upload.objects.values_list("pk", flat=True))
    for pk, path in arrivals.stale(older_than=older_than):
        if pk not in known:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _held(file: IncomingFile, provider: Provider, by: Actor, now: datetime) -> Upload:
    if file.refusal is not None:
        raise file.refusal
    # One transaction: a file that is gone leaves no upload that nobody can go on with.
    with transaction.atomic():
        row = open_upload(
            provider=provider, file_name=file.name or "", size=file.size or 0, by=by, now=now
        )
        arrivals.adopt(row.pk, file)
        _note_hash(row, file.sha256)
    return row


def _arrived(row: Upload, now: datetime) -> ArrivedFile:
    _check_open(row, now)
    # The disk is asked even where a hash is known: a row alone is no file.
    if arrivals.arrived(row.pk) < row.size:
        message = _("“{file}” has not arrived in full yet.").format(file=row.file_name)
        raise InvalidInput(message, field="file")
    if not row.sha256:
        _complete(row)
    return ArrivedFile(upload_id=row.pk, name=row.file_name, sha256=row.sha256, size=row.size)


def _complete(row: Upload) -> None:
    """Hash the whole; the disk is asked, not the memory of what was sent."""
    digest = arrivals.sha256(row.pk)
    if row.announced and digest != row.announced:
        arrivals.remove(row.pk)
        raise InvalidInput(
            _(
                "The bytes that arrived are not those announced: their SHA-256 differs. Send the "
                "file again from its beginning."
            ),
            field="sha256",
        )
    _note_hash(row, digest)


def _note_hash(row: Upload, digest: str) -> None:
    Upload.objects.filter(pk=row.pk).update(sha256=digest)
    row.sha256 = digest


def _check_open(row: Upload, now: datetime) -> None:
    if row.used_at is not None:
        raise _used()
    if row.expires_at <= now:
        raise UploadGone(_("This upload was not gone on with in time. Send the file again."))


def _used() -> NotAllowedNow:
    return NotAllowedNow(_("This upload was recorded already, or cancelled."), field="file")


def _check_not_too_many(row: Upload, by: Actor, now: datetime) -> None:
    waiting = Upload.objects.filter(expires_at__gt=now, used_at=None)
    if waiting.filter(opened_by=by.user_id).count() >= MOST_AT_ONCE:
        raise NotAllowedNow(
            _("{count} uploads are open. Record or cancel some first.").format(count=MOST_AT_ONCE),
            field="file",
        )
    promised = waiting.filter(provider=row.provider).aggregate(sum=Sum("size"))["sum"] or 0
    if promised + row.size > 2 * settings.EVIDENCE_MAX_BYTES:
        raise NotAllowedNow(
            _(
                "The open uploads of your provider are too large together. Record or cancel some "
                "first."
            ),
            field="file",
        )
    # A first look; others may fill the disk meanwhile, so that each write looks again.
    storage.check_room(row.size)

"""Seal a package: begin, write its archive without holding it in memory, and keep it for good.

What is begun stands in the database. Whoever carries on, in the request, a worker or the timetable
after a crash, writes the same bytes; the first to end keeps them, and the others keep nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from obligations.packages.exports import archive, manifest
from obligations.packages.models import Package, Status
from obligations.packages.permissions import check_write
from obligations.packages.queries import packages as queries
from obligations.packages.queries.packages import Contents
from obligations.packages.services import items, keys
from obligations.packages.services.packages import check_open
from obligations.phrasebook.shown import phrase
from obligations.services import contents as of_files
from obligations.services import stored_files
from obligations.services.steps import NotAllowedNow
from obligations.storage import Receiver
from providers.actors import TIMETABLE, Actor
from providers.errors import DomainError, InvalidInput
from providers.services import audit
from providers.written import ENGLISH

# Up to so many bytes a package is sealed while the person waits.
AT_ONCE = 64 * 1024**2
# So many times somebody sets out to write an archive; whoever dies of it leaves the next one.
TRIES = 3
# Progress is noted at most so often.
NOTED_EVERY = timedelta(seconds=2)

NEVER_ENDED = f"Sealing was begun {TRIES} times and never ended; the operators can read why."

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class Stopped(DomainError):
    """The sealing was stopped, or somebody else ended it first."""


def begin(*, package: Package, by: Actor, now: datetime) -> Package:
    """Begin sealing: from here on the contents stand still.

    Raises InvalidInput naming what is neither enclosed nor explained, NotAllowedNow for a package
    that is being sealed or was, or that holds something withdrawn.
    """
    check_write(by, package.provider)
    with audit.change(action="package.sealing-begun", about=package, by=by, at=now) as event:
        check_open(package)
        contents = queries.contents(package)
        check_complete(contents)
        items.check_sources(contents.items)
        mine = Package.objects.filter(pk=package.pk, status=package.status)
        claimed = mine.update(
            status=Status.SEALING,
            sealing_at=now.replace(microsecond=0),
            sealing_by_id=by.user_id,
            sealing_by_name=by.name,
            noted_at=now,
            attempts=0,
            done_bytes=0,
            total_bytes=2 * contents.size,  # Each file is read twice.
            failed_because="",
            revision=F("revision") + 1,
        )
        if not claimed:
            raise NotAllowedNow(_("Someone else was faster: the package is being sealed."))
        package.refresh_from_db()
        event.detail = {"items": len(contents.items), "bytes": contents.size}
    return package


def check_complete(contents: Contents) -> None:
    """Raise InvalidInput naming everything that keeps the package from being sealed."""
    problems = []
    if not contents.items:
        problems.append(InvalidInput(_("The package is empty: put something in."), field="items"))
    problems += [
        InvalidInput(
            _("“{title}” is not in the package: put it in, or say why it is missing.").format(
                title=phrase(one.expected.title)
            ),
            field=one.expected.key,
        )
        for one in contents.wanted
        if one.is_open
    ]
    if problems:
        raise InvalidInput.of_all(problems)


def seal(*, package: Package, by: Actor, clock: Clock) -> Package:
    """Begin sealing, and end it at once where the package is small; else a worker does."""
    begin(package=package, by=by, now=clock())
    if package.total_bytes <= 2 * AT_ONCE:
        _go_on(package, by, clock)
        return package
    transaction.on_commit(lambda: _ask_a_worker(package))
    return package


def carry_on(*, package: Package, by: Actor = TIMETABLE, clock: Clock) -> Package:
    """Write the archive of a package whose sealing was begun; done twice, it changes nothing.

    What goes wrong is kept with the package, which can then be mended and sealed again. Nobody sets
    out more than ``TRIES`` times. Raises NotAllowedNow for people where there is nothing to carry
    on; the timetable finds that as a rule, and lets it be.
    """
    check_write(by, package.provider)
    if not _go_on(package, by, clock) and not by.is_system:
        if package.status != Status.SEALING:
            raise NotAllowedNow(_("The package is not being sealed."))
        told = _("Sealing was begun {count} times and is not begun again: stop it, or wait.")
        raise NotAllowedNow(told.format(count=TRIES))
    return package


def _go_on(package: Package, by: Actor, clock: Clock) -> bool:
    """Write the archive, or keep why it cannot be; False where there is nothing to carry on."""
    package.refresh_from_db()
    may_go_on = package.status == Status.SEALING and _set_out(package, clock())
    if may_go_on:
        # What is sealed, and why sealing failed, is kept in English whoever asked.
        with translation.override(ENGLISH):
            _write_or_fail(package, by, clock)
    package.refresh_from_db()
    return may_go_on


def _write_or_fail(package: Package, by: Actor, clock: Clock) -> None:
    try:
        _write(package, by, clock)
    except Stopped:
        log.info("Somebody else ended the sealing of a package, or stopped it.")
    except DomainError as refusal:
        _fail(package, because=refusal.message, by=by, now=clock())
    except Exception:
        told = "Something unexpected went wrong; the operator finds it in the log."
        _fail(package, because=told, by=by, now=clock())
        raise


def stop(*, package: Package, by: Actor, now: datetime) -> Package:
    """Stop a sealing that has not ended; the package can be changed again."""
    check_write(by, package.provider)
    with audit.change(action="package.sealing-stopped", about=package, by=by, at=now):
        mine = Package.objects.filter(pk=package.pk, status=Status.SEALING)
        if not mine.update(status=Status.DRAFTING, revision=F("revision") + 1):
            raise NotAllowedNow(_("The package is not being sealed any more."))
        package.refresh_from_db()
    return package


def resume(*, clock: Clock) -> int:
    """Carry on every sealing that nobody works at any more; say how many there were.

    One whose last worker died, too, has failed: it would only take the next one down with it.
    """
    found = queries.abandoned(clock())
    for package in Package.objects.filter(pk__in=found).order_by("noted_at", "pk"):
        if package.attempts < TRIES:
            carry_on(package=package, clock=clock)
        else:
            _fail(package, because=NEVER_ENDED, by=TIMETABLE, now=clock())
    return len(found)


def _ask_a_worker(package: Package) -> None:
    try:
        current_app.send_task("seal_package", kwargs={"package": str(package.pk)}, retry=False)
    except OperationalError:
        # The timetable finds it within minutes.
        log.warning("No worker could be asked to seal a package.")


def _set_out(package: Package, now: datetime) -> bool:
    """Count one more who works at it; False where it was stopped, or enough have tried."""
    mine = _mine(package).filter(attempts__lt=TRIES)
    return bool(mine.update(attempts=F("attempts") + 1, noted_at=now))


def _write(package: Package, by: Actor, clock: Clock) -> None:
    contents = queries.contents(package)
    key = keys.in_use(now=clock())
    written, sources = manifest.build(contents, key)
    receiver = Receiver(announced=sum(source.size for source in sources))
    try:
        if receiver.refusal is None:
            archive.write(sources, receiver, noted=_progress(package, clock))
        incoming = receiver.finish(name=manifest.file_name(contents))
    except BaseException:
        receiver.discard()
        raise
    with incoming:  # Closing removes the bytes, unless they were kept.
        # Its first file is a PDF, for which a look at the bytes takes the whole.
        content = replace(of_files.of_upload(incoming), media_type="application/zip")
        fields = {"manifest": written.decode("utf-8"), "key_id": key.id}
        _keep(package, content, fields, by, clock())


def _progress(package: Package, clock: Clock) -> Callable[[int], None]:
    """Count bytes, note them now and then, and end the work once the sealing was stopped."""
    done, last = 0, clock()

    def noted(count: int) -> None:
        nonlocal done, last
        done += count
        now = clock()
        if now - last < NOTED_EVERY:
            return
        last = now
        if not _mine(package).update(done_bytes=done, noted_at=now):
            raise Stopped("The sealing was stopped.")

    return noted


def _keep(
    package: Package, content: of_files.Content, fields: dict[str, str], by: Actor, now: datetime
) -> None:
    with audit.change(action="package.sealed", about=package, by=by, at=now) as event:
        mine = _mine(package)
        if not mine.exists():
            raise Stopped("Somebody else ended the sealing first.")
        stored = stored_files.store(provider=package.provider, content=content, now=now)
        mine.update(
            status=Status.SEALED,
            sealed_at=now,
            stored_file=stored,
            file_name=content.file_name,
            sha256=content.sha256,
            size=content.size,
            done_bytes=F("total_bytes"),
            noted_at=now,
            revision=F("revision") + 1,
            **fields,
        )
        event.detail = {
            "sha256": content.sha256,
            "size": content.size,
            "key": fields["key_id"],
            "asked_by": package.sealing_by_name,
        }


def _fail(package: Package, *, because: str, by: Actor, now: datetime) -> None:
    with audit.turn(package.provider):
        failed = _mine(package).update(
            status=Status.FAILED, failed_because=because, revision=F("revision") + 1
        )
        if failed:
            detail = {"because": because}
            audit.tell(action="package.sealing-failed", about=package, by=by, at=now, detail=detail)


def _mine(package: Package) -> Any:
    """Narrow to the package while this very sealing of it goes on."""
    return Package.objects.filter(
        pk=package.pk, status=Status.SEALING, sealing_at=package.sealing_at
    )

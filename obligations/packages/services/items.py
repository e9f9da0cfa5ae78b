"""Put things into a package and take them out again, until it is sealed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations import storage
from obligations.models import Assessment, AssessmentEvidence, EvidenceVersion, Rendering
from obligations.packages.exports import assessment as assessment_text
from obligations.packages.models import ItemKind, Package, PackageItem, PackageRedaction
from obligations.packages.permissions import check_write
from obligations.packages.purposes import purposes
from obligations.packages.services.packages import check_open
from obligations.services import contents, stored_files
from obligations.services.contents import Content
from obligations.services.steps import NotAllowedNow
from obligations.storage import IncomingFile
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit

MOST_ITEMS = 500
SUBMITTED = ("submitted", "accepted", "returned")


def add_rendering(
    *,
    package: Package,
    rendering: Rendering,
    answers: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> PackageItem:
    """Put in a document exactly as it was made."""
    _check(package, rendering, by, field="rendering")
    item = _item(package, ItemKind.RENDERING, rendering.title, answers, by=by, now=now)
    item.rendering, item.file_name = rendering, rendering.file_name
    item.stored_file = rendering.stored_file
    return _add(item, None, by, now)


def add_evidence(
    *,
    package: Package,
    version: EvidenceVersion,
    answers: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> PackageItem:
    """Put in one version of a piece of evidence; a link or a statement is written as a text.

    The redactions recorded with the version stand in the package's log from then on.
    Raises NotAllowedNow for evidence that was withdrawn.
    """
    _check(package, version, by, field="version")
    item = _item(package, ItemKind.EVIDENCE, version.evidence.title, answers, by=by, now=now)
    item.version, item.file_name = version, version.file_name
    content = None
    if version.stored_file is not None:
        item.stored_file = version.stored_file
    else:
        item.file_name = f"{version.kind}.txt"
        content = _content((version.url or version.statement).encode("utf-8"), item.file_name)
    return _add(item, content, by, now)


def add_assessment(
    *,
    package: Package,
    assessment: Assessment,
    answers: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> PackageItem:
    """Put in a submitted assessment, written as a text with the hashes of its evidence.

    Raises NotAllowedNow for one that is no submission.
    """
    _check(package, assessment, by, field="assessment")
    _check_submitted(assessment)
    title = f"Assessment: {assessment.ruling['title']}"[: contents.TITLE_LIMIT]
    item = _item(package, ItemKind.ASSESSMENT, title, answers, by=by, now=now)
    item.assessment, item.file_name = assessment, f"assessment-{assessment.number}.txt"
    frozen = AssessmentEvidence.objects.filter(assessment=assessment).select_related("version")
    words = assessment_text.text(assessment, frozen.order_by("title", "pk"))
    return _add(item, _content(words, item.file_name), by, now)


def add_file(
    *,
    package: Package,
    upload: IncomingFile,
    title: str = "",
    answers: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> PackageItem:
    """Put in a further file, such as a redacted copy; it is kept with the package alone."""
    check_write(by, package.provider)
    content = contents.of_upload(upload)
    named = contents.title(title, content)
    item = _item(package, ItemKind.FILE, named, answers, by=by, now=now)
    item.file_name = content.file_name
    return _add(item, content, by, now)


def answer(*, item: PackageItem, answers: Sequence[str], by: Actor, now: datetime) -> PackageItem:
    """Say which of the expected contents an item supplies."""
    check_write(by, item.provider)
    known = _answers(item.package, answers)
    with audit.change(
        action="package.item-assigned", about=item, by=by, at=now, detail={"answers": known}
    ):
        check_open(item.package)
        if not PackageItem.objects.filter(pk=item.pk).update(answers=known):
            raise NotAllowedNow(_("Someone took this out of the package."))
        item.answers = known
    return item


def remove(*, item: PackageItem, by: Actor, now: datetime) -> None:
    """Take an item out, with what was noted of its redactions; its source stays where it is."""
    check_write(by, item.provider)
    detail = {"package": item.package_id, "title": item.title, "sha256": item.sha256}
    with audit.change(action="package.item-removed", about=item, by=by, at=now, detail=detail):
        check_open(item.package)
        item.redactions.all().delete()
        if not PackageItem.objects.filter(pk=item.pk).delete()[0]:
            raise NotAllowedNow(_("Someone took this out of the package already."))


def check_sources(items: Sequence[PackageItem]) -> None:
    """Raise NotAllowedNow if what an item shows was withdrawn since it was put in."""
    for item in items:
        if item.version and item.version.evidence.withdrawn_at is not None:
            raise NotAllowedNow(
                _("“{title}” was withdrawn. Take it out of the package.").format(title=item.title)
            )
        if item.assessment:
            _check_submitted(item.assessment)


def _check(package: Package, source: Any, by: Actor, *, field: str) -> None:
    check_write(by, package.provider)
    if source.provider_id != package.provider_id:
        raise InvalidInput(_("There is no such thing."), field=field)


def _check_submitted(assessment: Assessment) -> None:
    if assessment.status not in SUBMITTED:
        raise NotAllowedNow(
            _("Only a submitted assessment goes into a package; this one is {status}.").format(
                status=assessment.status
            ),
            field="assessment",
        )


def _item(
    package: Package,
    kind: ItemKind,
    title: str,
    answers: Sequence[str],
    *,
    by: Actor,
    now: datetime,
) -> PackageItem:
    return PackageItem(
        provider=package.provider,
        package=package,
        kind=kind,
        title=title,
        answers=_answers(package, answers),
        added_at=now,
        added_by_name=by.name,
    )


def _answers(package: Package, answers: Sequence[str]) -> list[str]:
    expects = [one.key for one in purposes()[package.purpose].expects]
    unknown = [one for one in answers if one not in expects]
    if unknown:
        told = _("This purpose asks for: {contents}.").format(
            contents=", ".join(expects) or _("nothing")
        )
        raise InvalidInput(told, field="answers")
    return [one for one in expects if one in answers]


def _content(words: bytes, name: str) -> Content:
    return contents.of_upload(storage.receive(io.BytesIO(words), name=name))


def _add(item: PackageItem, content: Content | None, by: Actor, now: datetime) -> PackageItem:
    with audit.change(action="package.item-added", about=item, by=by, at=now) as event:
        check_open(item.package)
        held = PackageItem.objects.filter(package=item.package)
        _check_again(item, held)
        if content is not None:
            item.stored_file = stored_files.store(provider=item.provider, content=content, now=now)
        item.sha256, item.size = item.stored_file.sha256, item.stored_file.size
        item.media_type = item.stored_file.media_type
        item.save(force_insert=True)
        event.detail = {"package": item.package_id, "kind": item.kind, "sha256": item.sha256}
        if item.version is not None:
            event.detail["redactions"] = _log_redactions(item, item.version)
    return item


def _log_redactions(item: PackageItem, version: EvidenceVersion) -> int:
    """Log what was removed from the evidence; answers how many entries that makes."""
    logged = PackageRedaction.objects.bulk_create(
        PackageRedaction(
            provider=item.provider,
            package=item.package,
            item=item,
            removed=one.removed,
            ground=one.ground,
            because=one.because,
            removed_by=version.recorded_by_name,
            noted_at=item.added_at,
            noted_by_name=item.added_by_name,
        )
        for one in version.redacted
    )
    return len(logged)


def _check_again(item: PackageItem, held: Any) -> None:
    """Look again, within the turn, at what the item rests on."""
    if held.count() >= MOST_ITEMS:
        raise NotAllowedNow(_("A package holds at most {most} items.").format(most=MOST_ITEMS))
    source = {
        name: getattr(item, name)
        for name in ("rendering", "version", "assessment")
        if getattr(item, name) is not None
    }
    if source and held.filter(**source).exists():
        raise NotAllowedNow(_("“{title}” is in the package already.").format(title=item.title))
    for row in source.values():
        row.refresh_from_db()
    if item.version:
        item.version.evidence.refresh_from_db()
    check_sources([item])

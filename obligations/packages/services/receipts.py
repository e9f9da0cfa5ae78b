"""Record what confirms that a package was received."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.packages.models import Channel, Package, PackageReceipt
from obligations.packages.permissions import check_write
from obligations.packages.services.sending import check_instant, check_sealed
from obligations.services import contents, stored_files
from obligations.services.contents import Content
from obligations.storage import IncomingFile
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit

REFERENCE_LIMIT = 200


def record(
    *,
    package: Package,
    received_at: datetime,
    channel: str,
    reference: str = "",
    confirmed_by: str = "",
    note: str = "",
    upload: IncomingFile | None = None,
    by: Actor,
    now: datetime,
) -> PackageReceipt:
    """Keep a receipt: its file, its reference, or both; it never changes after.

    Raises InvalidInput with every mistake, NotAllowedNow for a package that is not sealed.
    """
    check_write(by, package.provider)
    fields = _checked(channel, reference, confirmed_by, note, has_file=upload is not None)
    content = contents.of_upload(upload) if upload else None
    receipt = PackageReceipt(
        provider=package.provider,
        package=package,
        received_at=received_at,
        recorded_at=now,
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        **fields,
    )
    with audit.change(action="package.receipt-recorded", about=receipt, by=by, at=now) as event:
        check_sealed(package)
        check_instant(package, received_at, now, field="received_at")
        if content is not None:
            _keep_file(receipt, content, package.provider, now)
        receipt.save(force_insert=True)
        event.detail = {
            "package": package.pk,
            "reference": receipt.reference,
            "sha256": receipt.sha256,
        }
    return receipt


def _keep_file(
    receipt: PackageReceipt, content: Content, provider: Provider, now: datetime
) -> None:
    receipt.stored_file = stored_files.store(provider=provider, content=content, now=now)
    receipt.file_name = content.file_name
    receipt.sha256, receipt.size = content.sha256, content.size


def _checked(
    channel: str, reference: str, confirmed_by: str, note: str, *, has_file: bool
) -> dict[str, Any]:
    problems, found = [], {"channel": channel}
    if channel not in Channel.values:
        told = _("Choose one of: {values}.").format(values=", ".join(Channel.values))
        problems.append(InvalidInput(told, field="channel"))
    if not has_file and not reference.strip():
        told = _("Give the reference, or the file of the receipt.")
        problems.append(InvalidInput(told, field="reference"))
    for field, value in (("reference", reference), ("confirmed_by", confirmed_by)):
        try:
            given = value.strip()
            found[field] = text.name(given, field=field, limit=REFERENCE_LIMIT) if given else ""
        except InvalidInput as problem:
            problems.append(problem)
    try:
        found["note"] = text.prose(note, field="note")
    except InvalidInput as problem:
        problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)
    return found

"""What the page of one package shows, and the forms it offers."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from obligations.packages.forms.contents import (
    AnswersForm,
    ChooseForm,
    FileForm,
    GapForm,
    RedactForm,
)
from obligations.packages.forms.sending import BecauseForm, ReceiptForm, SentForm, ShareForm
from obligations.packages.models import Package, PackageItem, Status
from obligations.packages.models.packages import is_shared
from obligations.packages.permissions import check_write
from obligations.packages.queries import choices, packages
from obligations.packages.queries.packages import Contents
from providers.actors import Actor
from providers.models import AuditEvent
from providers.permissions import allowed


def of_page(actor: Actor, package: Package, given: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Gather what the page shows; ``given`` are forms that were not right, and results."""
    contents = packages.contents(package)
    is_own = actor.role_in(package.provider_id) is not None
    may_write = allowed(check_write, actor, package.provider)
    context: dict[str, Any] = {
        "package": package,
        "contents": contents,
        "purpose": contents.purpose,
        "is_own": is_own,
        "may_write": may_write,
        "is_open": package.is_open,
        "manifest": json.loads(package.manifest) if package.manifest else None,
        "receipts": list(packages.receipts(actor, package)),
        "events": _events(actor, package) if is_own else (),
        "open_count": sum(one.is_open for one in contents.wanted),
        "is_stale": _is_stale(package, now),
        **given,
    }
    if may_write and package.is_open:
        _add_forms(context, actor, package, contents)
    if may_write and package.status == Status.SEALED:
        instant = timezone.localtime(now).replace(second=0, microsecond=0)
        context.setdefault("sent_form", SentForm(initial={"sent_at": instant}))
        initial = {"received_at": instant, "channel": package.sent_channel or package.channel}
        context.setdefault("receipt_form", ReceiptForm(initial=initial, auto_id="id_receipt_%s"))
        context.setdefault("share_form", ShareForm(auto_id="id_share_%s"))
        context["is_shared"] = Package.objects.filter(is_shared(), pk=package.pk).exists()
        context.setdefault("unshare_form", BecauseForm(auto_id="id_unshare_%s"))
    context["wanted"] = [(one, _gap_form(one, context)) for one in contents.wanted]
    context["items"] = [(one, _answers_form(one, contents, context)) for one in contents.items]
    return context


def _add_forms(context: dict[str, Any], actor: Actor, package: Package, contents: Contents) -> None:
    found = choices.choices(actor, package)
    purpose = contents.purpose
    context["has_choices"] = bool(found)
    context["suggested_count"] = sum(one.is_suggested for one in found)
    context.setdefault(
        "choose_form", ChooseForm(choices=found, purpose=purpose, auto_id="id_choose_%s")
    )
    context.setdefault("file_form", FileForm(purpose=purpose, auto_id="id_file_%s"))
    rows = PackageItem.objects.filter(package=package).order_by("added_at", "pk")
    context.setdefault("redact_form", RedactForm(items=rows, auto_id="id_redact_%s"))


def _gap_form(wanted: Any, context: dict[str, Any]) -> GapForm | None:
    if wanted.items or not (context["may_write"] and context["is_open"]):
        return None
    key, wrong = wanted.expected.key, context.get("gap_form")
    if wrong is not None and wrong.data.get("expected") == key:
        return wrong
    initial = {"expected": key}
    if wanted.gap:
        initial |= {"reason": wanted.gap.reason, "because": wanted.gap.because}
    return GapForm(initial=initial, auto_id=f"id_gap_{key}_%s")


def _answers_form(
    item: PackageItem, contents: Contents, context: dict[str, Any]
) -> AnswersForm | None:
    if not (context["may_write"] and context["is_open"] and contents.purpose.expects):
        return None
    wrong = context.get("answers_form")
    if wrong is not None and context.get("answers_item") == item.pk:
        return wrong
    return AnswersForm(
        initial={"answers": item.answers},
        purpose=contents.purpose,
        auto_id=f"id_answers_{item.pk}_%s",
    )


def _events(actor: Actor, package: Package) -> list[AuditEvent]:
    rows = AuditEvent.objects.visible_to(actor).filter(
        provider=package.provider_id, subject_type="packages.package", subject_id=str(package.pk)
    )
    return list(rows.order_by("-position")[:50])


def _is_stale(package: Package, now: datetime) -> bool:
    noted = package.noted_at
    quiet = noted is not None and now - noted > packages.QUIET
    return package.status == Status.SEALING and quiet

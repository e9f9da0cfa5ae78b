"""What goes into a package, what is missing, what was removed, which deadlines it serves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from obligations.packages.forms.contents import (
    AnswersForm,
    ChooseForm,
    FileForm,
    GapForm,
    RedactForm,
)
from obligations.packages.forms.packages import LinkForm
from obligations.packages.models import Package, PackageDeadline, PackageItem, PackageRedaction
from obligations.packages.permissions import check_write
from obligations.packages.purposes import purposes
from obligations.packages.queries import choices
from obligations.packages.queries import packages as queries
from obligations.packages.services import gaps, items, links
from obligations.packages.views.packages import attempt, done, find, show
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.errors import DomainError
from providers.middleware import ActorRequest
from providers.services import audit


@require_POST
@member_required
def package_item_add(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Put in things that are recorded in this product: all that were chosen, or none."""
    found = _find_own(request, package_id)
    form = ChooseForm(
        request.POST,
        choices=choices.choices(request.actor, found),
        purpose=purposes()[found.purpose],
        auto_id="id_choose_%s",
    )
    if form.is_valid():
        answers = form.cleaned_data.get("answers", [])
        with into_form(form), audit.turn(found.provider):
            for thing in form.cleaned_data["things"]:
                _add(request, found, thing, answers)
        if not form.errors:
            message = _("It is in the package.")
            if not answers:
                message = _("It is in the package. Say at the item which content it supplies.")
            return done(request, found, message, "contents")
    return show(request, found, choose_form=form)


@require_POST
@member_required
def package_file_add(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Put in a further file."""
    found = _find_own(request, package_id)
    purpose = purposes()[found.purpose]
    form = FileForm(request.POST, request.FILES, purpose=purpose, auto_id="id_file_%s")
    if form.is_valid():
        given = form.cleaned_data
        with into_form(form):
            items.add_file(
                package=found,
                upload=given["file"],
                title=given["title"],
                answers=given.get("answers", []),
                by=request.actor,
                now=timezone.now(),
            )
            return done(request, found, _("The file is in the package."), "contents")
    return show(request, found, file_form=form)


@require_POST
@member_required
def package_item_answers(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Say which expected contents an item supplies."""
    item = _own(request, PackageItem, item_id)
    found = find(request, item.package_id)
    purpose = purposes()[found.purpose]
    form = AnswersForm(request.POST, purpose=purpose, auto_id=f"id_answers_{item.pk}_%s")
    if form.is_valid():
        with into_form(form):
            answers = form.cleaned_data.get("answers", [])
            items.answer(item=item, answers=answers, by=request.actor, now=timezone.now())
            return done(request, found, _("Noted what it supplies."), "contents")
    return show(request, found, answers_form=form, answers_item=item.pk)


@require_POST
@member_required
def package_item_remove(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Take an item out."""
    item = _own(request, PackageItem, item_id)

    def work() -> None:
        items.remove(item=item, by=request.actor, now=timezone.now())

    found = find(request, item.package_id)
    return attempt(request, found, work, _("It is out of the package."))


@require_POST
@member_required
def package_gap(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Say why an expected content is missing."""
    found = _find_own(request, package_id)
    key = request.POST.get("expected", "")
    is_known = purposes()[found.purpose].expected(key) is not None
    form = GapForm(request.POST, auto_id=f"id_gap_{key if is_known else 'none'}_%s")
    if form.is_valid():
        with into_form(form):
            gaps.explain(package=found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, found, _("The reason goes into the package."), "contents")
    return show(request, found, gap_form=form)


@require_POST
@member_required
def package_redact(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Log what was removed from an item."""
    found = _find_own(request, package_id)
    rows = PackageItem.objects.filter(package=found).order_by("added_at", "pk")
    form = RedactForm(request.POST, items=rows, auto_id="id_redact_%s")
    if form.is_valid():
        with into_form(form):
            gaps.redact(by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, found, _("It stands in the redaction log."), "redactions")
    return show(request, found, redact_form=form)


@require_POST
@member_required
def package_redaction_strike(request: ActorRequest, redaction_id: UUID) -> HttpResponse:
    """Strike an entry of the redaction log."""
    row = _own(request, PackageRedaction, redaction_id)

    def work() -> None:
        gaps.unredact(redaction=row, by=request.actor, now=timezone.now())

    return attempt(request, find(request, row.package_id), work, _("The entry is struck."))


@require_POST
@member_required
def package_link(request: ActorRequest, package_id: UUID) -> HttpResponse:
    """Let the package serve a deadline."""
    found = _find_own(request, package_id)
    form = LinkForm(request.POST, deadlines=queries.deadlines_for(request.actor, found))
    if form.is_valid():
        with into_form(form):
            links.link(package=found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return done(request, found, _("The package serves this deadline."), "deadlines")
    return show(request, found, link_form=form)


@require_POST
@member_required
def package_unlink(request: ActorRequest, link_id: UUID) -> HttpResponse:
    """Take a deadline off a package."""
    row = _own(request, PackageDeadline, link_id)

    def work() -> None:
        links.unlink(link=row, by=request.actor, now=timezone.now())

    return attempt(request, find(request, row.package_id), work, _("It is taken off."))


def _find_own(request: ActorRequest, package_id: UUID) -> Package:
    found = find(request, package_id)
    check_write(request.actor, found.provider)
    return found


def _own(request: ActorRequest, model: Any, pk: UUID) -> Any:
    rows = model.objects.visible_to(request.actor).select_related("package", "provider")
    row = get_object_or_404(rows, pk=pk)
    check_write(request.actor, row.provider)
    return row


def _add(request: ActorRequest, found: Package, thing: str, answers: list[str]) -> None:
    kind, _colon, pk = thing.partition(":")
    rows, add = {
        "rendering": (choices.renderings, items.add_rendering),
        "evidence": (choices.versions, items.add_evidence),
        "assessment": (choices.assessments, items.add_assessment),
    }[kind]
    source = rows(request.actor, found).filter(pk=pk).first()
    if source is None:
        raise DomainError(_("Someone put this in already, or it was withdrawn. Look again."))
    name = "version" if kind == "evidence" else kind
    add(package=found, answers=answers, by=request.actor, now=timezone.now(), **{name: source})  # type: ignore[operator] # one of three alike

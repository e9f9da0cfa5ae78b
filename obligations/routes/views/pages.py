"""Ways of a provider's duties, gap analyses, and what waits to be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from obligations.law.deadlines import brussels_day
from obligations.models import Duty
from obligations.permissions import check_choose_route
from obligations.queries import catalogue, standards
from obligations.queries.routes import ways as ways_of
from obligations.routes.exports import SIGNATORIES, WAYS
from obligations.routes.forms import ConfirmForm, GapForm, ResolveForm
from obligations.routes.models import GapAnalysis, RouteReview
from obligations.routes.queries import ways as queries
from obligations.routes.services import gaps, reviews
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import Provider
from providers.permissions import allowed
from providers.sheets import answers as sheets

PAGE = 50


@require_GET
@member_required
def ways(request: ActorRequest) -> HttpResponseBase:
    """Show how each duty is demonstrated, and the ways to look at again."""
    return _list(request)


@require_POST
@member_required
def way_resolve(request: ActorRequest, review_id: UUID) -> HttpResponseBase:
    """Choose another way, or confirm that it was looked at."""
    mine = queries.waiting(_provider(request), request.actor)
    review: RouteReview = get_object_or_404(mine, pk=review_id)
    check_choose_route(request.actor, review.duty)
    form = ResolveForm(request.POST, auto_id=f"id_{review.pk}_%s")
    if form.is_valid():
        with into_form(form):
            reviews.resolve(
                review=review, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("It is resolved, and stays on record."))
            return redirect("ways")
    return _list(request, review, form)


@require_POST
@member_required
def ways_confirm(request: ActorRequest) -> HttpResponseBase:
    """Confirm every way that waits because of one change of a text, with one reason."""
    first = queries.waiting(_provider(request), request.actor).first()
    if first is not None:
        check_choose_route(request.actor, first.duty)
    form = ConfirmForm(request.POST, auto_id="id_all_%s")
    if form.is_valid():
        with into_form(form):
            count = reviews.confirm_all(
                provider=_provider(request),
                by=request.actor,
                now=timezone.now(),
                **form.cleaned_data,
            )
            told = ngettext("{number} way is confirmed.", "{number} ways are confirmed.", count)
            messages.success(request, told.format(number=count))
            return redirect("ways")
    return _list(request, confirm_form=form)


@require_GET
@member_required
def duty_way(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Show the way of a duty, its gap analysis and its history."""
    return _show(request, _duty(request, duty_id))


@require_POST
@member_required
def gap_record(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Record the next version of a gap analysis."""
    duty = _duty(request, duty_id)
    check_choose_route(request.actor, duty)
    form = GapForm(request.POST, measures=queries.measures(duty))
    if form.is_valid():
        with into_form(form):
            gaps.record(
                duty=duty,
                lines=form.lines(),
                remark=form.cleaned_data["remark"],
                after=form.cleaned_data["after"],
                by=request.actor,
                now=timezone.now(),
            )
            messages.success(request, _("The gap analysis is recorded as a new version."))
            return redirect("duty-way", duty.pk)
    return _show(request, duty, form)


@require_GET
def signatories(request: ActorRequest) -> HttpResponseBase:
    """Show the lists of signatories, each with its day, and what differs between them."""
    if sheets.wanted(request):
        changes = queries.signatory_changes()
        names = [(one.snapshot, name) for one in changes for name in one.snapshot.signatories]
        return sheets.answer(request, SIGNATORIES, names, now=timezone.now())
    context = {"changes": queries.signatory_changes(), "doubts": catalogue.doubts(["A19"])}
    return render(request, "routes/signatories.html", context)


def _provider(request: ActorRequest) -> Provider:
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def _duty(request: ActorRequest, duty_id: UUID) -> Duty:
    mine = Duty.objects.visible_to(request.actor).filter(provider__in=request.actor.provider_ids)
    found: Duty = get_object_or_404(
        mine.select_related("obligation", "provider", "ai_model"), pk=duty_id
    )
    return found


def _list(
    request: ActorRequest,
    review: RouteReview | None = None,
    form: ResolveForm | None = None,
    confirm_form: ConfirmForm | None = None,
) -> HttpResponseBase:
    provider = _provider(request)
    known = standards.standing(brussels_day(timezone.now()))
    standard = next((one for one in known if one.key == request.GET.get("standard")), None)
    rows = queries.duties(provider, request.actor, standard)
    if sheets.wanted(request):
        sheet = replace(WAYS, in_batches=queries.shown)
        return sheets.answer(request, sheet, rows, now=timezone.now())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    given = {review.pk: form} if review is not None and form is not None else {}
    waiting = list(queries.waiting(provider, request.actor))
    context = {
        "page": page,
        "rows": queries.shown(list(page.object_list)),
        "standards": known,
        "standard": standard,
        "signed": queries.signed(provider),
        "waiting": [
            (
                one,
                given.get(one.pk) or ResolveForm(auto_id=f"id_{one.pk}_%s"),
                allowed(check_choose_route, request.actor, one.duty),
            )
            for one in waiting[:PAGE]
        ],
        "waiting_count": len(waiting),
        "may_write": bool(waiting) and allowed(check_choose_route, request.actor, waiting[0].duty),
        **_together(waiting, confirm_form),
    }
    is_wrong = form or confirm_form
    return render(request, "routes/ways.html", context, status=422 if is_wrong else 200)


def _together(waiting: Sequence[RouteReview], form: ConfirmForm | None) -> dict[str, Any]:
    """Offer one reason for all where one change of a text concerns several ways."""
    texts = Counter(one.text_to for one in waiting if one.text_to)
    text, count = next(iter(texts.most_common(1)), ("", 0))
    names = {doubt for one in waiting for doubt in one.doubts}
    return {
        "together": count if count > 1 else 0,
        "confirm_form": form or ConfirmForm(auto_id="id_all_%s", initial={"text_to": text}),
        "doubts": catalogue.doubts(sorted(names, key=lambda one: int(one.removeprefix("A")))),
    }


def _show(request: ActorRequest, duty: Duty, form: GapForm | None = None) -> HttpResponse:
    rows = GapAnalysis.objects.visible_to(request.actor).filter(duty=duty).order_by("-number")
    versions = list(rows)
    latest = versions[0] if versions else None
    measures = queries.measures(duty)
    context = {
        "duty": duty,
        "ways": ways_of(duty, on=brussels_day(timezone.now())),
        "versions": versions,
        "shown": queries.shown([duty])[0],
        "form": form or GapForm(measures=measures, latest=latest),
        "measures": measures,
        "history": queries.history(duty, request.actor),
        "may_write": duty.ended_on is None and allowed(check_choose_route, request.actor, duty),
    }
    return render(request, "routes/way.html", context, status=422 if form else 200)

"""The workspace of public data: what the law would ask, under assumptions stated beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.demo.public import CREDIT
from obligations.exports.lists import PUBLIC_MODELS
from obligations.queries import catalogue as texts
from obligations.queries import public_data as public
from providers.sheets import answers as sheets

PAGE = 25


@require_GET
def public_data(request: HttpRequest) -> HttpResponseBase:
    """List the models with the law's answers about each."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    assume = request.GET.get("assume") != "nothing"
    found, on = public.models(words), timezone.localdate()
    if sheets.wanted(request):
        answered = partial(public.answers, on=on, assume_placed=assume)
        sheet = replace(PUBLIC_MODELS, in_batches=answered)
        return sheets.answer(request, sheet, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "assume": assume,
        "page": page,
        "on": on,
        "answers": public.answers(page.object_list, on=on, assume_placed=assume),
        "credit": CREDIT,
    }
    return render(request, "obligations/public_data/list.html", context)


@require_GET
def public_model(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Show one model with every answer and its reason."""
    model = get_object_or_404(public.models(), pk=model_id)
    assume = request.GET.get("assume") != "nothing"
    on = timezone.localdate()
    (answer,) = public.answers([model], on=on, assume_placed=assume)
    context = {
        "answer": answer,
        "assume": assume,
        "on": on,
        "doubts": texts.doubts(answer.assessment.doubts),
        "credit": CREDIT,
    }
    return render(request, "obligations/public_data/model.html", context)

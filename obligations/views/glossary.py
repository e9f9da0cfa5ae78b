"""The glossary: the terms of the texts in plain words, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from obligations.queries import glossary as queries


@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    """List the terms by name, or those in which all the words asked for occur."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    found = queries.holding(words.split())
    context = {"terms": found, "words": words}
    return render(request, "obligations/catalogue/glossary.html", context)

"""The glossary: the terms of the texts in plain words, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from obligations.catalogue.loader import catalogue
from obligations.catalogue.records import Term
from obligations.phrasebook import shown


@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    """List the terms by name, or those in which all the words asked for occur."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    wanted = words.casefold().split()
    found = [one for one in catalogue().glossary if all(word in _read(one) for word in wanted)]
    found.sort(key=lambda one: shown.phrase(one.term).casefold())
    context = {"terms": found, "words": words}
    return render(request, "obligations/catalogue/glossary.html", context)


def _read(term: Term) -> str:
    """Give everything that is said of a term, in the reader's language and in English."""
    said = (term.term, term.meaning, term.cite)
    return " ".join((*said, *map(shown.phrase, said[:2]))).casefold()

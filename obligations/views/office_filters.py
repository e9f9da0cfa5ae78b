"""The filter by provider that lists of the AI Office's pages share."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from obligations.forms.office import ProviderFilter
from obligations.queries import submissions
from providers.middleware import ActorRequest
from providers.models import Provider


def providers(request: ActorRequest) -> QuerySet[Provider]:
    """Give the providers that a reviewer chooses from: those that shared anything, by name."""
    return submissions.sharing(request.actor).order_by("name", "pk")


def provider_filter(request: ActorRequest) -> ProviderFilter:
    """Read which provider the address names among those the reviewer may know of."""
    return ProviderFilter(request.GET, providers=providers(request), label_suffix="")


def of_provider(rows: QuerySet[Any], form: ProviderFilter) -> QuerySet[Any]:
    """Keep the rows of the provider that was chosen; all of them where none was."""
    provider = form.provider_id
    return rows.filter(provider=provider) if provider else rows


def query_without(request: HttpRequest, *names: str) -> str:
    """Write the parameters of the address again, without those named."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()

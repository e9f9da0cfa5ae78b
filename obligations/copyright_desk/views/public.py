"""The public desk of a provider: contact point, summary, crawlers, and their feed."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import condition, require_GET

from obligations.copyright_desk.exports import crawlers as export
from obligations.copyright_desk.exports import feed
from obligations.copyright_desk.models import Publication
from obligations.copyright_desk.queries import public as queries
from obligations.copyright_desk.queries.public import Desk
from obligations.delivery import email
from obligations.law import robots
from providers.middleware import ActorRequest

PAGE = 50


@require_GET
def public_copyright_desks(request: ActorRequest) -> HttpResponse:
    """List the providers with a public desk."""
    page = Paginator(queries.desks(), PAGE).get_page(request.GET.get("page"))
    return render(request, "copyright_desk/public_desks.html", {"page": page})


@require_GET
def public_copyright(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Show what a provider published at its copyright desk."""
    found = find(provider_id)
    context = {
        "desk": found,
        "crawlers": [_shown(one) for one in found.crawlers],
        "feed": reverse("public-crawlers-feed", args=[provider_id]),
    }
    return render(request, "copyright_desk/public_desk.html", context)


def _shown(one: Publication) -> dict[str, object]:
    body = export.shown(one)
    return {
        "shown": one,
        "models": body["models"],
        "lines": body["robots_txt_lines"],
        "is_standard": robots.is_standard(body["user_agent"]),
    }


def _mark(request: ActorRequest, provider_id: UUID) -> str | None:
    found = queries.mark(provider_id)
    return f'"{found}"' if found else None


@require_GET
@condition(etag_func=_mark)
def public_crawlers_feed(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Answer the Atom feed of what changed (Measure 1.3(4))."""
    found = find(provider_id)
    content = feed.atom(
        found,
        queries.entries(provider_id),
        page=email.absolute(reverse("public-copyright", args=[provider_id])),
        address=email.absolute(reverse("public-crawlers-feed", args=[provider_id])),
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_GET
@condition(etag_func=_mark)
def public_crawlers_json(request: ActorRequest, provider_id: UUID) -> HttpResponse:
    """Answer the public crawlers for programs."""
    found = find(provider_id)
    body = {
        "provider": {"id": str(found.provider.pk), "name": found.provider.name},
        "changed_at": found.changed_at.isoformat(),
        "crawlers": [export.shown(one) for one in found.crawlers],
    }
    return JsonResponse(body, json_dumps_params={"indent": 2, "ensure_ascii": False})


def find(provider_id: UUID) -> Desk:
    """Find a public desk, or answer that there is none."""
    found = queries.desk(provider_id)
    if found is None:
        raise Http404
    return found

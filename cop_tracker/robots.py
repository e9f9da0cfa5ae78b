"""What crawlers are asked to leave alone: everything that is not for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

# Pages of members answer a crawler with a redirect to the sign-in; addresses that are secrets
# are not named here, for this file is read by everybody.
RULES = """User-agent: *
Disallow: /accounts/
Disallow: /api/
Disallow: /search/
"""


@require_GET
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Answer the rules of RFC 9309."""
    return HttpResponse(RULES, content_type="text/plain; charset=utf-8")

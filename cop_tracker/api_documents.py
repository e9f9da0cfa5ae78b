"""What the API says about itself: its index, its OpenAPI document, and a page to read it."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from cop_tracker.errors import missing_address

COLLECTIONS = (
    "obligations",
    "providers",
    "models",
    "duties",
    "evidence",
    "assessments",
    "reviews",
    "deadlines",
    "notices",
    "events",
    "tokens",
    "me",
    "clocks",
    "fixed-dates",
    "code-life",
    "public-models",
    "outlines",
    "documents",
    "summaries",
    "public-summaries",
    "incidents",
    "requests",
    "packages",
    "exports",
    "renderings",
    "indicators",
    "suggested-indicators",
    "signatories",
    "notifications",
    "amendments",
    "calendar-feeds",
    "webhooks",
    "webhook-deliveries",
    "applicability",
    "deadline-tool",
    "compute",
    "schema",
    "docs",
)


class PublicView(APIView):
    """A view for everybody, with or without a token."""

    authentication_classes = []
    permission_classes = []


@extend_schema(exclude=True)
class Index(PublicView):
    """Where everything is."""

    def get(self, request: Request) -> Response:
        """List the addresses of the collections."""
        return Response({name: reverse(f"api-{name}", request=request) for name in COLLECTIONS})


@extend_schema(exclude=True)
class Schema(PublicView):
    """The OpenAPI 3.1 document: JSON, or YAML where it is asked for."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer]

    def get(self, request: Request) -> Response:
        """Answer the document."""
        return Response(document())


@cache
def document() -> dict[str, Any]:
    """Build the OpenAPI document, once per process."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


class Docs(SpectacularSwaggerSplitView):
    """The document to read and to try, from our own address, under the strict content policy."""

    # Without it the framework would show somebody who is signed in as a stranger.
    authentication_classes = [SessionAuthentication]
    permission_classes = []
    url_name = "api-schema"
    template_name = "api_docs.html"
    title = "REST API"


@extend_schema(exclude=True)
class Nothing(PublicView):
    """Addresses that lead nowhere."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Answer 404 whatever the method."""
        raise NotFound(missing_address(request.path_info))

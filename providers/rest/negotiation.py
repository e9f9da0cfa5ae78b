"""Answers that are documents, whatever the caller would rather have."""

from __future__ import annotations

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class AnyMediaType(BaseContentNegotiation):
    """Bytes have the media type they have; refusals are written as problems."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Take the first; there is no body."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Take the first."""
        return renderers[0], renderers[0].media_type

"""Examples for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample


def request_example(name: str, value: Any) -> OpenApiExample:
    """Show a request body."""
    return OpenApiExample(name, value=value, request_only=True)


def response_example(name: str, value: Any, status: int = 200) -> OpenApiExample:
    """Show an answer."""
    return OpenApiExample(name, value=value, response_only=True, status_codes=[str(status)])

"""How the OpenAPI document describes what all routes share."""

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from providers.rest.idempotency import HEADER


class BearerScheme(OpenApiAuthenticationExtension):
    """Tokens in the Authorization header."""

    target_class = "providers.rest.authentication.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Describe the header."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of POST /api/v1/tokens/ or of the page Tokens. It belongs to a "
            "person, carries scopes (read, write, review), expires, and can be revoked.",
        }


class FieldProblemOut(serializers.Serializer[Any]):
    """One field at fault."""

    field = serializers.CharField(
        help_text="Such as model.open_source.monetised or phases[0].days."
    )
    message = serializers.CharField()


class ProblemOut(serializers.Serializer[Any]):
    """A refusal, as RFC 9457 writes it."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FieldProblemOut(many=True, required=False)  # type: ignore[assignment] # the member of RFC 9457


_PROBLEMS = {
    "400": "Something in the request is wrong; errors names each field.",
    "401": "No token or session, or one that no longer counts.",
    "403": "The role or the token's scopes do not allow this; detail says which.",
    "404": "There is nothing at this address, or it is not yours.",
    "409": "Not possible in the present state.",
    "410": "No longer there.",
    "412": "Changed since you read it.",
    "413": "Too large.",
    "415": "Another media type is needed.",
    "422": f"The {HEADER} was used for another request.",
    "428": "If-Match is missing.",
    "429": "Too many calculations; Retry-After says when to come back.",
}


class DescribedSchema(AutoSchema):
    """Adds the problems, and the headers that repeat or guard a request."""

    def get_override_parameters(self) -> list[Any]:
        """Add Idempotency-Key to what creates, If-Match to what changes."""
        found = list(super().get_override_parameters())
        if self.method == "POST" and self._is_private():
            told = "Any text of 1 to 200 characters. A repeat answers the same, and is done once."
            found.append(_header(HEADER, told, required=False))
        if self.method == "PATCH" and getattr(self.view, "is_guarded", True):
            told = "The ETag of what you read."
            found.append(_header("If-Match", told, required=False))
        return found

    def get_summary(self) -> str | None:
        """Take the first sentence of the description."""
        first: str = self.get_description().partition("\n\n")[0]
        return " ".join(first.split()).rstrip(".")

    def get_serializer_name(
        self, serializer: Any, direction: Literal["request", "response"]
    ) -> str:
        """Name a shape without the In and Out that tell our classes apart."""
        name: str = super().get_serializer_name(serializer, direction)
        return name.removesuffix("Out").removesuffix("In")

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._possible():
            bodies.setdefault(status, self._problem(_PROBLEMS[status]))
        bodies.setdefault("default", self._problem("Any other refusal."))
        return bodies

    def _possible(self) -> list[str]:
        found = ["400"]
        if self._is_private():
            found += ["401", "403"]
        if "{" in self.path:
            found += ["404"]
        if self.method in ("POST", "PATCH"):
            found += ["413", "415"]
        if self.method == "POST":
            found += ["409", "422"] if self._is_private() else []
        if self.method == "PATCH":
            is_guarded = getattr(self.view, "is_guarded", True)
            found += ["412", "428"] if is_guarded else ["409", "410", "412"]
        if self.view.throttle_classes:
            found += ["429"]
        return found

    def _is_private(self) -> bool:
        return bool(self.view.permission_classes)

    def _problem(self, told: str) -> dict[str, Any]:
        schema = self.resolve_serializer(ProblemOut, "response").ref
        return {
            "description": told,
            "content": {"application/problem+json": {"schema": schema}},
        }


def _header(name: str, told: str, *, required: bool) -> OpenApiParameter:
    return OpenApiParameter(
        name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required, description=told
    )

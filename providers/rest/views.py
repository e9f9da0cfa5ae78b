"""What every view of the API is built on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, NoReturn

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from providers.actors import Actor
from providers.rest import filters, idempotency
from providers.rest.authentication import actor_of
from providers.rest.bodies import read
from providers.rest.pagination import Key, KeysetPagination
from providers.rest.parsers import StrictJSONParser
from providers.rest.scopes import HasScope
from providers.rest.throttling import ToolsThrottle, TooManyCalculations


class Resource(GenericViewSet[Any]):
    """One collection: signed-in callers, strict parameters, repeats answered once.

    ``order`` is the order of the list, ending in a unique column; where ``orders`` names several,
    the first is the usual one. ``filtered_by`` are the list's parameters.
    """

    permission_classes = [HasScope]
    parser_classes = [StrictJSONParser]
    pagination_class: type[BasePagination] | None = KeysetPagination
    filter_backends = [filters.DeclaredFilters]
    lookup_value_converter = "uuid"
    filtered_by: tuple[filters.Filter, ...] = ()
    order: tuple[Key, ...] = ()
    orders: ClassVar[Mapping[str, tuple[Key, ...]]] = {}
    known_parameters: ClassVar[tuple[str, ...]] = ()
    keeps_answers: ClassVar[bool] = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the caller in; see to unknown parameters, and to repeats of a POST."""
        super().initial(request, *args, **kwargs)
        filters.refuse_unknown(request, self.parameters())
        if "Transfer-Encoding" in request.headers and "Content-Length" not in request.headers:
            raise LengthMissing
        if self.orders:
            self.order = self._ordering()
        if request.method == "POST" and idempotency.HEADER in request.headers:
            self._repeat_answers()

    def _repeat_answers(self) -> None:
        if not self.actor.user_id:
            return
        if not self.keeps_answers:
            told = "This answer is given once and kept nowhere; leave the header out."
            raise ValidationError({idempotency.HEADER: [told]})
        handler: Callable[..., Response] = self.post  # type: ignore[has-type] # each view has its own
        self.post = partial(idempotency.answer_once, handler=handler)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Keep private answers out of every cache on the way."""
        found: Response = super().finalize_response(request, response, *args, **kwargs)
        if self.permission_classes:
            found.headers.setdefault("Cache-Control", "private, no-store")
        return found

    def _ordering(self) -> tuple[Key, ...]:
        name = self.request.query_params.get("ordering") or next(iter(self.orders))
        if name not in self.orders:
            raise ValidationError({"ordering": [f"Write one of: {', '.join(self.orders)}."]})
        return self.orders[name]

    def present_filters(self) -> Sequence[filters.Filter]:
        """List the filters the caller may use."""
        return self.filtered_by

    def parameters(self) -> list[str]:
        """List the query parameters of the present action."""
        if self.action != "list":
            return [*self.known_parameters]
        found = [*self.known_parameters, *(one.name for one in self.present_filters())]
        found += ["ordering"] if self.orders else []
        return [*found, *getattr(self.pagination_class, "parameters", ())]

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_of(self.request)

    def found(self, queryset: QuerySet[Any] | None = None, **lookup: Any) -> Any:
        """Find one row among the visible ones, or raise Http404."""
        rows = self.get_queryset() if queryset is None else queryset
        return get_object_or_404(rows, **(lookup or {"pk": self.kwargs["pk"]}))

    def body(
        self, kind: type[serializers.Serializer[Any]], *, partial: bool = False
    ) -> dict[str, Any]:
        """Read the request's body; raise ValidationError with every mistake."""
        return read(kind, self.request.data, partial=partial)

    def page(self, queryset: QuerySet[Any], out: Any) -> Response:
        """Answer one page of rows, each shaped by ``out``: a serializer class or a function."""
        rows = self.paginate_queryset(queryset)
        return self.get_paginated_response(shaped(rows, out))


def shaped(rows: Any, out: Any) -> list[Any]:
    """Shape rows by a serializer class or a function of one row."""
    if isinstance(out, type) and issubclass(out, serializers.BaseSerializer):
        return list(out(rows, many=True).data)
    return [out(row) for row in rows]


class LengthMissing(APIException):
    """A body of unknown length came, which the server does not hand on."""

    status_code = 411
    default_detail = "Send Content-Length: a body in chunks of unknown number is not read."


class Tool(Resource):
    """A public calculator: no sign-in, no memory, a limit per address."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = [ToolsThrottle]
    pagination_class = None

    def throttled(self, request: Request, wait: float | None) -> NoReturn:
        """Say when to come back."""
        raise TooManyCalculations(wait or 1)

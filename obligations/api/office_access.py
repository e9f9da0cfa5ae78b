"""/office-access/: which reviewers at the AI Office read a provider, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.law.deadlines import brussels_day
from obligations.queries import office_access as queries
from obligations.queries import submissions
from obligations.services import office_access
from providers.actors import Scope
from providers.errors import InvalidInput
from providers.models import OfficeAccess, User
from providers.models.office_access import STATES
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Day, Instant, Prose
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource

# What is shown of a row as it stands there, to everybody who may know of it.
_AS_KEPT = (
    "id",
    "provider",
    "reviewer",
    "begins_on",
    "ends_on",
    "given_at",
    "given_by_name",
    "ended_at",
    "revision",
)


class AccessIn(Body):
    """Who reads which provider, from when until when (both days included), and why."""

    provider = serializers.UUIDField()
    reviewer = serializers.EmailField(help_text="The address of a reviewer who needs access.")
    begins_on = Day()
    ends_on = Day()
    because = Prose(help_text="The AI Office's own; the provider does not read it.")


class RenewIn(Body):
    """The later last day."""

    ends_on = Day()


class EndIn(Body):
    """Why access ends before its last day."""

    because = Prose()


class AccessOut(serializers.Serializer[Any]):
    """Access of one reviewer to one provider; the reasons are there for the AI Office alone."""

    id = serializers.UUIDField()
    provider = NamedOut()
    reviewer = serializers.CharField(source="reviewer.name")
    begins_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="The last day, part of the period.")
    state = serializers.ChoiceField(choices=STATES)
    days_left = serializers.IntegerField(help_text="Days on which it still opens rows.")
    given_at = Instant()
    given_by = serializers.CharField(source="given_by_name")
    ended_at = Instant(allow_null=True)
    because = serializers.CharField(required=False)
    ended_because = serializers.CharField(required=False)
    revision = serializers.IntegerField(help_text="In quotes: the ETag.")


class OfficeAccesses(Resource):
    """Access of reviewers: all for reviewers who need none, else one's own or one's provider's."""

    queryset = OfficeAccess.objects.none()
    write_scope = Scope.REVIEW
    order = (Key("ends_on", date, descending=True), Key("id", UUID, descending=True))
    filtered_by = (
        filters.Ids("provider", "provider_id", "Access to this provider."),
        filters.Instant("given_after", "given_at__gt", "Given after this instant."),
    )

    def get_queryset(self) -> QuerySet[OfficeAccess]:
        """Narrow to what the caller may know of."""
        return queries.listed(self.actor).order_by()

    def _shown(self, row: OfficeAccess) -> dict[str, Any]:
        today = brussels_day(timezone.now())
        shown = {name: getattr(row, name) for name in _AS_KEPT}
        shown |= {"state": row.state_on(today), "days_left": row.days_left_on(today)}
        if self.actor.is_office and self.actor.role_in(row.provider_id) is None:
            shown |= {"because": row.because, "ended_because": row.ended_because}
        return dict(AccessOut(shown).data)

    def _answer(self, row: OfficeAccess, status: int = 200) -> Response:
        return revisions.tagged(Response(self._shown(row), status=status), row)

    @extend_schema(responses=AccessOut(many=True))
    def list(self, request: Request) -> Response:
        """List access, what ends last first."""
        return self.page(self.filter_queryset(self.get_queryset()), self._shown)

    @extend_schema(request=AccessIn, responses={201: AccessOut})
    def create(self, request: Request) -> Response:
        """Let a reviewer read what a provider shared, for a period; the reviewer is told."""
        given = self.body(AccessIn)
        row = office_access.give(
            provider=self.found(submissions.sharing(self.actor), pk=given.pop("provider")),
            reviewer=_reviewer(given.pop("reviewer")),
            by=self.actor,
            now=timezone.now(),
            **given,
        )
        return self._answer(row, 201)

    @extend_schema(responses=AccessOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one."""
        return self._answer(self.found())

    @extend_schema(request=RenewIn, responses=AccessOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Renew it: give it a later last day."""
        row, revision = self.found(), revisions.expected(request)
        office_access.renew(
            access=row,
            revision=revision,
            by=self.actor,
            now=timezone.now(),
            **self.body(RenewIn),
        )
        return self._answer(row)

    @extend_schema(request=EndIn, responses=AccessOut)
    def end(self, request: Request, pk: str) -> Response:
        """End it before its last day. The reviewer keeps their own decisions and notes."""
        row = self.found()
        office_access.end(access=row, by=self.actor, now=timezone.now(), **self.body(EndIn))
        return self._answer(row)


def _reviewer(email: str) -> User:
    found = queries.limited_reviewers().filter(email=email.lower()).first()
    if found is None:
        raise InvalidInput("No reviewer who needs access signs in with this.", field="reviewer")
    return found

"""/tokens/ and /me/: who asks, and the tokens they gave to programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.actors import Role, Scope
from providers.models import ApiToken, Provider, User
from providers.rest import revisions
from providers.rest.authentication import person_of
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Text, Words
from providers.rest.pagination import Key
from providers.rest.references import NamedOut
from providers.rest.views import Resource
from providers.services import preferences, tokens


class TokenIn(Body):
    """A token to issue: for what, with which scopes, for how long."""

    label = Name(max_length=100, help_text="What for.")  # type: ignore[assignment] # a name of ours
    scopes = Words(Scope, allow_empty=False)
    days = serializers.IntegerField(
        min_value=1, max_value=366, default=90, help_text="After how many days it expires."
    )


class TokenOut(serializers.Serializer[ApiToken]):
    """A token; its text was shown once, when it was issued."""

    id = serializers.UUIDField(source="public_id")
    label = serializers.CharField()  # type: ignore[assignment] # a name of ours
    scopes = serializers.ListField(child=serializers.ChoiceField([one.value for one in Scope]))
    created_at = Instant(source="created")
    expires_at = Instant(source="expiry")
    last_used_at = Instant(allow_null=True)


class IssuedOut(TokenOut):
    """A new token with its text, which cannot be read again."""

    token = serializers.CharField()


class MembershipOut(serializers.Serializer[Any]):
    """One's role in one provider."""

    provider = NamedOut()
    role = serializers.ChoiceField(choices=[role.value for role in Role])


class MeOut(serializers.Serializer[Any]):
    """Who asks, and what they may do."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.CharField()
    is_office = serializers.BooleanField(help_text="A reviewer at the AI Office.")
    through = serializers.ChoiceField(choices=["person", "token"])
    scopes = serializers.ListField(child=serializers.ChoiceField([one.value for one in Scope]))
    memberships = MembershipOut(many=True)
    language = serializers.CharField(help_text="Of pages and mails; empty: as the browser asks.")
    time_zone = serializers.CharField(help_text="Of instants on pages; empty: Brussels.")
    theme = serializers.CharField(help_text="Of pages; empty or system: as the device.")
    waits_for_factor = serializers.BooleanField(
        help_text="A role is withheld until the person signs in with two factors."
    )


class MeChangeIn(Body):
    """What to change; what is left out stays."""

    name = Name(required=False, max_length=200)
    language = Text(required=False, allow_blank=True, max_length=10)
    time_zone = Text(required=False, allow_blank=True, max_length=64)
    theme = Text(required=False, allow_blank=True, max_length=10)


class Tokens(Resource):
    """One's own tokens."""

    # The text of a token is shown once and kept nowhere, so this answer cannot be given again.
    keeps_answers = False
    queryset = ApiToken.objects.none()
    order = (Key("public_id", UUID),)

    def get_queryset(self) -> QuerySet[ApiToken]:
        """Narrow to one's own."""
        return ApiToken.objects.filter(user_id=self.actor.user_id)

    @extend_schema(responses=TokenOut(many=True))
    def list(self, request: Request) -> Response:
        """List one's own tokens."""
        return self.page(self.get_queryset(), TokenOut)

    @extend_schema(request=TokenIn, responses={201: IssuedOut})
    def create(self, request: Request) -> Response:
        """Issue a token: only to a person who is signed in, never through another token."""
        given, now = self.body(TokenIn), timezone.now()
        token, plain = tokens.issue(
            user=person_of(request),
            label=given["label"],
            scopes=given["scopes"],
            expires_at=now + timedelta(days=given["days"]),
            by=self.actor,
            now=now,
        )
        return Response(TokenOut(token).data | {"token": plain}, status=201)

    @extend_schema(responses=TokenOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one token, without its text."""
        return Response(TokenOut(self._token()).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Revoke a token at once."""
        tokens.revoke(token=self._token(), by=self.actor, now=timezone.now())
        return Response(status=204)

    def _token(self) -> ApiToken:
        found: ApiToken = self.found(public_id=self.kwargs["pk"])
        return found


class Me(Resource):
    """Who asks."""

    queryset = User.objects.none()
    pagination_class = None

    @extend_schema(responses=MeOut)
    def retrieve(self, request: Request) -> Response:
        """Say who asks, through what, and with which roles."""
        return revisions.unrevised(self._body(person_of(request)))

    @extend_schema(request=MeChangeIn, responses=MeOut)
    def partial_update(self, request: Request) -> Response:
        """Change one's name, and how pages are written for one."""
        person, given = person_of(request), self.body(MeChangeIn, partial=True)
        with transaction.atomic():
            person = User.objects.select_for_update().get(pk=person.pk)
            revisions.check_unrevised(request, self._body(person))
            preferences.choose(user=person, by=self.actor, now=timezone.now(), **given)
        return revisions.unrevised(self._body(person))

    def _body(self, person: User) -> dict[str, Any]:
        mine = Provider.objects.filter(pk__in=self.actor.provider_ids).order_by("name", "pk")
        body = {
            "id": person.pk,
            "name": person.name,
            "email": person.email,
            "is_office": self.actor.is_office,
            "through": self.actor.kind.value,
            "scopes": [scope.value for scope in Scope if scope in self.actor.scopes],
            "memberships": [{"provider": one, "role": self.actor.role_in(one.pk)} for one in mine],
            "language": person.language,
            "time_zone": person.time_zone,
            "theme": person.theme,
            "waits_for_factor": self.actor.waits_for_factor,
        }
        return MeOut(body).data

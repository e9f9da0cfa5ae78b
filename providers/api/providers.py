"""/providers/: who owes the obligations, and who works there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.actors import Actor, Role
from providers.models import Membership, Provider
from providers.models.providers import Origin
from providers.rest import filters, revisions
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Prose, Text, Truth, Word
from providers.rest.pagination import Key
from providers.rest.views import Resource
from providers.services import audit, providers


class ProviderChangeIn(Body):
    """What to change; what is left out stays. Facts are recorded, not changed: see facts/."""

    name = Name(required=False, max_length=200)
    legal_name = Name(required=False, allow_blank=True, max_length=300)
    contact_email = Text(required=False, allow_blank=True, max_length=254)
    website = Text(required=False, allow_blank=True, max_length=200)
    time_zone = Text(required=False, max_length=64)
    note = Prose(required=False)


class ProviderOut(serializers.Serializer[Provider]):
    """A provider. The AI Office reads id and name alone, once something was submitted."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    legal_name = serializers.CharField(required=False)
    contact_email = serializers.CharField(required=False)
    website = serializers.CharField(required=False)
    time_zone = serializers.CharField(required=False)
    note = serializers.CharField(required=False)
    origin = serializers.ChoiceField(choices=Origin.values, required=False)
    your_role = serializers.ChoiceField(choices=[role.value for role in Role], required=False)
    requires_two_factors = serializers.BooleanField(
        required=False, help_text="Roles of people with a password alone wait."
    )
    created_at = Instant(required=False)
    revision = serializers.IntegerField(required=False, help_text="In quotes: the ETag.")


class MemberChangeIn(Body):
    """The new role."""

    role = Word(Role)


class MemberOut(serializers.Serializer[Membership]):
    """A person's role in a provider; ``user`` is the id that duties are assigned to."""

    id = serializers.UUIDField()
    user = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    email = serializers.CharField(source="user.email")
    role = serializers.ChoiceField(choices=[role.value for role in Role])
    created_at = Instant()


class Providers(Resource):
    """Providers you are a member of; for the AI Office, those that submitted something."""

    queryset = Provider.objects.none()
    order = (Key("name", str), Key("id", UUID))
    filtered_by = (filters.Search("q", ("name",), "Providers with this text in the name."),)

    def get_queryset(self) -> QuerySet[Provider]:
        """Narrow to what the caller may know exists."""
        found: QuerySet[Provider] = Provider.objects.visible_to(self.actor)
        return found

    @extend_schema(responses=ProviderOut(many=True))
    def list(self, request: Request) -> Response:
        """List providers by name."""
        rows = self.filter_queryset(self.get_queryset())
        return self.page(rows, lambda row: provider_body(row, self.actor))

    @extend_schema(responses=ProviderOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Read one provider."""
        provider = self.found()
        response = Response(provider_body(provider, self.actor))
        is_mine = provider.pk in self.actor.provider_ids
        return revisions.tagged(response, provider) if is_mine else response

    @extend_schema(request=ProviderChangeIn, responses=ProviderOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change a provider's profile."""
        provider, revision = self.found(), revisions.expected(request)
        changed = providers.update(
            provider=provider,
            revision=revision,
            by=self.actor,
            now=timezone.now(),
            **self.body(ProviderChangeIn, partial=True),
        )
        return revisions.tagged(Response(provider_body(changed, self.actor)), changed)


class TwoFactorsIn(Body):
    """Whether everybody needs two factors."""

    required = Truth(allow_null=False)  # type: ignore[assignment] # what is asked


class TwoFactors(Resource):
    """Whether everybody who works for a provider needs two factors."""

    queryset = Provider.objects.none()
    pagination_class = None

    @extend_schema(request=TwoFactorsIn, responses={204: None})
    def set(self, request: Request, pk: str) -> Response:
        """Ask everybody for two factors, or nobody any more."""
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        provider = self.found(mine)
        required = self.body(TwoFactorsIn)["required"]
        providers.require_two_factors(
            provider=provider, required=required, by=self.actor, now=timezone.now()
        )
        return Response(status=204)


class Members(Resource):
    """People of a provider and their roles."""

    queryset = Membership.objects.none()
    order = (Key("created_at", datetime), Key("id", UUID))

    def get_queryset(self) -> QuerySet[Membership]:
        """Narrow to the present members of one's own provider."""
        found: QuerySet[Membership] = Membership.objects.visible_to(self.actor)
        rows = found.filter(provider=self._provider(), ended_at=None)
        return rows.select_related("user", "provider")

    def _provider(self) -> Provider:
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        found: Provider = self.found(mine)
        return found

    def _member(self) -> Membership:
        found: Membership = self.found(self.get_queryset(), pk=self.kwargs["member"])
        return found

    @extend_schema(responses=MemberOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the present members, longest first."""
        return self.page(self.get_queryset(), MemberOut)

    @extend_schema(responses=MemberOut)
    def retrieve(self, request: Request, pk: str, member: str) -> Response:
        """Read one membership."""
        return revisions.unrevised(MemberOut(self._member()).data)

    @extend_schema(request=MemberChangeIn, responses=MemberOut)
    def partial_update(self, request: Request, pk: str, member: str) -> Response:
        """Give a member another role."""
        given, now = self.body(MemberChangeIn), timezone.now()
        with audit.turn(self._provider()):
            membership = self._member()
            revisions.check_unrevised(request, MemberOut(membership).data)
            changed = providers.change_role(membership=membership, by=self.actor, now=now, **given)
        return revisions.unrevised(MemberOut(changed).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str, member: str) -> Response:
        """End a membership; what the person did stays on record."""
        providers.remove_member(membership=self._member(), by=self.actor, now=timezone.now())
        return Response(status=204)


def provider_body(row: Provider, actor: Actor) -> dict[str, Any]:
    """Write a provider: one's own in full, others as little as the AI Office may read."""
    body: dict[str, Any] = {"id": row.pk, "name": row.name}
    role = actor.role_in(row.pk)
    if role is None:
        return body
    return body | {
        "legal_name": row.legal_name,
        "contact_email": row.contact_email,
        "website": row.website,
        "time_zone": row.time_zone,
        "note": row.note,
        "origin": row.origin,
        "your_role": role.value,
        "requires_two_factors": row.requires_two_factors,
        "created_at": row.created_at,
        "revision": row.revision,
    }

"""/providers/{id}/invitations/: who was invited and has not answered yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from providers.actors import Role
from providers.models import Invitation, Provider
from providers.rest.bodies import Body
from providers.rest.fields import Instant, Name, Text, Word
from providers.rest.pagination import Key
from providers.rest.views import Resource
from providers.services import invitations


class InvitationIn(Body):
    """Whom to invite, and as what."""

    email = Text(max_length=254)
    name = Name(max_length=200, help_text="How the mail greets; people choose their own name.")
    role = Word(Role)


class InvitationOut(serializers.Serializer[Invitation]):
    """An open invitation. Whether the address has an account is not told."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=[role.value for role in Role])
    invited_by = serializers.CharField(source="invited_by_name")
    created_at = Instant()
    sent_at = Instant()
    expires_at = Instant(help_text="After it, the link works no more; send it again.")


class Invitations(Resource):
    """Invitations of a provider that are open."""

    queryset = Invitation.objects.none()
    order = (Key("created_at", datetime), Key("id", UUID))

    def get_queryset(self) -> QuerySet[Invitation]:
        """Narrow to the open invitations of one's own provider."""
        found: QuerySet[Invitation] = Invitation.objects.visible_to(self.actor)
        return found.filter(provider=self._provider(), ended_at=None).select_related("provider")

    def _provider(self) -> Provider:
        mine = Provider.objects.visible_to(self.actor).filter(pk__in=self.actor.provider_ids)
        found: Provider = self.found(mine)
        return found

    def _invitation(self) -> Invitation:
        found: Invitation = self.found(self.get_queryset(), pk=self.kwargs["invitation"])
        return found

    @extend_schema(responses=InvitationOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        """List the open invitations, oldest first."""
        return self.page(self.get_queryset(), InvitationOut)

    @extend_schema(request=InvitationIn, responses={201: InvitationOut})
    def create(self, request: Request, pk: str) -> Response:
        """Invite a person by mail; they become a member once they accept, within seven days."""
        invitation = invitations.invite(
            provider=self._provider(), by=self.actor, now=timezone.now(), **self.body(InvitationIn)
        )
        return Response(InvitationOut(invitation).data, status=201)

    @extend_schema(responses=InvitationOut)
    def retrieve(self, request: Request, pk: str, invitation: str) -> Response:
        """Read one open invitation."""
        return Response(InvitationOut(self._invitation()).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str, invitation: str) -> Response:
        """Revoke an invitation; its link works no more."""
        invitations.revoke(invitation=self._invitation(), by=self.actor, now=timezone.now())
        return Response(status=204)

    @extend_schema(request=None, responses=InvitationOut)
    def resend(self, request: Request, pk: str, invitation: str) -> Response:
        """Send an invitation again with a new link; the old one works no more."""
        sent = invitations.resend(invitation=self._invitation(), by=self.actor, now=timezone.now())
        return Response(InvitationOut(sent).data)

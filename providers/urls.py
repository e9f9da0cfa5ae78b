"""Addresses of a provider's people, profile and trail, and of a person's tokens."""

from django.urls import path

from providers.views import members, profile, tokens, trail

urlpatterns = [
    path("providers/<uuid:provider_id>/edit/", profile.provider_edit, name="provider-edit"),
    path("providers/<uuid:provider_id>/choose/", profile.provider_choose, name="provider-choose"),
    path("providers/<uuid:provider_id>/members/", members.members, name="members"),
    path(
        "providers/<uuid:provider_id>/members/<uuid:membership_id>/role/",
        members.member_role,
        name="member-role",
    ),
    path(
        "providers/<uuid:provider_id>/members/<uuid:membership_id>/remove/",
        members.member_remove,
        name="member-remove",
    ),
    path("providers/<uuid:provider_id>/trail/", trail.trail, name="trail"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token-revoke"),
]

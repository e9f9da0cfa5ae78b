"""Addresses of a provider's people, profile and trail, and of a person's tokens."""

from django.urls import path

from providers.views import (
    account,
    invitations,
    kept_forms,
    members,
    profile,
    teams,
    tokens,
    trail,
    two_factors,
    undo,
)

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
    path("providers/<uuid:provider_id>/two-factors/", two_factors.two_factors, name="two-factors"),
    path(
        "providers/<uuid:provider_id>/invitations/<uuid:invitation_id>/resend/",
        invitations.invitation_resend,
        name="invitation-resend",
    ),
    path(
        "providers/<uuid:provider_id>/invitations/<uuid:invitation_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation-revoke",
    ),
    path("providers/<uuid:provider_id>/teams/", teams.teams, name="teams"),
    path("providers/<uuid:provider_id>/teams/<uuid:team_id>/", teams.team, name="team"),
    path("providers/<uuid:provider_id>/teams/<uuid:team_id>/end/", teams.team_end, name="team-end"),
    path("invitations/<slug:link>/", invitations.invitation, name="invitation"),
    path("providers/<uuid:provider_id>/trail/", trail.trail, name="trail"),
    path("account/", account.account, name="account"),
    path("account/second-factor/", two_factors.second_factor, name="second-factor"),
    path("account/kept-form/", kept_forms.kept_form, name="kept-form"),
    path("account/undo/", undo.undo, name="undo"),
    path("account/theme/", account.theme, name="theme"),
    path("account/sessions/end/", account.sessions_end, name="sessions-end"),
    path("account/sessions/<int:session_id>/end/", account.session_end, name="session-end"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token-revoke"),
]

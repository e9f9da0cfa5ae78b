"""The operator's window: every row of this app, to be read and never written."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from providers.models import (
    AIModel,
    ApiToken,
    AuditEvent,
    AuditHead,
    Fact,
    Membership,
    ModelVersion,
    Provider,
    User,
)

# One door for everybody: its limits on guessing hold for operators too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # allauth's way


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows change through services, which check, audit and refresh; here they are only shown."""

    actions = None
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Provider)
class ProviderAdmin(ReadOnlyAdmin):
    list_display = ("name", "origin", "created_at", "shared_with_office_at")
    list_filter = ("origin",)
    search_fields = ("name", "legal_name")
    ordering = ("name", "id")


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("email", "name", "is_office", "is_active", "last_login")
    list_filter = ("is_office", "is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    exclude = ("password",)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("user", "provider", "role", "created_at", "ended_at")
    list_filter = ("role",)
    list_select_related = ("user", "provider")
    ordering = ("provider", "user", "id")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    list_display = ("label", "user", "scopes", "created", "expiry", "last_used_at")
    list_select_related = ("user",)
    ordering = ("-created", "public_id")
    exclude = ("digest", "token_key")


@admin.register(AIModel)
class AIModelAdmin(ReadOnlyAdmin):
    list_display = ("name", "provider", "base_model_name", "created_at")
    list_select_related = ("provider",)
    search_fields = ("name", "provider__name")
    ordering = ("provider", "name", "id")


@admin.register(ModelVersion)
class ModelVersionAdmin(ReadOnlyAdmin):
    list_display = ("label", "ai_model", "released_on")
    list_select_related = ("ai_model",)
    ordering = ("ai_model", "label", "id")


@admin.register(Fact)
class FactAdmin(ReadOnlyAdmin):
    list_display = ("kind", "provider", "ai_model", "known_on", "recorded_by_name", "recorded_at")
    list_filter = ("kind",)
    list_select_related = ("provider", "ai_model")
    ordering = ("-recorded_at", "id")


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("position", "provider", "at", "actor_name", "action", "subject_name")
    list_filter = ("action",)
    list_select_related = ("provider",)
    search_fields = ("subject_id", "subject_name")
    ordering = ("-at", "id")


@admin.register(AuditHead)
class AuditHeadAdmin(ReadOnlyAdmin):
    list_display = ("provider", "length", "last_hash")
    list_select_related = ("provider",)
    ordering = ("provider",)

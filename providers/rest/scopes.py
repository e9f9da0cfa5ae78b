"""What a token may do at all; what its person may do is decided by the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from providers import permissions
from providers.actors import Scope
from providers.rest.authentication import actor_of

if TYPE_CHECKING:
    # The framework's views import this module, because it is the default for all of them.
    from rest_framework.views import APIView


class HasScope(BasePermission):
    """Reading needs ``read``, everything else ``write``, or what ``view.write_scope`` says.

    A refusal is raised as NotPermitted, which names the scope that is missing.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Let people and programs with the scope pass; nobody else is signed in."""
        if not request.user.is_authenticated:
            return False
        needed = Scope.READ if request.method in SAFE_METHODS else _write_scope(view)
        permissions.check_scope(actor_of(request), needed)
        return True


def _write_scope(view: APIView) -> Scope:
    scope: Scope = getattr(view, "write_scope", Scope.WRITE)
    return scope

"""Who may have an account: people who were invited, nobody else."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404, HttpRequest, HttpResponse


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Close the door through which strangers would sign up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer that nobody signs up by themselves."""
        return False


def closed(request: HttpRequest) -> HttpResponse:
    """Answer that there is no page on which people give themselves another address.

    Addresses are invited and unverified: whoever took somebody else's would be invited in their
    place.
    """
    raise Http404

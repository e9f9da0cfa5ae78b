"""Rows of the desk as the pages find them: among one's own, or not at all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from obligations.copyright_desk.models import Complaint, Crawler, PolicyVersion
from obligations.copyright_desk.queries import complaints, desk
from providers.middleware import ActorRequest
from providers.models import Provider


def provider_of(request: ActorRequest) -> Provider:
    """Give the provider the person works for."""
    if request.current_provider is None:
        raise ValueError("member_required lets nobody without a provider in.")
    return request.current_provider


def policy(request: ActorRequest, policy_id: UUID) -> PolicyVersion:
    """Find a version of the policy."""
    mine = PolicyVersion.objects.visible_to(request.actor)
    mine = mine.filter(provider__in=request.actor.provider_ids)
    found: PolicyVersion = get_object_or_404(
        mine.select_related("provider", "publication"), pk=policy_id
    )
    return found


def crawler(request: ActorRequest, crawler_id: UUID) -> Crawler:
    """Find a crawler with its versions."""
    return get_object_or_404(desk.one_crawler(request.actor, crawler_id))


def complaint(request: ActorRequest, complaint_id: UUID) -> Complaint:
    """Find a complaint."""
    return get_object_or_404(complaints.complaints(request.actor), pk=complaint_id)


def done(request: ActorRequest, message: str, name: str, *args: object) -> HttpResponse:
    """Say what was done, and go to a page."""
    messages.success(request, message)
    return redirect(name, *args)

"""What goes wrong: addresses that lead nowhere, steps that are refused, forms with mistakes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from cop_tracker.errors import server_error
from tests.accessibility.visits.people import People


def nothing_there(by: People) -> HttpResponse:
    return by.browser().get("/nothing/at/this/address/")


def not_allowed(by: People) -> HttpResponse:
    aurora = by.user("colleague").memberships.get().provider
    return by.at("colleague").get(reverse("provider-edit", args=[aurora.pk]))


def our_fault(by: People) -> HttpResponse:
    request = RequestFactory().get("/")
    with translation.override(by.language or settings.LANGUAGE_CODE):
        answer = server_error(request)
    answer.wsgi_request = request
    return answer


def form_of_another_site(by: People) -> HttpResponse:
    client = by.browser(enforce_csrf_checks=True)
    return client.post(reverse("account_login"), {"login": "somebody"})


def sign_in_failed(by: People) -> HttpResponse:
    said = {"login": "nobody@demonstration.example", "password": "wrong"}
    return by.browser().post(reverse("account_login"), said)


def incident_with_mistakes(by: People) -> HttpResponse:
    return by.at("officer").post(reverse("incident-new"), {"title": "", "aware_at_0": "soon"})


def provider_with_mistakes(by: People) -> HttpResponse:
    aurora = by.user("officer").memberships.get().provider
    said = {"name": "", "time_zone": "Mars", "revision": "1"}
    return by.at("officer").post(reverse("provider-edit", args=[aurora.pk]), said)

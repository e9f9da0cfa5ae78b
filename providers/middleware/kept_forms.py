"""A sign-in that runs out in the middle of a form: what was typed waits for its person."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from providers import kept_forms
from providers.middleware.actor import person_of

MARK_LASTS = 30 * 24 * 60 * 60  # seconds


class KeptFormsMiddleware:
    """Keep a form that was answered with the way to sign in, and remember whose browser it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = person_of(request)
        answer = self.get_response(request)
        if _leads_to_sign_in(answer):
            answer = _kept(request, answer)
        elif request.method == "POST" and _is_kept(request) and _was_taken(answer):
            kept_forms.forget(request)  # It was taken, or came back to be mended.
        return _marked(request, answer, was_signed_in=before is not None)


def _is_kept(request: HttpRequest) -> bool:
    kept = request.session.get(kept_forms.SESSION_KEY) if person_of(request) else None
    return kept is not None and kept["path"] == request.get_full_path()


def _was_taken(answer: HttpResponse) -> bool:
    leads_back = answer.status_code == 302 and answer["Location"] == reverse("kept-form")
    return answer.status_code < 500 and not leads_back


def _leads_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and str(answer["Location"]).startswith(
        (f"{reverse('account_login')}?", reverse("account_reauthenticate"))
    )


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    location = answer["Location"]
    if request.method == "POST" and not _is_kept(request):
        person = kept_forms.marked(request, longest=MARK_LASTS)
        if person and kept_forms.keep(request, person):
            location = f"{reverse('account_login')}?{urlencode({'next': reverse('kept-form')})}"
    if "HX-Request" in request.headers:
        # A fragment would be filled with the page to sign in on; the whole page goes there.
        return HttpResponse(status=204, headers={"HX-Redirect": location})
    return HttpResponseRedirect(location) if location != answer["Location"] else answer


def _marked(request: HttpRequest, answer: HttpResponse, *, was_signed_in: bool) -> HttpResponse:
    person = person_of(request) or (request.user if _is_new(request) else None)
    if person is not None and person.pk is not None:
        if kept_forms.marked(request, longest=MARK_LASTS) != str(person.pk):
            answer.set_cookie(
                kept_forms.COOKIE,
                kept_forms.mark(person.pk),
                max_age=MARK_LASTS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
    elif was_signed_in:
        answer.delete_cookie(kept_forms.COOKIE, samesite="Lax")
    return answer


def _is_new(request: HttpRequest) -> bool:
    """Say whether somebody signed in with this very request."""
    session = getattr(request, "session", None)
    return session is not None and session.modified and request.user.is_authenticated

"""The form that was kept while its person proved who they are."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from providers import kept_forms
from providers.middleware import ActorRequest
from providers.middleware.actor import person_of as signed_in_person
from providers.middleware.kept_forms import MARK_LASTS
from providers.views.access import person_of, signed_in


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def kept_form(request: ActorRequest) -> HttpResponse:
    """Show what was typed, to be sent or thrown away by its person; POST throws it away."""
    found = kept_forms.of(request, person_of(request).pk)
    if request.method == "POST":
        kept_forms.forget(request)
        messages.success(request, _("What you had typed is thrown away."))
        return redirect(found.page if found and found.page else "home")
    return render(request, "account/kept_form.html", {"kept": found})


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose proof of origin is out of date, as after signing in in another tab.

    Where the browser itself says that it comes from our own page, what was typed is kept and shown;
    anything else is refused.
    """
    known = signed_in_person(request)
    person = str(known.pk) if known else kept_forms.marked(request, longest=MARK_LASTS)
    ours = settings.BASE_URL, f"{request.scheme}://{request.get_host()}"
    if person and request.headers.get("Origin") in ours and kept_forms.keep(request, person):
        return HttpResponseRedirect(reverse("kept-form"))
    told = _("This form is out of date, or it came from another site. Open the page again.")
    return render(request, "refusal.html", {"reason": told}, status=403)

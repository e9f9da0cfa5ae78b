"""The page of one's feeds, and the address that calendar programs read."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from obligations.calendars.exports import ics
from obligations.calendars.forms import FeedForm, OfficeFeedForm
from obligations.calendars.models import Feed
from obligations.calendars.queries import feeds as queries
from obligations.calendars.services import entries, feeds
from obligations.views.access import signed_in
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import User
from providers.queries import actors


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def calendar_feeds(request: ActorRequest) -> HttpResponse:
    """List one's feeds, and issue one; its address is shown in this answer and never again.

    ``about=office`` asks for a reviewer's feed, anything else for one about a provider.
    """
    if not request.providers and not request.actor.is_office:
        return redirect("home")
    if request.method != "POST":
        return _show(request)
    is_of_office = request.POST.get("about") == "office"
    form: FeedForm | OfficeFeedForm = FeedForm(request.POST, providers=request.providers)
    if is_of_office:
        form = OfficeFeedForm(request.POST, auto_id="office_%s")
    if form.is_valid():
        given = dict(form.cleaned_data)
        pk = given.pop("provider", None)
        provider = next((one for one in request.providers if str(one.pk) == pk), None)
        with into_form(form):
            _, token = feeds.issue(
                user=_person(request),
                provider=provider,
                by=request.actor,
                now=timezone.now(),
                **given,
            )
            return _show(request, token=token)
    return _show(request, office_form=form) if is_of_office else _show(request, form=form)


@never_cache
@require_POST
@signed_in
def calendar_feed_renew(request: ActorRequest, feed_id: UUID) -> HttpResponse:
    """Give a feed a new address, shown once."""
    token = feeds.renew(feed=_find(request, feed_id), by=request.actor, now=timezone.now())
    return _show(request, token=token)


@require_POST
@signed_in
def calendar_feed_revoke(request: ActorRequest, feed_id: UUID) -> HttpResponse:
    """End a feed at once."""
    found = _find(request, feed_id)
    feeds.revoke(feed=found, by=request.actor, now=timezone.now())
    messages.success(
        request,
        _("The feed “{label}” ended. Its address answers nothing.").format(label=found.label),
    )
    return redirect("calendar-feeds")


@require_safe
def calendar_feed(request: HttpRequest, feed_token: str) -> HttpResponse:
    """Answer a calendar program; unknown, revoked and ended feeds all answer 404."""
    feed, now = queries.by_token(feed_token), timezone.now()
    if feed is None:
        raise Http404
    contents = queries.contents(feed, actors.of_user(feed.user), now=now)
    body = ics.write(contents, entries.count(contents.told(), now=now))
    feeds.note_use(feed=feed, now=now)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # A proxy that compresses turns a strong tag into a weak one.
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in [one.removeprefix("W/") for one in known]:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type=ics.TYPE)
        response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _find(request: ActorRequest, feed_id: UUID) -> Feed:
    found: Feed = get_object_or_404(
        queries.of_person(request.actor).select_related("user"), pk=feed_id
    )
    return found


def _person(request: ActorRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 -- signed_in
    return request.user


def _show(
    request: ActorRequest,
    *,
    form: forms.Form | None = None,
    office_form: forms.Form | None = None,
    token: str = "",
) -> HttpResponse:
    """Show the page, with the form that was wrong if one was, or the address just made."""
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token])) if token else ""
    wrong = form or office_form
    context = {
        "form": form or (FeedForm(providers=request.providers) if request.providers else None),
        "office_form": office_form
        or (OfficeFeedForm(auto_id="office_%s") if request.actor.is_office else None),
        "address": address,
        "feeds": list(queries.of_person(request.actor)),
        "several": len(request.providers) + request.actor.is_office > 1,
    }
    return render(request, "calendars/feeds.html", context, status=422 if wrong else 200)

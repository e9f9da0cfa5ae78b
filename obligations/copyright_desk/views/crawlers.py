"""Crawlers: their list, one with its versions, and what is public of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from obligations.copyright_desk.forms.crawlers import CrawlerForm, WhyForm, as_before
from obligations.copyright_desk.models import Crawler
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import desk
from obligations.copyright_desk.services import crawlers, publications
from obligations.copyright_desk.views.finding import crawler, done, provider_of
from obligations.law import robots
from obligations.law.deadlines import brussels_day
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.models import AIModel
from providers.permissions import allowed


@require_GET
@member_required
def copyright_crawlers(request: ActorRequest) -> HttpResponse:
    """List the crawlers by name."""
    provider = provider_of(request)
    context = {
        "crawlers": desk.crawlers(provider, request.actor, on=brussels_day(timezone.now())),
        "may_write": allowed(check_write, request.actor, provider),
    }
    return render(request, "copyright_desk/crawlers.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def copyright_crawler_new(request: ActorRequest) -> HttpResponse:
    """Register a crawler with its first description."""
    provider, now = provider_of(request), timezone.now()
    check_write(request.actor, provider)
    initial = {"holds_from": brussels_day(now), "operator": "own"}
    form = CrawlerForm(request.POST or None, models=_models(request), is_new=True, initial=initial)
    if form.is_bound and form.is_valid():
        with into_form(form):
            made = crawlers.register(
                provider=provider,
                name=form.cleaned_data["name"],
                description=form.description(),
                by=request.actor,
                now=now,
            )
            return done(request, _("The crawler is registered."), "copyright-crawler", made.pk)
    return _write(request, form)


@require_GET
@member_required
def copyright_crawler(request: ActorRequest, crawler_id: UUID) -> HttpResponse:
    """Show a crawler with every version of its description."""
    return _show(request, crawler(request, crawler_id))


@require_http_methods(["GET", "POST"])
@member_required
def copyright_crawler_describe(request: ActorRequest, crawler_id: UUID) -> HttpResponse:
    """Describe a crawler anew, from what was said last."""
    found, now = crawler(request, crawler_id), timezone.now()
    check_write(request.actor, found.provider)
    last = desk.listed(found, on=brussels_day(now)).version
    initial = as_before(last) | {"holds_from": brussels_day(now)}
    form = CrawlerForm(request.POST or None, models=_models(request), is_new=False, initial=initial)
    if form.is_bound and form.is_valid():
        with into_form(form):
            said = {name: form.cleaned_data[name] for name in ("changes", "corrects", "after")}
            crawlers.describe(
                crawler=found, description=form.description(), by=request.actor, now=now, **said
            )
            return done(
                request, _("The new description is recorded."), "copyright-crawler", found.pk
            )
    return _write(request, form, found)


@require_POST
@member_required
def copyright_crawler_publish(request: ActorRequest, crawler_id: UUID) -> HttpResponse:
    """Make the latest description public."""
    found = crawler(request, crawler_id)
    version = desk.listed(found, on=brussels_day(timezone.now())).version
    publications.publish_crawler(version=version, by=request.actor, now=timezone.now())
    return done(request, _("It is public; the feed tells of it."), "copyright-crawler", found.pk)


@require_POST
@member_required
def copyright_crawler_withdraw(request: ActorRequest, crawler_id: UUID) -> HttpResponse:
    """Take a crawler off the public page."""
    found = crawler(request, crawler_id)
    check_write(request.actor, found.provider)
    form = WhyForm(request.POST)
    if form.is_valid():
        with into_form(form):
            publications.withdraw_crawler(
                crawler=found, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return done(request, _("It is public no more."), "copyright-crawler", found.pk)
    return _show(request, found, withdraw_form=form)


def _models(request: ActorRequest) -> Any:
    mine = AIModel.objects.visible_to(request.actor).filter(provider=provider_of(request))
    return mine.order_by("name")


def _write(request: ActorRequest, form: CrawlerForm, found: Crawler | None = None) -> HttpResponse:
    context = {"form": form, "found": found}
    status = 422 if form.errors else 200
    return render(request, "copyright_desk/crawler_write.html", context, status=status)


def _show(request: ActorRequest, found: Crawler, **given: forms.Form) -> HttpResponse:
    listed = desk.listed(found, on=brussels_day(timezone.now()))
    versions = sorted(found.versions.all(), key=lambda one: -one.number)
    context = {
        "one": listed,
        "versions": versions,
        "lines": robots.closing(listed.version.user_agent),
        "is_standard": robots.is_standard(listed.version.user_agent),
        "published": found.publications.order_by("-number"),
        "withdraw_form": WhyForm(),
        "may_write": allowed(check_write, request.actor, found.provider),
        **given,
    }
    return render(request, "copyright_desk/crawler.html", context, status=422 if given else 200)

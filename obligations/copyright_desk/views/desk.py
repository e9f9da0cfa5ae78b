"""The desk at a glance, and its contact point."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from obligations.copyright_desk.forms.contact import ContactForm, as_designated
from obligations.copyright_desk.models import ContactPoint
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.queries import complaints, contact, desk, duties, public
from obligations.copyright_desk.services import contact as services
from obligations.copyright_desk.views.finding import done, provider_of
from obligations.law.deadlines import brussels_day
from obligations.views.access import member_required
from obligations.views.refusals import into_form
from providers.middleware import ActorRequest
from providers.permissions import allowed

SHOWN = 5


@require_GET
@member_required
def copyright_desk(request: ActorRequest) -> HttpResponse:
    """Show what the desk holds, what is public, and who waits for an answer."""
    provider, actor = provider_of(request), request.actor
    today = brussels_day(timezone.now())
    waiting = complaints.listed(provider, actor, state="open", words="", is_late=False, on=today)
    found = desk.policy(desk.versions(provider, actor), today)
    context = {
        "policy": found,
        "not_named": desk.not_named(found.version, actor) if found else [],
        "crawlers": desk.crawlers(provider, actor, on=today),
        "contact": contact.latest(provider.pk),
        "public": public.desk(provider.pk),
        "load": complaints.counts(provider, actor, on=today),
        "waiting": [complaints.aged(one, on=today) for one in waiting[:SHOWN]],
        "duties": duties.served(provider, actor),
        "may_write": allowed(check_write, actor, provider),
    }
    return render(request, "copyright_desk/desk.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def copyright_contact(request: ActorRequest) -> HttpResponse:
    """Show the contact points designated so far, and designate another."""
    provider = provider_of(request)
    form = ContactForm(request.POST or None, initial=as_designated(contact.latest(provider.pk)))
    if request.method == "POST":
        check_write(request.actor, provider)
    if form.is_bound and form.is_valid():
        with into_form(form):
            services.designate(
                provider=provider,
                designation=form.designation(),
                by=request.actor,
                now=timezone.now(),
            )
            told = _("The contact point is designated, and public.")
            return done(request, told, "copyright-contact")
    mine = ContactPoint.objects.visible_to(request.actor).filter(provider=provider)
    context = {
        "form": form,
        "points": mine.order_by("-number"),
        "may_write": allowed(check_write, request.actor, provider),
    }
    status = 422 if form.errors else 200
    return render(request, "copyright_desk/contact.html", context, status=status)

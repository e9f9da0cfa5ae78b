"""Publish a version of a summary; the clock of its update follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from obligations.documents.models import Document, DocumentVersion
from obligations.documents.permissions import check_write
from obligations.law.deadlines import brussels_day
from obligations.services import contents, renderings
from obligations.services.steps import NotAllowedNow
from obligations.summaries.exports import summary
from obligations.summaries.exports.summary import Address
from obligations.summaries.models import KIND, Publication
from obligations.summaries.services import updates
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.services import audit

EARLIEST = date(2024, 7, 12)
CHANNELS_LIMIT = 100


def publish(
    *,
    version: DocumentVersion,
    published_on: date,
    website: str = "",
    channels: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> Publication:
    """Make a frozen version public for good, with the day it became public.

    ``website`` is the provider's own page that carries it, ``channels`` the other places (notice,
    point 32). Raises InvalidInput for a day to come or before the last publication, and
    NotAllowedNow where this version, or a later one, is public already.
    """
    document, ai_model = version.document, version.document.ai_model
    check_write(by, document.provider)
    if document.kind != KIND or ai_model is None:
        raise InvalidInput(_("Only a training summary is published here."), field="version")
    places = _places(website, channels)
    with audit.change(action="summary.published", about=document, by=by, at=now) as event:
        latest = Publication.objects.filter(document=document).order_by("-number").first()
        _check_order(latest, version)
        _check_day(published_on, latest, now)
        made = summary.pdf(
            model=ai_model.name,
            provider=document.provider.name,
            content=version.content,
            here=_address(version.document_id, version.number, published_on),
            earlier=_earlier(document),
        )
        rendering = renderings.keep(
            provider=document.provider,
            ai_model=ai_model,
            subject="training-summary",
            subject_id=version.pk,
            recipient="public",
            title=f"Public summary of training content of {ai_model.name}",
            file_name=f"training-summary-{version.number}.pdf",
            content=made,
            answers=["aia-53-1-d"],
            by=by,
            now=now,
        )
        publication = Publication.objects.create(
            provider=document.provider,
            document=document,
            version=version,
            number=version.number,
            published_on=published_on,
            website=places[0],
            channels=places[1:],
            pdf=rendering,
            recorded_at=now,
            recorded_by_id=by.user_id,
            recorded_by_name=by.name,
        )
        updates.follow(document, now=now)
        event.detail = {"version": version.number, "published_on": published_on}
    return publication


def _earlier(document: Document) -> list[Address]:
    rows = Publication.objects.filter(document=document).order_by("-number")
    return [_address(document.pk, one.number, one.published_on) for one in rows]


def _address(document_id: UUID, number: int, published_on: date) -> Address:
    path = reverse("public-summary-version", args=[document_id, number])
    return Address(number, published_on, f"{settings.BASE_URL.rstrip('/')}{path}")


def _places(website: str, channels: Sequence[str]) -> list[str]:
    if len(channels) > CHANNELS_LIMIT:
        raise InvalidInput(
            _("At most {channels_limit} channels.").format(channels_limit=CHANNELS_LIMIT),
            field="channels",
        )
    problems, found = [], [""]
    for field, address in (("website", website), *(("channels", one) for one in channels)):
        if field == "website" and not address:
            continue
        try:
            url = contents.of_url(address).url
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=field))
            continue
        if field == "website":
            found[0] = url
        else:
            found.append(url)
    if problems:
        raise InvalidInput.of_all(problems)
    return found


def _check_order(latest: Publication | None, version: DocumentVersion) -> None:
    if latest is not None and version.number <= latest.number:
        raise NotAllowedNow(
            _("Version {number} is public already; publish a later version.").format(
                number=latest.number
            ),
            field="version",
        )


def _check_day(published_on: date, latest: Publication | None, now: datetime) -> None:
    if published_on > brussels_day(now):
        raise InvalidInput(_("This day has not come yet."), field="published_on")
    if published_on < EARLIEST:
        raise InvalidInput(
            _("The Act was not published before 12 July 2024."), field="published_on"
        )
    if latest is not None and published_on < latest.published_on:
        raise InvalidInput(
            _("The version before became public on {published_on}.").format(
                published_on=latest.published_on
            ),
            field="published_on",
        )

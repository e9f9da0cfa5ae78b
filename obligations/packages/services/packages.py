"""Begin a package for a purpose, and say to whom and how it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.models import Deadline
from obligations.packages.models import Channel, Package, PackageDeadline
from obligations.packages.permissions import check_write
from obligations.packages.purposes import Purpose, purposes
from obligations.phrasebook.shown import phrase
from obligations.services.steps import NotAllowedNow
from providers import text
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import AIModel, Provider
from providers.services import audit, revisions

TITLE_LIMIT = 300
ADDRESS_LIMIT = 200
MESSAGE_LIMIT = 10_000
OFFICE = "European Commission, AI Office"


def draft(
    *,
    provider: Provider,
    ai_model: AIModel | None = None,
    purpose: str,
    title: str = "",
    addressed_to: str = OFFICE,
    channel: str = Channel.EU_SEND,
    message: str = "",
    by: Actor,
    now: datetime,
) -> Package:
    """Begin a package; the open deadlines that its purpose serves are linked to it.

    Left without a title, it is called by its purpose. Raises InvalidInput with every mistake.
    """
    check_write(by, provider)
    chosen = _purpose(purpose)
    _check_subject(chosen, provider, ai_model)
    package = Package(
        provider=provider,
        ai_model=ai_model,
        purpose=chosen.key,
        created_at=now,
        created_by_id=by.user_id,
        created_by_name=by.name,
        **_words(
            {
                "title": title or chosen.title,
                "addressed_to": addressed_to,
                "channel": channel,
                "message": message,
            }
        ),
    )
    with audit.change(action="package.drafted", about=package, by=by, at=now) as event:
        latest = Package.objects.filter(provider=provider).order_by("-number").first()
        package.number = latest.number + 1 if latest else 1
        package.save(force_insert=True)
        linked = _link_deadlines(package, chosen, by, now)
        event.detail = {"purpose": chosen.key, "number": package.number, "deadlines": linked}
    return package


def edit(*, package: Package, revision: int, by: Actor, now: datetime, **given: str) -> Package:
    """Change title, addressee, channel or message before sealing; the purpose stays.

    Raises Conflict if somebody wrote since ``revision``.
    """
    check_write(by, package.provider)
    fields = _words(given)
    with audit.change(action="package.edited", about=package, by=by, at=now) as event:
        check_open(package)
        revisions.claim(package, revision=revision, **fields)
        event.detail = {"fields": sorted(fields)}
    return package


def check_open(package: Package) -> None:
    """Look at the package again, within the turn; raise NotAllowedNow once sealing has begun."""
    package.refresh_from_db()
    if not package.is_open:
        told = _("The package stands at “{state}”: its contents no longer change.")
        raise NotAllowedNow(told.format(state=package.get_status_display()))


def _purpose(key: str) -> Purpose:
    found = purposes().get(key)
    if found is None:
        raise InvalidInput(
            _("Choose one of: {purposes}.").format(purposes=", ".join(purposes())), field="purpose"
        )
    return found


def _check_subject(purpose: Purpose, provider: Provider, ai_model: AIModel | None) -> None:
    if ai_model is not None and ai_model.provider_id != provider.pk:
        raise InvalidInput(_("There is no such model."), field="model")
    if purpose.about == "model" and ai_model is None:
        raise InvalidInput(
            _("{title} is about a model: choose it.").format(title=phrase(purpose.title)),
            field="model",
        )
    if purpose.about == "provider" and ai_model is not None:
        raise InvalidInput(
            _("{title} is about the provider: leave the model out.").format(
                title=phrase(purpose.title)
            ),
            field="model",
        )


def _words(given: dict[str, str]) -> dict[str, Any]:
    """Check the texts that are given; raise InvalidInput with every mistake."""
    problems, found = [], {}
    for field, value in given.items():
        try:
            found[field] = _checked(field, value)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)
    return found


def _checked(field: str, value: str) -> str:
    if field == "message":
        return text.prose(value, field=field, limit=MESSAGE_LIMIT)
    if field == "channel":
        if value not in Channel.values:
            raise InvalidInput(
                _("Choose one of: {values}.").format(values=", ".join(Channel.values)), field=field
            )
        return str(value)
    limit = TITLE_LIMIT if field == "title" else ADDRESS_LIMIT
    return text.name(value, field=field, limit=limit)


def _link_deadlines(package: Package, purpose: Purpose, by: Actor, now: datetime) -> int:
    rows = Deadline.objects.open().filter(provider=package.provider, clock__in=purpose.clocks)
    if package.ai_model_id:
        rows = rows.filter(ai_model=package.ai_model_id)
    links = [
        PackageDeadline(
            provider=package.provider,
            package=package,
            deadline=row,
            linked_at=now,
            linked_by_name=by.name,
        )
        for row in rows.order_by("due_on", "pk")
    ]
    return len(PackageDeadline.objects.bulk_create(links))

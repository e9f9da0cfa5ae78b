"""Publish the key that packages are signed with, and replace it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import pgettext

from obligations.packages.exports import signing
from obligations.packages.exports.signing import SigningKey
from obligations.packages.models import PublishedKey
from providers.actors import Actor
from providers.permissions import check_operator
from providers.services import audit


def in_use(*, now: datetime) -> SigningKey:
    """Give the key of this installation; its public half is published before it first signs."""
    key = signing.current()
    PublishedKey.objects.get_or_create(
        pk=key.id, defaults={"public_key": key.public.hex(), "valid_from": now}
    )
    # A key that was replaced by hand stops being valid when the next one signs.
    others = PublishedKey.objects.filter(valid_until=None).exclude(pk=key.id)
    others.filter(valid_from__lte=now).update(valid_until=now)
    return key


def rotate(*, by: Actor, now: datetime) -> SigningKey:
    """Make a new key; packages signed with the old one still verify against its public half."""
    check_operator(by, what=pgettext("may", "replace the signing key"))
    old = in_use(now=now)
    new = signing.replace()
    row = PublishedKey(pk=new.id, public_key=new.public.hex(), valid_from=now)
    with audit.change(
        action="signing-key.rotated", about=row, by=by, at=now, detail={"from": old.id}
    ):
        PublishedKey.objects.filter(pk=old.id, valid_until=None).update(valid_until=now)
        row.save(force_insert=True)
    return new

"""Packages brought to a state through the services."""

from __future__ import annotations

from datetime import timedelta

from obligations import storage
from obligations.packages.models import Package, PackageItem
from obligations.packages.queries import packages as queries
from obligations.packages.services import gaps, items, packages, sealing
from tests.factories.evidence import incoming
from tests.factories.providers import NOW

SOON = NOW + timedelta(hours=1)


def clock():
    return NOW


def package(ai_model, by, *, purpose="notification", **fields) -> Package:
    """A package in the making."""
    return packages.draft(
        provider=ai_model.provider, ai_model=ai_model, purpose=purpose, by=by, now=NOW, **fields
    )


def item(
    package, by, *, content=b"Notification.", name="notification.txt", **fields
) -> PackageItem:
    """A file in a package."""
    upload = incoming(content, name)
    return items.add_file(package=package, upload=upload, by=by, now=NOW, **fields)


def complete(ai_model, by, **fields) -> Package:
    """A package that can be sealed: one file, one gap explained, one redaction logged."""
    found = package(ai_model, by, **fields)
    one = item(found, by, answers=["condition", "known-on", "compute"])
    gaps.explain(
        package=found,
        expected="method",
        reason="not-ready",
        because="The team is still at work on it.",
        by=by,
        now=NOW,
    )
    gaps.redact(item=one, removed="Names of staff", ground="personal-data", by=by, now=NOW)
    return found


def sealed(ai_model, by, **fields) -> Package:
    """A sealed package."""
    return sealing.seal(package=complete(ai_model, by, **fields), by=by, clock=clock)


def bytes_of(package) -> bytes:
    """The archive as it is stored."""
    with storage.open_bytes(provider_id=package.provider_id, sha256=package.sha256) as opened:
        return opened.read()


def contents(package):
    """What the package holds, as it is recorded now."""
    return queries.contents(Package.objects.get(pk=package.pk))

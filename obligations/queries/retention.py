"""Until when things are kept: the days on which a duty to keep them ends."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from obligations.models import EvidenceVersion, Rendering
from obligations.queries.timeline import Day
from providers.actors import Actor
from providers.models import Provider


def ends(
    provider: Provider,
    actor: Actor,
    *,
    begins: date,
    until: date,
    model: UUID | None = None,
    of_provider: bool = False,
) -> list[Day]:
    """Count what is kept until each day of a span: versions of evidence, and files made of it.

    In two queries. Nothing is deleted on those days: the product deletes nothing by itself.
    """
    span = Q(keep_until__gte=begins, keep_until__lte=until)
    versions = EvidenceVersion.objects.visible_to(actor).filter(span, evidence__provider=provider)
    files = Rendering.objects.visible_to(actor).filter(span, provider=provider)
    if model or of_provider:
        linked = Q(evidence__links__duty__ai_model=model, evidence__links__unlinked_at=None)
        versions, files = versions.filter(linked), files.filter(ai_model=model)
    counted: dict[date, list[int]] = {}
    for place, rows in enumerate((versions, files)):
        for day, count in rows.values_list("keep_until").annotate(Count("pk", distinct=True)):
            counted.setdefault(day, [0, 0])[place] += count
    return [_day(day, *counts) for day, counts in sorted(counted.items())]


def _day(day: date, versions: int, files: int) -> Day:
    said = []
    if versions:
        told = ngettext("{count} version of evidence", "{count} versions of evidence", versions)
        said.append(told.format(count=versions))
    if files:
        told = ngettext("{count} kept file", "{count} kept files", files)
        said.append(told.format(count=files))
    names = _("kept until this day: {what}").format(what=_(" and ").join(said))
    return Day(day, "neutral", versions + files, names, reverse("timeline") + "#kept")

"""What search finds of the law, models, duties, evidence and submissions."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.models import Assessment, Duty, Evidence, Obligation
from obligations.phrasebook.shown import phrase
from obligations.queries import catalogue
from obligations.queries.search import words
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, listed, register
from providers.models import AIModel

OF_OBLIGATION = ("title", "summary", "cite", "key")
OF_MODEL = ("name", "provider__name")


def _law(asked: Asked) -> Found:
    def hit(row: Obligation) -> Hit:
        return Hit(phrase(row.title), phrase(row.cite), reverse("catalogue-entry", args=[row.key]))

    return found(catalogue.entries(asked.on), asked, OF_OBLIGATION, hit, "catalogue")


def _models(asked: Asked) -> Found:
    def hit(row: AIModel) -> Hit:
        return Hit(row.name, row.provider.name, reverse("model", args=[row.pk]))

    return found(_own_models(asked), asked, OF_MODEL, hit)


def _duties(asked: Asked) -> Found:
    """Find duties by what they ask and of which model: each word may name either."""
    texts = words.values_by_word(catalogue.entries(asked.on), asked.words, "key", *OF_OBLIGATION)
    models = words.values_by_word(_own_models(asked), asked.words, "pk", *OF_MODEL)
    rows = Duty.objects.visible_to(asked.actor).in_force()
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    for keys, of_models in zip(texts, models, strict=True):
        rows = rows.filter(Q(key__in=keys) | Q(ai_model__in=of_models))
    rows = rows.select_related("obligation", "ai_model", "provider")

    def hit(row: Duty) -> Hit:
        about = f"{phrase(row.cite)} · {row.ai_model or row.provider}"
        return Hit(phrase(row.obligation.title), about, reverse("duty", args=[row.pk]))

    return listed(rows.order_by("due_on", "key", "pk"), asked, hit, "duties")


def _evidence(asked: Asked) -> Found:
    rows = Evidence.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)

    def hit(row: Evidence) -> Hit:
        about = (
            _("{provider}, withdrawn").format(provider=row.provider)
            if row.withdrawn_at
            else str(row.provider)
        )
        return Hit(row.title, about, reverse("evidence", args=[row.pk]))

    return found(rows, asked, ("title", "proves"), hit)


def _submissions(asked: Asked) -> Found:
    """Find what was submitted to the AI Office, for its reviewers."""
    if not asked.actor.is_office:
        return Found([])
    rows = Assessment.objects.visible_to(asked.actor).filter(submitted_at__isnull=False)
    rows = rows.exclude(provider__in=asked.actor.provider_ids)
    rows = rows.select_related("duty__obligation", "duty__ai_model", "provider")
    fields = ("duty__obligation__title", "duty__cite", "duty__ai_model__name", "provider__name")

    def hit(row: Assessment) -> Hit:
        subject = row.duty.ai_model or _("the provider itself")
        about = _("{provider} · {subject} · number {number}").format(
            provider=row.provider, subject=subject, number=row.number
        )
        title = phrase(row.duty.obligation.title)
        return Hit(title, about, reverse("office-submission", args=[row.pk]))

    return found(rows, asked, fields, hit, "office-submissions")


def _own_models(asked: Asked) -> QuerySet[AIModel]:
    rows = AIModel.objects.visible_to(asked.actor).select_related("provider")
    return rows.filter(provider__in=asked.actor.provider_ids)


def ready() -> None:
    """Add the sources of the core."""
    register(
        Source(gettext_lazy("Duties"), "owed", 10, _duties),
        Source(gettext_lazy("Models"), "model", 20, _models),
        Source(gettext_lazy("Evidence"), "file", 30, _evidence),
        Source(gettext_lazy("Submissions"), "stamp", 40, _submissions),
        Source(gettext_lazy("The law"), "book", 90, _law),
    )

"""What search finds of duties, models, evidence, the law and its terms."""

from __future__ import annotations

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.models import Duty, Evidence, EvidenceVersion, Obligation
from obligations.phrasebook.shown import phrase
from obligations.queries import catalogue, glossary, submissions
from obligations.queries.search import translated, words
from obligations.queries.search.sources import Asked, Found, Hit, Source, found, listed, register
from providers.models import AIModel, Provider

OF_OBLIGATION = ("title", "summary", "cite", "key")
OF_MODEL = ("name", "provider__name")


def _law(asked: Asked) -> Found:
    def hit(row: Obligation) -> Hit:
        return Hit(phrase(row.title), phrase(row.cite), reverse("catalogue-entry", args=[row.key]))

    rows, also = catalogue.entries(asked.on), translated.titles(asked.words)
    return found(rows, asked, OF_OBLIGATION, hit, also=also)


def _models(asked: Asked) -> Found:
    def hit(row: AIModel) -> Hit:
        return Hit(row.name, row.provider.name, reverse("model", args=[row.pk]))

    return found(_own_models(asked), asked, OF_MODEL, hit)


def _duties(asked: Asked) -> Found:
    """Find duties by what they ask and of which model: each word may name either."""
    texts = words.values_by_word(
        catalogue.entries(asked.on),
        asked.words,
        "key",
        *OF_OBLIGATION,
        also=translated.titles(asked.words),
    )
    models = words.values_by_word(_own_models(asked), asked.words, "pk", *OF_MODEL)
    rows = Duty.objects.visible_to(asked.actor).in_force()
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    for keys, of_models in zip(texts, models, strict=True):
        rows = rows.filter(Q(key__in=keys) | Q(ai_model__in=of_models))
    rows = rows.select_related("obligation", "ai_model", "provider")

    def hit(row: Duty) -> Hit:
        about = f"{phrase(row.cite)} · {row.ai_model or row.provider}"
        return Hit(phrase(row.obligation.title), about, reverse("duty", args=[row.pk]))

    return listed(rows.order_by("due_on", "key", "pk"), asked, hit)


def _evidence(asked: Asked) -> Found:
    """Find evidence by its words, and by the names of files and the links of its versions."""
    versions = EvidenceVersion.objects.visible_to(asked.actor).filter(evidence=OuterRef("pk"))
    named = Concat("file_name", Value(" "), "url", output_field=TextField())
    names = versions.order_by().values("evidence").annotate(names=StringAgg(named, " "))
    rows = Evidence.objects.visible_to(asked.actor).select_related("provider")
    rows = rows.filter(provider__in=asked.actor.provider_ids)
    rows = rows.annotate(names=Subquery(names.values("names")))

    def hit(row: Evidence) -> Hit:
        about = (
            _("{provider}, withdrawn").format(provider=row.provider)
            if row.withdrawn_at
            else str(row.provider)
        )
        return Hit(row.title, about, reverse("evidence", args=[row.pk]))

    return found(rows, asked, ("title", "proves", "names"), hit)


def _providers(asked: Asked) -> Found:
    """Find the providers that shared something with the AI Office, for its reviewers."""
    if not asked.actor.is_office:
        return Found([])
    rows = submissions.sharing(asked.actor).exclude(pk__in=asked.actor.provider_ids)

    def hit(row: Provider) -> Hit:
        return Hit(row.name, row.legal_name, reverse("office-provider", args=[row.pk]))

    return found(rows, asked, ("name", "legal_name"), hit)


def _glossary(asked: Asked) -> Found:
    terms = glossary.holding(asked.words)[asked.skip :]
    page = reverse("glossary")
    hits = [Hit(phrase(one.term), phrase(one.cite), f"{page}#{one.key}") for one in terms]
    return Found(hits[: asked.most], has_more=len(hits) > asked.most)


def _own_models(asked: Asked) -> QuerySet[AIModel]:
    rows = AIModel.objects.visible_to(asked.actor).select_related("provider")
    return rows.filter(provider__in=asked.actor.provider_ids)


def ready() -> None:
    """Add the sources of the core."""
    register(
        Source("duties", gettext_lazy("Duties"), "owed", 10, _duties),
        Source("models", gettext_lazy("Models"), "model", 20, _models),
        Source("evidence", gettext_lazy("Evidence"), "file", 30, _evidence),
        Source("providers", gettext_lazy("Providers"), "building", 200, _providers),
        Source("law", gettext_lazy("The law"), "book", 900, _law),
        Source("glossary", gettext_lazy("Glossary"), "question", 910, _glossary),
    )

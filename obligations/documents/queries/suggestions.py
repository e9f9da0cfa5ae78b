"""What the facts already say about items of a document: offered, never written in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_noop as _

from obligations.documents import answers, shown
from obligations.documents.models import Document
from obligations.documents.outlines import Item, Kind, outline
from providers.actors import Actor
from providers.models import AIModel, Fact, ModelVersion, Provider


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded about a model: the rows, its versions, and its facts by kind."""

    provider: Provider
    ai_model: AIModel
    versions: tuple[ModelVersion, ...]
    facts: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One value that could be taken over, with its source; ``differs`` from what is written."""

    item: Item
    value: Any
    source: str
    differs: bool

    @property
    def words(self) -> str:
        """Say the value."""
        return "; ".join(shown.words(self.item, self.value))


def suggestions(document: Document, actor: Actor) -> list[Suggestion]:
    """Give what facts say about items that are missing, or that the document says otherwise.

    Items where document and facts agree, and items said not to apply, bring nothing.
    """
    known = _known(document, actor)
    if known is None:
        return []
    found = []
    for key, (read, source) in OFFERS.get(document.kind, {}).items():
        item, value = outline(document.kind).item(key), read(known)
        if item is None or not value:
            continue
        value = answers.checked(item, {"state": "filled", "value": value})["value"]  # type: ignore[index] # given
        answer = document.content.get(key)
        if answer is None:
            found.append(Suggestion(item, value, source, differs=False))
        elif answer["state"] == "filled" and not agree(item, answer["value"], value):
            found.append(Suggestion(item, value, source, differs=True))
    return found


def agree(item: Item, written: Any, known: Any) -> bool:
    """Say whether what is written says what is known, however it is spelt."""
    if item.kind is Kind.NUMBER:
        try:
            return Decimal(written) == Decimal(known)
        except InvalidOperation:
            return False
    if item.kind is Kind.WHEN:
        return bool(written["meant"]) and str(known["meant"]).startswith(written["meant"])
    if item.kind in (Kind.LIST, Kind.CHOICES):
        return {one.casefold() for one in known} <= {one.casefold() for one in written}
    if item.kind is Kind.TEXT:
        return str(known).casefold() in written.casefold()
    return bool(written == known)


def _known(document: Document, actor: Actor) -> Known | None:
    if document.ai_model is None:
        return None
    rows = Fact.objects.visible_to(actor).filter(ai_model=document.ai_model, version=None)
    versions = ModelVersion.objects.visible_to(actor).filter(ai_model=document.ai_model)
    return Known(
        provider=document.provider,
        ai_model=document.ai_model,
        versions=tuple(versions.order_by("label")),
        facts=dict(rows.current().values_list("kind", "value")),
    )


def _fact(kind: str, field: str) -> Callable[[Known], Any]:
    def read(known: Known) -> Any:
        return known.facts.get(kind, {}).get(field)

    return read


def _placed(known: Known) -> str | None:
    fact = known.facts.get("placement", {})
    return None if fact.get("is_planned") else fact.get("union_market_date")


def _names(known: Known) -> list[str]:
    return [known.ai_model.name, *(f"{known.ai_model.name} {one.label}" for one in known.versions)]


def _released(known: Known) -> str | None:
    days = [one.released_on for one in known.versions if one.released_on]
    return min(days).isoformat() if days else None


def _base(known: Known) -> list[str]:
    named = known.facts.get("modification", {}).get("original_model")
    base = known.ai_model.base_model
    return [
        one
        for one in {base.name if base else "", known.ai_model.base_model_name, named or ""}
        if one
    ]


def _magnitude(known: Known) -> str | None:
    flop = _fact("compute", "cumulative_compute_flop")(known)
    return f"1e{Decimal(str(flop)).adjusted()}" if flop else None


def _flop(known: Known) -> str | None:
    flop = _fact("compute", "cumulative_compute_flop")(known)
    if not flop:
        return None
    return (
        f"{Decimal(str(flop)):e}".replace("e+", "e") if Decimal(str(flop)) >= 10**6 else str(flop)
    )


def _outputs(known: Known) -> list[str]:
    named = {"text": "text", "code": "text", "speech": "audio", "audio": "audio"}
    named |= {"image": "images", "video": "video", "other": "other"}
    given = _fact("capabilities", "output_modalities")(known) or ()
    return sorted({named[one] for one in given})


Offer = tuple[Callable[[Known], Any], str]
PROVIDER: Offer = (lambda known: known.provider.name, _("the name of the provider"))
NAMES: Offer = (_names, _("the model and its versions"))
PLACED: Offer = (_placed, _("the fact Placing on the Union market"))
BASE: Offer = (_base, _("the lineage of the model"))
OFFERS: Mapping[str, Mapping[str, Offer]] = {
    "model-documentation": {
        "provider-name": PROVIDER,
        "model-name": (lambda known: ", ".join(_names(known)), NAMES[1]),
        "release-date": (_released, _("the first release among its versions")),
        "union-release-date": PLACED,
        "dependencies": BASE,
        "output-modalities": (_outputs, _("the fact What the model can generate")),
        "licence": (_fact("open-source", "licence"), _("the fact Licence and openness")),
        "compute-magnitude": (_magnitude, _("the fact Training compute, cumulative")),
        "compute": (_flop, _("the fact Training compute, cumulative")),
        "compute-method": (
            _fact("compute", "assumptions"),
            _("the assumptions recorded with the fact Training compute"),
        ),
    },
    "training-summary": {
        "provider-name": PROVIDER,
        "model-names": NAMES,
        "dependencies": BASE,
        "union-market": PLACED,
    },
}

"""Facts the law asks for, and the kind of fact that records each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse

from providers import kinds
from providers.actors import Actor
from providers.kinds import Subject
from providers.models import Provider
from providers.permissions import allowed, check_write_facts

# What the law calls a fact where that is not the name of a field of its kind.
OTHER_NAMES = {
    "established_in": "establishment",
    "code_chapters": "code-signature",
    "representative_since": "representative",
    "general_purpose": "general-purpose",
    "open_source": "open-source",
    "threshold_known_on": "threshold-known",
    "designated_on": "designation",
    "designation_basis": "designation",
    "rebuttal_submitted_on": "rebuttal",
    "rebuttal_accepted_on": "rebuttal",
    "rebuttal_rejected_on": "rebuttal",
    "notification_submitted_on": "notification",
}


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact nobody recorded: what it is called, and the page on which the reader records it.

    ``url`` is empty where no page does, and for somebody who may not record facts.
    """

    name: str
    title: str
    url: str


def facts(
    names: Iterable[str], *, provider: Provider, ai_model: UUID | None, actor: Actor
) -> list[MissingFact]:
    """Name missing facts as people know them; facts of one kind are recorded on one page."""
    found: dict[str, MissingFact] = {}
    for name in names:
        fact = _fact(name, provider.pk, ai_model)
        found.setdefault(fact.url or name, fact)
    if allowed(check_write_facts, actor, provider):
        return list(found.values())
    return [replace(fact, url="") for fact in found.values()]


def _fact(name: str, provider: UUID, ai_model: UUID | None) -> MissingFact:
    kind = kinds.KINDS.get(kind_name(name))
    if kind is None:
        return MissingFact(name, name.replace("_", " "), "")
    if kind.subject is Subject.PROVIDER:
        url = reverse("provider-fact-new", args=[provider, kind.name])
    else:
        url = reverse("model-fact-new", args=[ai_model, kind.name]) if ai_model else ""
    return MissingFact(name, str(kind.title), url)


def kind_name(name: str) -> str:
    """Name the kind that records a fact of the law; empty where none does."""
    group = name.partition(".")[0].replace("_", "-")
    if "." in name or group in kinds.KINDS:
        return group
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    holders = (
        kind.name for kind in kinds.KINDS.values() if any(f.name == name for f in kind.fields)
    )
    return next(holders, "")

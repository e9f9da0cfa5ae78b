"""The first steps of a new provider, told from what exists: no step can claim to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from obligations.models import Assessment, Duty, Evidence, Mark, MarkName
from providers.actors import Actor
from providers.models import AIModel, Fact, Invitation, Membership, Provider
from providers.permissions import (
    allowed,
    check_manage_members,
    check_register_model,
    check_write_facts,
)

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: whether what it makes exists, where it is taken, and by whom.

    ``url`` is empty while a step before it is missing; ``is_mine`` says that the person may take
    it.
    """

    name: str
    title: Words
    text: Words
    label: Words
    url: str
    is_done: bool
    is_mine: bool = True


@dataclass(frozen=True, slots=True)
class Start:
    """The steps in their order, and whether the person put them away."""

    steps: Sequence[Step]
    is_away: bool
    has_models: bool

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(one.is_done for one in self.steps)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == len(self.steps)

    @property
    def is_shown(self) -> bool:
        """Whether the start page still leads through them."""
        return not self.is_away and not self.is_over

    @property
    def next(self) -> Step | None:
        """The first step that is left."""
        return next((one for one in self.steps if not one.is_done), None)


def start(provider: Provider, actor: Actor) -> Start:
    """Say how far the first steps of a provider are, in two queries."""
    found = _found(provider, actor)
    model: UUID | None = found["first_model"]
    steps = (
        Step(
            "provider",
            _("Say who the provider is"),
            _(
                "Where it is established, its size, the chapters of the Code it signed, and its"
                " representative where one is needed. They bear on every model."
            ),
            _("Record the provider’s facts"),
            reverse("start-provider"),
            is_done=_is_described(provider),
            is_mine=allowed(check_write_facts, actor, provider),
        ),
        Step(
            "model",
            _("Register the first model"),
            _(
                "Its name, release, day on the Union market, training compute, licence and what"
                " it generates. The name alone is enough; whatever is left open stays unknown."
            ),
            _("Register a model"),
            reverse("model-new"),
            is_done=model is not None,
            is_mine=allowed(check_register_model, actor, provider),
        ),
        Step(
            "reasons",
            _("Read why each duty applies, or does not"),
            _(
                "Owed, not owed, or not enough is known: each with its reason, its citation and"
                " the fact that decides it."
            ),
            _("Read the reasons"),
            reverse("model-why", args=[model]) if model else "",
            is_done=found["has_read"] or found["has_submitted"],
        ),
        Step(
            "evidence",
            _("Record the first evidence"),
            _("A file, a link or a statement, with what it proves and the days it covers."),
            _("Choose a duty to begin with"),
            f"{reverse('start')}#evidence" if model else "",
            is_done=found["has_evidence"],
            is_mine=allowed(check_write_facts, actor, provider),
        ),
        Step(
            "people",
            _("Invite a colleague"),
            _("A second person sees what you see; what each may change depends on their role."),
            _("Invite a colleague"),
            f"{reverse('members', args=[provider.pk])}#invite",
            is_done=found["has_people"],
            is_mine=allowed(check_manage_members, actor, provider),
        ),
    )
    return Start(steps, is_away=found["is_away"], has_models=model is not None)


def _found(provider: Provider, actor: Actor) -> dict[str, Any]:
    here = Q(provider=OuterRef("pk"))
    own = Mark.objects.visible_to(actor).filter(here)
    others = Membership.objects.filter(here, ended_at=None).exclude(user=actor.user_id)
    first = AIModel.objects.visible_to(actor).filter(here).order_by("created_at", "pk")
    rows = Provider.objects.visible_to(actor).filter(pk=provider.pk)
    told = rows.annotate(
        first_model=first.values("pk")[:1],
        has_evidence=Exists(Evidence.objects.visible_to(actor).filter(here, withdrawn_at=None)),
        has_submitted=Exists(
            Assessment.objects.visible_to(actor).filter(here, submitted_at__isnull=False)
        ),
        has_people=Exists(others) | Exists(Invitation.objects.filter(here, ended_at=None)),
        has_read=Exists(own.filter(name=MarkName.REASONS_READ.value)),
        is_away=Exists(own.filter(name=MarkName.START_PUT_AWAY.value)),
    )
    columns = ("first_model", "has_evidence", "has_submitted", "has_people", "has_read", "is_away")
    found: dict[str, Any] = told.values(*columns).get()
    return found


def _is_described(provider: Provider) -> bool:
    """Say whether place and size are known; who needs a representative is the law's to answer."""
    asked = {"establishment": "country", "size": "size"}
    rows = Fact.objects.filter(provider=provider, ai_model=None, kind__in=asked)
    known = dict(rows.current().values_list("kind", "value"))
    return all(known.get(kind, {}).get(answer) for kind, answer in asked.items())


def suggested(provider: Provider, actor: Actor) -> QuerySet[Duty]:
    """Give what is owed and has no evidence: what can be enforced first, then what is due."""
    rows = Duty.objects.visible_to(actor).in_force().filter(provider=provider, owed=True)
    open_rows: QuerySet[Duty] = rows.filter(evidence_count=0).select_related(
        "obligation", "ai_model"
    )
    return open_rows.order_by(
        F("enforceable_from").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "key", "pk"
    )

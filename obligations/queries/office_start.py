"""The first steps of a reviewer at the AI Office, told from what they did."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from obligations.models import Mark, MarkName, OfficeNote, Review, Visit
from obligations.queries.start import Start, Step
from providers.actors import Actor
from providers.models import User


def office_start(actor: Actor) -> Start:
    """Say how far a reviewer's first steps are, in one query."""
    me = User.objects.filter(pk__in=[actor.user_id])
    found = me.annotate(
        has_looked=Exists(
            Visit.objects.visible_to(actor).filter(user=OuterRef("pk")).exclude(provider=None)
        ),
        has_decided=Exists(Review.objects.visible_to(actor).filter(decided_by=OuterRef("pk"))),
        has_noted=Exists(OfficeNote.objects.visible_to(actor).filter(written_by=OuterRef("pk"))),
        is_away=Exists(
            Mark.objects.visible_to(actor).filter(provider=None, name=MarkName.START_PUT_AWAY.value)
        ),
    ).get()
    waiting = f"{reverse('office-submissions')}?status=submitted"
    steps = (
        Step(
            "look",
            _("Open a provider"),
            _("You see what it handed in, as it was handed in, and nothing of its own work."),
            _("See the providers"),
            f"{reverse('office')}#providers",
            is_done=found.has_looked,
        ),
        Step(
            "decide",
            _("Decide on a submission"),
            _(
                "Read it beside the text of the measure, check the hashes, then accept it or return"
                " it with a reason. Both stay on record."
            ),
            _("Submissions waiting"),
            waiting,
            is_done=found.has_decided,
        ),
        Step(
            "note",
            _("Write a note for the Office"),
            _("Notes stand on a submission and on a provider. Providers never see them."),
            _("Choose a submission"),
            reverse("office-submissions"),
            is_done=found.has_noted,
        ),
    )
    return Start(steps, is_away=found.is_away, has_models=True)

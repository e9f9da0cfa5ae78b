"""Keep the draft of the next version of the policy, however incomplete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations.copyright_desk.models import PolicyDraft
from obligations.copyright_desk.permissions import check_write
from obligations.copyright_desk.services.policies import PROSE_LIMIT, TEXT_LIMIT
from obligations.law import copyright_policy as law
from obligations.services.steps import NotAllowedNow
from providers import text as texts
from providers.actors import Actor
from providers.errors import InvalidInput
from providers.models import Provider
from providers.services import audit, revisions

# What was typed into each field, as text; lists are one entry on each line.
FIELDS = {
    "text": TEXT_LIMIT,
    "in_force_from": 40,
    "approved_by": 200,
    "approved_on": 40,
    "responsible": PROSE_LIMIT,
    "changes": PROSE_LIMIT,
    "summary": PROSE_LIMIT,
    **{one.key: 300 for one in law.ASKED},
}
MOST_MODELS = 500


def save(
    *, provider: Provider, content: Mapping[str, Any], revision: int, by: Actor, now: datetime
) -> PolicyDraft:
    """Save what was typed so far; ``revision`` is the state its author saw, 0 where none was.

    Nothing has to be there or to make sense yet. Raises InvalidInput for what is too long, and
    StaleRevision where somebody saved in between.
    """
    check_write(by, provider)
    given = _clean(content)
    said = {"saved_at": now, "saved_by_id": by.user_id, "saved_by_name": by.name}
    row = PolicyDraft(provider=provider, content=given, **said)
    with audit.turn(provider):
        found = PolicyDraft.objects.filter(provider=provider).first()
        with audit.change(action="copyright-policy.draft-saved", about=found or row, by=by, at=now):
            if found is not None and not revision:
                raise NotAllowedNow(_("Somebody began a draft meanwhile. Look at it first."))
            if found is not None:
                revisions.claim(found, revision=revision, content=given, **said)
                return found
            if revision:
                raise NotAllowedNow(_("The draft was recorded or discarded meanwhile. Look again."))
            row.save(force_insert=True)
    return row


def discard(*, draft: PolicyDraft, revision: int, by: Actor, now: datetime) -> None:
    """Throw a draft away; versions stay."""
    check_write(by, draft.provider)
    with audit.change(action="copyright-policy.draft-discarded", about=draft, by=by, at=now):
        revisions.claim(draft, revision=revision)
        PolicyDraft.objects.filter(pk=draft.pk).delete()


def _clean(content: Mapping[str, Any]) -> dict[str, Any]:
    problems: list[InvalidInput] = []
    found: dict[str, Any] = {}
    for field, limit in FIELDS.items():
        try:
            found[field] = texts.prose(content.get(field, ""), field=field, limit=limit)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)
    models = [str(one)[:40] for one in content.get("ai_models", ())][:MOST_MODELS]
    return {name: value for name, value in found.items() if value} | {"ai_models": models}

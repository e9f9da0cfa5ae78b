"""Two versions of the policy side by side: what went, what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from obligations.copyright_desk.models import PolicyVersion
from obligations.law.copyright_policy import ASKED
from obligations.law.rewordings import Stretch, changes
from obligations.phrasebook.shown import phrase


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of the policy that reads differently; ``key`` is a field's name or a measure's."""

    key: str
    label: str
    stretches: Sequence[Stretch]


def compare(before: PolicyVersion, after: PolicyVersion) -> list[Changed]:
    """Give the parts that differ, in the order of the page; a file is compared by its hash."""
    old, new = _parts(before), _parts(after)
    return [
        Changed(key, label, [*changes(old[key], new[key])])
        for key, label in _labels().items()
        if old[key] != new[key]
    ]


def _labels() -> dict[str, str]:
    return {
        "text": _("Words of the policy"),
        "file": _("File"),
        "models": _("Models it covers"),
        "in_force_from": _("In force from"),
        "approved": _("Approved"),
        "responsible": _("Who carries it out"),
        "summary": _("Summary for the public"),
        **{each.key: f"{each.cite}: {phrase(each.title)}" for each in ASKED},
    }


def _parts(one: PolicyVersion) -> dict[str, str]:
    return {
        "text": one.text,
        "file": f"{one.file_name}, SHA-256 {one.sha256}" if one.file_name else "",
        "models": ", ".join(sorted(each["name"] for each in one.ai_models)),
        "in_force_from": one.in_force_from.isoformat(),
        "approved": f"{one.approved_by}, {one.approved_on.isoformat()}",
        "responsible": "\n".join(one.responsible),
        "summary": one.summary,
        **{each.key: one.covers.get(each.key, "") for each in ASKED},
    }

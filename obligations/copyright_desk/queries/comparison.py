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
    """One part of the policy that reads differently."""

    label: str
    stretches: Sequence[Stretch]


def compare(before: PolicyVersion, after: PolicyVersion) -> list[Changed]:
    """Give the parts that differ, in the order of the page; a file is compared by its hash."""
    old, new = _parts(before), _parts(after)
    return [
        Changed(label, [*changes(old[label], new[label])])
        for label in old
        if old[label] != new[label]
    ]


def _parts(one: PolicyVersion) -> dict[str, str]:
    is_file = bool(one.file_name)
    return {
        _("Words of the policy"): one.text,
        _("File"): f"{one.file_name}, SHA-256 {one.sha256}" if is_file else "",
        _("Models it covers"): ", ".join(sorted(each["name"] for each in one.ai_models)),
        _("In force from"): one.in_force_from.isoformat(),
        _("Approved"): f"{one.approved_by}, {one.approved_on.isoformat()}",
        _("Who carries it out"): "\n".join(one.responsible),
        _("Summary for the public"): one.summary,
        **{f"{each.cite}: {phrase(each.title)}": one.covers.get(each.key, "") for each in ASKED},
    }

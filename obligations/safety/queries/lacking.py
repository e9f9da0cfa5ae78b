"""What a Framework or a Model Report lacks by its outline and across its items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from obligations.documents import answers
from obligations.documents.answers import Content, State
from obligations.documents.outlines import outline
from obligations.law import safety_contents as law
from obligations.law.findings import Finding
from obligations.law.safety_contents import Told
from obligations.safety.models import Entry
from obligations.safety.queries.records import Records
from obligations.safety.register import SPECIFIED
from providers.models import Provider

FRAMEWORK, REPORT = "framework", "model-report"


@dataclass(frozen=True, slots=True)
class Lack:
    """A finding with the section and the label of its item."""

    section: str
    label: str
    finding: Finding


def of_report(content: Content, found: Records) -> list[Lack]:
    """Say what a Model Report lacks, by the register and the requests of its model."""
    across = law.of_report(
        _told(content),
        found.risks,
        asked={
            one.value["evaluation"]: int(one.value["count"]) for one in found.of("samples-request")
        },
        relies_on_reference=bool(found.comparisons),
    )
    return _labelled(REPORT, [*_missing(REPORT, content), *across])


def of_framework(content: Content, risks: Sequence[str]) -> list[Lack]:
    """Say what a Framework lacks, by the risks identified for any of the provider's models."""
    across = law.of_framework(_told(content), risks)
    return _labelled(FRAMEWORK, [*_missing(FRAMEWORK, content), *across])


def identified(provider: Provider) -> list[str]:
    """Name the specified risks and every other one that a register of the provider holds."""
    rows = Entry.objects.filter(provider=provider, kind="risk").current()
    own = sorted({str(value["name"]) for value in rows.values_list("value", flat=True)})
    return [*SPECIFIED.values(), *(one for one in own if one not in SPECIFIED.values())]


def _labelled(kind: str, findings: Iterable[Finding]) -> list[Lack]:
    named = {
        item.key: (section.key, item.label)
        for section in outline(kind).sections
        for item in section.items
    }
    return [Lack(*named[one.item], one) for one in findings]


def _missing(kind: str, content: Content) -> list[Finding]:
    return [
        Finding(item.key, "Nothing is stated.", item.cite or section.cite)
        for section in outline(kind).sections
        for item in section.items
        if not item.is_optional and answers.state(content, item.key) is State.MISSING
    ]


def _told(content: Content) -> Told:
    filled = {key: one["value"] for key, one in content.items() if one["state"] == State.FILLED}
    return Told(said=filled, without=frozenset(content) - filled.keys())

"""What is not as it was in an earlier submission on the same duty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.utils.translation import gettext as _

from obligations.law.rewordings import Stretch, changes
from obligations.models import Assessment, AssessmentEvidence


class Turn(StrEnum):
    """What became of a piece of evidence from one submission to the next."""

    ADDED = "added"
    REMOVED = "removed"
    VERSION = "version"
    REWORDED = "reworded"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Value:
    """A status of the submission that is another one now; ``kind`` is its kind of word."""

    name: str
    kind: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text that reads differently, word by word."""

    name: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as it was frozen then and now; None where it was not part of it."""

    turn: Turn
    before: AssessmentEvidence | None
    now: AssessmentEvidence | None
    texts: Sequence[Text] = ()

    @property
    def title(self) -> str:
        """What it is called now, or was called last."""
        frozen = self.now or self.before
        return str(frozen.title) if frozen else ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A submission held against an earlier one: statuses, texts and evidence apart."""

    before: Assessment
    values: Sequence[Value]
    texts: Sequence[Text]
    pieces: Sequence[Piece]

    @property
    def changed(self) -> list[Piece]:
        """The evidence that is not as it was."""
        return [one for one in self.pieces if one.turn is not Turn.SAME]

    @property
    def differs(self) -> bool:
        """Whether anything at all is not as it was."""
        return bool(self.values or self.texts or self.changed)


def compare(
    before: Assessment,
    now: Assessment,
    then_frozen: Iterable[AssessmentEvidence],
    now_frozen: Iterable[AssessmentEvidence],
) -> Compared:
    """Compare two submissions on one duty from what was frozen with each; asks no query."""
    statuses = [(_("Claim"), "claim"), (_("Way of demonstrating"), "route")]
    texts = [
        (_("Position"), before.position, now.position),
        (_("Explanation of the way"), before.route_explanation, now.route_explanation),
        (_("Law's answer"), before.ruling.get("because", ""), now.ruling.get("because", "")),
    ]
    return Compared(
        before=before,
        values=[
            Value(name, kind, getattr(before, kind), getattr(now, kind))
            for name, kind in statuses
            if getattr(before, kind) != getattr(now, kind)
        ],
        texts=_texts(texts),
        pieces=_pieces(then_frozen, now_frozen),
    )


def _texts(pairs: Iterable[tuple[str, str, str]]) -> list[Text]:
    return [Text(name, tuple(changes(old, new))) for name, old, new in pairs if old != new]


def _pieces(
    then_frozen: Iterable[AssessmentEvidence], now_frozen: Iterable[AssessmentEvidence]
) -> list[Piece]:
    # A submission holds one version of a piece of evidence, the latest.
    then = {one.version.evidence_id: one for one in then_frozen}
    now = {one.version.evidence_id: one for one in now_frozen}
    return [_piece(then.get(key), now.get(key)) for key in dict.fromkeys(chain(now, then))]


def _piece(before: AssessmentEvidence | None, now: AssessmentEvidence | None) -> Piece:
    if before is None or now is None:
        return Piece(Turn.ADDED if before is None else Turn.REMOVED, before, now)
    texts = _texts(
        [
            (_("Title"), before.title, now.title),
            (_("What it proves"), before.proves, now.proves),
            (_("Redactions"), _redactions(before), _redactions(now)),
        ]
    )
    if before.version_id != now.version_id:
        return Piece(Turn.VERSION, before, now, texts)
    return Piece(Turn.REWORDED if texts else Turn.SAME, before, now, texts)


def _redactions(frozen: AssessmentEvidence) -> str:
    """Write them one a line; that none is recorded is written too, so that the first one shows."""
    told = [one.text for one in frozen.version.redacted]
    return "\n".join(told) or _("No redaction is recorded.")

"""Record gap analyses: measure by measure, what is done instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from obligations import permissions
from obligations.law.ways import GapAnswer
from obligations.models import Duty
from obligations.routes.models import GapAnalysis
from obligations.routes.queries import ways as queries
from providers import text
from providers.actors import Actor
from providers.errors import Conflict, InvalidInput
from providers.services import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The answer to one measure: ``words`` explain it, ``by_when`` is the day a gap is closed."""

    answer: str
    words: str = ""
    by_when: date | None = None


def record(
    *,
    duty: Duty,
    lines: Mapping[str, Line],
    remark: str = "",
    after: int,
    by: Actor,
    now: datetime,
) -> GapAnalysis:
    """Record the next version for a duty; measures left out stay not yet looked at.

    ``after`` is the number of the version the writer read, 0 for none. Raises InvalidInput whose
    fields are the keys of measures, and Conflict where somebody else recorded one meanwhile.
    """
    permissions.check_choose_route(by, duty)
    known = queries.measures(duty)
    if not known:
        raise InvalidInput(_("The Code has no measure for this obligation."), field="lines")
    if unknown := set(lines) - set(known):
        raise InvalidInput(_("No such measure helps to meet this."), field=sorted(unknown)[0][:80])
    written = _checked(known, lines)
    said = text.prose(remark, field="remark")
    with audit.change(action="gap-analysis.recorded", about=duty, by=by, at=now) as event:
        latest = GapAnalysis.objects.filter(duty=duty).count()
        if latest != after:
            raise Conflict(_("Someone recorded another version meanwhile. Look at it first."))
        made = GapAnalysis.objects.create(
            provider=duty.provider,
            duty=duty,
            number=latest + 1,
            lines=written,
            remark=said,
            recorded_at=now,
            recorded_by_id=by.user_id,
            recorded_by_name=by.name,
        )
        event.detail = {"number": made.number, "duty": duty.key}
    return made


def _checked(known: Mapping[str, str], lines: Mapping[str, Line]) -> list[dict[str, Any]]:
    problems, found = [], []
    for key, title in known.items():
        line = lines.get(key, Line(answer=GapAnswer.OPEN))
        try:
            found.append({"measure": key, "title": title, **_line(key, line)})
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidInput.of_all(problems)
    return found


def _line(key: str, line: Line) -> dict[str, Any]:
    if line.answer not in tuple(GapAnswer):
        raise InvalidInput(
            _("Choose one of: {names}.").format(names=", ".join(GapAnswer)), field=key
        )
    words = text.prose(line.words, field=key)
    if line.answer != GapAnswer.OPEN and not words:
        raise InvalidInput(_("Explain it, for a reader to judge."), field=key)
    if line.answer == GapAnswer.PARTLY and line.by_when is None:
        raise InvalidInput(_("Say by which day the gap is closed."), field=key)
    return {
        "answer": str(line.answer),
        "words": words,
        "by_when": line.by_when.isoformat() if line.by_when else None,
    }

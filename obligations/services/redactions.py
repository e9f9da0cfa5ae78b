"""What a provider says was removed or blackened, checked before it is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from obligations.models.redactions import Redaction, RedactionGround
from providers import text
from providers.errors import InvalidInput, Problems

REMOVED_LIMIT = 5_000
MOST = 50


def checked(given: Sequence[Redaction]) -> tuple[Redaction, ...]:
    """Take redactions; raise InvalidInput naming each field at fault as ``redactions[0].removed``.

    None given is no statement that nothing was removed: none is recorded then.
    """
    if len(given) > MOST:
        raise InvalidInput(
            _("This is too long: at most {limit} entries.").format(limit=MOST), field="redactions"
        )
    problems, found = Problems(), []
    for number, one in enumerate(given):
        with problems.gathered(f"redactions[{number}]."):
            found.append(_checked(one))
    problems.raise_any()
    return tuple(found)


def removed(words: str) -> str:
    """Take what was removed, said without giving it away; it cannot be empty."""
    told = text.prose(words, field="removed", limit=REMOVED_LIMIT)
    if not told:
        raise InvalidInput(_("Say what was removed."), field="removed")
    return told


def ground(code: str) -> str:
    """Take a value of RedactionGround."""
    if code not in RedactionGround.values:
        raise InvalidInput(
            _("Choose one of: {values}.").format(values=", ".join(RedactionGround.values)),
            field="ground",
        )
    return code


def because(words: str, code: str) -> str:
    """Take why a ground applies; another ground than those listed has to be named."""
    told = text.prose(words, field="because")
    if code == RedactionGround.OTHER and not told:
        raise InvalidInput(_("Say which ground it is."), field="because")
    return told


def _checked(given: Redaction) -> Redaction:
    problems, found = Problems(), {}
    with problems.gathered():
        found["removed"] = removed(given.removed)
    with problems.gathered():
        found["ground"] = ground(given.ground)
    with problems.gathered():
        found["because"] = because(given.because, given.ground)
    problems.raise_any()
    return Redaction(**found)

"""What a complaint says, checked word by word: it has to be precise and substantiated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.models.complaints import Capacity
from obligations.copyright_desk.queries import sameness
from providers import text as texts
from providers.errors import InvalidInput

CLAIM_LIMIT = 10_000
SAID = ("works", "seen_where", "asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a complaint must say; ``on_behalf_of`` where somebody speaks for a rightsholder."""

    name: str
    email: str
    capacity: str
    on_behalf_of: str = ""
    works: str
    seen_where: str
    asked: str


def put(row: Complaint, claim: Claim) -> None:
    """Write a claim into a complaint; raise InvalidInput naming every field at fault."""
    problems: list[InvalidInput] = []
    is_for_another = claim.capacity != Capacity.RIGHTSHOLDER
    readers: dict[str, Callable[[str], str]] = {
        "capacity": _capacity,
        "name": lambda value: texts.name(value, field="name"),
        "email": address,
        "on_behalf_of": lambda value: _on_behalf_of(value, is_for_another),
        **{field: partial(_words, field) for field in SAID},
    }
    for field, read in readers.items():
        try:
            setattr(row, field, read(getattr(claim, field)))
        except InvalidInput as problem:
            problems.append(InvalidInput(problem.message, field=field))
    if problems:
        raise InvalidInput.of_all(problems)
    row.fingerprint = sameness.fingerprint(*(getattr(row, field) for field in SAID))


def address(value: str) -> str:
    """Take a mail address."""
    found = texts.name(value, field="email", limit=254)
    try:
        validate_email(found)
    except ValidationError:
        raise InvalidInput(
            _("Give a mail address such as name@example.org."), field="email"
        ) from None
    return found


def _capacity(value: str) -> str:
    if value not in Capacity.values:
        raise InvalidInput(_("Say in which capacity you complain."), field="capacity")
    return value


def _words(field: str, value: str) -> str:
    words = texts.prose(value, field=field, limit=CLAIM_LIMIT)
    if not words:
        raise InvalidInput(_("A complaint has to be precise: fill this in."), field=field)
    return words


def _on_behalf_of(value: str, is_needed: bool) -> str:
    if value.strip():
        return texts.name(value, field="on_behalf_of")
    if is_needed:
        raise InvalidInput(_("Say for whom you complain."), field="on_behalf_of")
    return ""

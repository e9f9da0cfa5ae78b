"""The ways in which a duty can be demonstrated, each open or closed for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.catalogue.records import Standard
from obligations.law.terms import Chapter
from obligations.law.wording import long_date
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.queries import facts, standards
from providers.models import Provider

# A measure's key begins with the Code and the chapter it stands in.
CODE = "cop-"
CITE = "AI Act, Arts. 53(4) and 55(2)"
CHAPTERS = {
    "cop-tr": Chapter.TRANSPARENCY,
    "cop-cr": Chapter.COPYRIGHT,
    "cop-ss": Chapter.SAFETY_SECURITY,
}
NAMES = {
    Chapter.TRANSPARENCY: "Transparency",
    Chapter.COPYRIGHT: "Copyright",
    Chapter.SAFETY_SECURITY: "Safety and Security",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to demonstrate a duty; ``because`` says why it is open or closed, ``cite`` where."""

    route: Route
    is_open: bool
    because: str
    cite: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What ways stand on: the chapters a provider signed (None: not recorded), and standards."""

    signed: frozenset[Chapter] | None
    standards: tuple[Standard, ...]


def ground(provider: Provider, *, on: date) -> Ground:
    """Gather what the ways of a provider's duties stand on, on a day."""
    chapters = facts.of_provider(provider).code_chapters
    signed = None if chapters is None else frozenset(chapters)
    return Ground(signed, standards.standing(on))


def ways(duty: Duty, *, on: date) -> tuple[Way, ...]:
    """Say which ways are open for a duty on a day, on what its provider has recorded."""
    return ways_on(duty, ground(duty.provider, on=on))


def ways_on(duty: Duty, ground: Ground) -> tuple[Way, ...]:
    """Say the same of one of many duties, on what was gathered once."""
    return (_code(duty, ground), _standard(duty, ground), _other_means(duty))


def _standard(duty: Duty, ground: Ground) -> Way:
    found = [told for one in ground.standards if (told := _covers(one, duty.key))]
    if found:
        return Way(Route.HARMONISED_STANDARD, True, " ".join(found), CITE)
    return Way(
        Route.HARMONISED_STANDARD,
        False,
        "The list of harmonised standards has none for this obligation.",
        CITE,
    )


def _covers(standard: Standard, key: str) -> str:
    since = f"published on {long_date(standard.published_on)} ({standard.cite})"
    if key in standard.covers:
        return f"“{standard.title}”, {since}, covers this obligation."
    if key in standard.covers_in_part:
        told = standard.covers_in_part[key]
        return f"“{standard.title}”, {since}, covers a part of this obligation: {told}"
    return ""


def _code(duty: Duty, ground: Ground) -> Way:
    chapters = _chapters(duty)
    if not chapters:
        return Way(Route.CODE, False, "The Code of Practice has no measure for this.", CITE)
    names = " or ".join(f"“{NAMES[chapter]}”" for chapter in chapters)
    if ground.signed is None:
        told = f"It is not recorded whether the provider signed the chapter {names}."
        return Way(Route.CODE, False, told, CITE)
    if not any(chapter in ground.signed for chapter in chapters):
        told = f"The provider did not sign the chapter {names}."
        return Way(Route.CODE, False, told, CITE)
    # Reliance on a code lasts "until" a standard is published; of a part, it goes on (our reading).
    whole = next((one for one in ground.standards if duty.key in one.covers), None)
    if whole is not None:
        told = (
            f"A harmonised standard covers this obligation since {long_date(whole.published_on)} "
            f"({whole.cite}); the Code may be relied on until then."
        )
        return Way(Route.CODE, False, told, CITE)
    return Way(Route.CODE, True, f"The provider signed the chapter {names}.", CITE)


def _chapters(duty: Duty) -> tuple[Chapter, ...]:
    keys = [duty.key, *duty.obligation.measures]
    return tuple(dict.fromkeys(CHAPTERS[key[:6]] for key in keys if key[:6] in CHAPTERS))


def _other_means(duty: Duty) -> Way:
    if duty.key.startswith(CODE):
        return Way(
            Route.OTHER_ADEQUATE_MEANS,
            False,
            "This is a measure of the Code itself; other means are chosen for the obligation of "
            "the Act that it helps to meet.",
            CITE,
        )
    return Way(
        Route.OTHER_ADEQUATE_MEANS,
        True,
        "Any provider may show compliance in another way that it explains.",
        CITE,
    )

"""The ways in which a duty can be demonstrated, each open or closed for a reason."""

from __future__ import annotations

from dataclasses import dataclass

from obligations.law.terms import Chapter
from obligations.law.workflow import Route
from obligations.models import Duty
from obligations.queries import facts

# A measure's key begins with the Code and the chapter it stands in.
CODE = "cop-"
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


def ways(duty: Duty) -> tuple[Way, ...]:
    """Say which ways are open for a duty, on what its provider has recorded."""
    return (
        _code(duty),
        Way(
            Route.HARMONISED_STANDARD,
            False,
            "No European standard for these obligations has been published.",
            "AI Act, Arts. 53(4) and 55(2)",
        ),
        _other_means(duty),
    )


def _code(duty: Duty) -> Way:
    cite = "AI Act, Arts. 53(4) and 55(2)"
    chapters = _chapters(duty)
    if not chapters:
        return Way(Route.CODE, False, "The Code of Practice has no measure for this.", cite)
    signed = facts.of_provider(duty.provider).code_chapters
    names = " or ".join(f"“{NAMES[chapter]}”" for chapter in chapters)
    if signed is None:
        told = f"It is not recorded whether the provider signed the chapter {names}."
        return Way(Route.CODE, False, told, cite)
    if not any(chapter in signed for chapter in chapters):
        told = f"The provider did not sign the chapter {names}."
        return Way(Route.CODE, False, told, cite)
    return Way(Route.CODE, True, f"The provider signed the chapter {names}.", cite)


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
            "AI Act, Arts. 53(4) and 55(2)",
        )
    return Way(
        Route.OTHER_ADEQUATE_MEANS,
        True,
        "Any provider may show compliance in another way that it explains.",
        "AI Act, Arts. 53(4) and 55(2)",
    )

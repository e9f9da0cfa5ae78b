"""The public summary of training content: what it must name, what it lacks, when it is due.

Sources: AI Act, Art. 53(1)(d); the Commission's template of 24 July 2025 with its notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from obligations.law import deadlines
from obligations.law.findings import Finding
from obligations.law.periods import WorkingDays
from obligations.law.terms import Clock, Due, Size
from obligations.law.wording import long_date

# A public dataset is large above this share of all public datasets of its modality (section 2.1).
LARGE_SHARE = Decimal("0.03")
DOMAINS_SHARE = Decimal("0.10")
SMALLER_SHARE = Decimal("0.05")
SMALLER_MOST = 1_000
SMALLER = frozenset({Size.MICRO, Size.SME})


@dataclass(frozen=True, slots=True)
class Named:
    """Which of the things measured must be named, out of how many, and by which rule."""

    names: tuple[str, ...]
    total: int
    because: str
    cite: str


def large_datasets(sizes: Mapping[str, Decimal]) -> Named:
    """Name the public datasets of one modality that are large: more than 3 % of them all.

    ``sizes`` are those of every public dataset of the modality, in one unit. Raises ValueError
    where nothing has a size.
    """
    total = sum(sizes.values(), Decimal(0))
    if total <= 0:
        raise ValueError("Give the size of at least one dataset, in the same unit for all.")
    large = [name for name, size in sizes.items() if size > LARGE_SHARE * total]
    large.sort(key=lambda name: (-sizes[name], name))
    return Named(
        tuple(large),
        len(sizes),
        f"{len(large)} of {len(sizes)} datasets hold more than 3 % of the {total:f} units of all "
        "public datasets of this modality.",
        "Template, section 2.1",
    )


def relevant_domains(sizes: Mapping[str, Decimal], size: Size | None) -> Named:
    """Name the domains to list: the top 10 % by size of content, rounded up to whole domains.

    Small and medium-sized enterprises list the top 5 % or 1 000, whichever is lower. While the
    size of the provider is not known, the longer list is asked for.
    """
    if not sizes:
        raise ValueError("Give at least one domain with the size of its content.")
    count = _ceiling(DOMAINS_SHARE * len(sizes))
    rule = "the top 10 % of the domains by size of their content"
    if size in SMALLER:
        count = min(_ceiling(SMALLER_SHARE * len(sizes)), SMALLER_MOST)
        rule = (
            "the top 5 % of the domains or 1 000 domains, whichever is lower, as the provider is a "
            "small or medium-sized enterprise"
        )
    elif size is None:
        rule += "; the size of the provider is not recorded, so no relief is assumed"
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    return Named(
        tuple(ranked[:count]),
        len(sizes),
        f"{count} of {len(sizes)} domains: {rule}.",
        "Template, section 2.3",
    )


# What a yes asks for: at least one of the items on the right must then be filled in.
_ASKED_FOR: Sequence[tuple[str, tuple[str, ...], str]] = (
    ("public-used", ("public-modalities",), "2.1"),
    ("public-used", ("public-large", "public-large-words", "public-other"), "2.1"),
    ("licensed-used", ("licensed-modalities",), "2.2.1"),
    ("private-used", ("private-modalities",), "2.2.2"),
    ("private-used", ("private-known", "private-description"), "2.2.2"),
    ("crawled-used", ("crawlers", "crawlers-words"), "2.3"),
    ("crawled-used", ("crawl-period", "crawlers"), "2.3"),
    ("crawled-used", ("crawl-content",), "2.3"),
    ("crawled-used", ("crawl-modalities",), "2.3"),
    ("crawled-used", ("domains", "domains-words"), "2.3"),
    ("services-used", ("services",), "2.4"),
    ("prompts-used", ("user-modalities",), "2.4"),
    ("services-used", ("user-modalities",), "2.4"),
    ("synthetic-used", ("synthetic-modalities",), "2.5"),
    (
        "synthetic-used",
        ("synthetic-models", "synthetic-models-words", "synthetic-own"),
        "2.5",
    ),
    ("other-used", ("other-description",), "2.6"),
)
_MODALITIES = ("text", "image", "audio", "video", "other")


def lacking(
    said: Mapping[str, object],
    answered: frozenset[str],
    *,
    unavailable: Iterable[str] = (),
    in_third_country: bool | None,
    is_legacy: bool | None,
) -> tuple[Finding, ...]:
    """Say what the answers already given ask for and do not get.

    ``said`` are the values of the items that are filled in; ``answered`` also names those without
    an answer for a reason that is given, and ``unavailable`` those of them that cannot be given.
    Whether the words are true is nobody's to say here.
    """
    found = {
        Finding(
            asked[0],
            "Yes was answered, so this is asked for.",
            f"Template, section {section}",
        ): None
        for item, asked, section in _ASKED_FOR
        if said.get(item) is True and answered.isdisjoint(asked)
    }
    for modality in _chosen(said):
        sizes = {f"{modality}-size", f"{modality}-size-other"} & ({*answered})
        if not sizes:
            item = "other-size" if modality == "other" else f"{modality}-size"
            found[Finding(item, f"The size of the {modality} data.", "Template, section 1.3")] = (
                None
            )
        if f"{modality}-types" not in answered:
            found[
                Finding(f"{modality}-types", "The types of content.", "Template, section 1.3")
            ] = None
    found |= dict.fromkeys((*_nameless(said), *_not_given(unavailable, is_legacy=is_legacy)))
    if in_third_country and "representative" not in answered:
        text = "The provider is established outside the Union: name its representative."
        found[Finding("representative", text, "Template, section 1.1; Art. 54")] = None
    if is_legacy and "legacy-gaps" not in answered:
        text = "Placed before 2 August 2025: say what cannot be given and why, or that nothing is."
        found[Finding("legacy-gaps", text, "Notice, point 33")] = None
    return tuple(found)


def _nameless(said: Mapping[str, object]) -> Iterator[Finding]:
    """Find the large datasets that are neither named nor described."""
    rows = said.get("public-large")
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        if not {"name", "description"} & set(row):
            text = f"Row {number}: name the dataset, or describe it where it has no name."
            yield Finding("public-large", text, "Template, section 2.1")


def _not_given(keys: Iterable[str], *, is_legacy: bool | None) -> Iterator[Finding]:
    """Find what is said to be unavailable where nothing allows that, or it is not known."""
    if is_legacy:
        return
    told = "this model was placed later" if is_legacy is False else "no placing is recorded"
    for key in keys:
        text = f"Gaps with reasons are foreseen for models placed before 2 August 2025; {told}."
        yield Finding(key, text, "Notice, point 33")


def unnamed(named: Named, listed: Iterable[str], *, item: str) -> tuple[Finding, ...]:
    """Say which of the things that must be named are not in the summary's list."""
    known = {_plain(one) for one in listed}
    missing = [name for name in named.names if _plain(name) not in known]
    if not missing:
        return ()
    shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
    return (Finding(item, f"By the sizes recorded, these must be named: {shown}.", named.cite),)


@dataclass(frozen=True, slots=True)
class Training:
    """Further training on additional data, and whether it changes what the summary says."""

    ended_on: date
    changes_summary: bool
    is_material: bool


@dataclass(frozen=True, slots=True)
class Update:
    """An update of a summary: from which publication it counts, its day, and when it was done."""

    published_on: date
    due: Due
    done_on: date | None


def updates(
    published: Sequence[date], trainings: Iterable[Training], clock: Clock, days: WorkingDays
) -> tuple[Update, ...]:
    """Count the updates that further training asked for, each from the publication before it.

    Six months from the last publication, or sooner where the change is materially significant; for
    that the notice gives no number. Training that ends later than that makes the update due on the
    day it ended, since nothing can be updated before it changed (notice, point 29).
    """
    found = []
    changing = [one for one in trainings if one.changes_summary]
    bounds = [*sorted(published), date.max]
    for start, end in pairwise(bounds):
        own = [one for one in changing if start < one.ended_on <= end]
        if not own:
            continue
        due = _later(deadlines.due(clock, start, days), min(one.ended_on for one in own))
        if any(one.is_material for one in own):
            due = _worded(due, "A change was called materially significant: sooner than that.")
        found.append(Update(start, due, None if end == date.max else end))
    return tuple(found)


def _later(due: Due, ended_on: date) -> Due:
    if due.strict >= ended_on:
        return due
    told = f"The training ended on {long_date(ended_on)}, after six months: due on that day."
    return Due(ended_on, ended_on, False, f"{due.because} {told}")


def _worded(due: Due, told: str) -> Due:
    return Due(due.strict, due.rolled, due.provisional, f"{due.because} {told}")


def _chosen(said: Mapping[str, object]) -> tuple[str, ...]:
    chosen = said.get("modalities")
    return tuple(one for one in _MODALITIES if isinstance(chosen, list) and one in chosen)


def _ceiling(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))


def _plain(name: str) -> str:
    return " ".join(name.lower().removeprefix("https://").removeprefix("www.").split()).rstrip("/")

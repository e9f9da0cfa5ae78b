"""Words of a form as the values of answers, where they are plain; otherwise Unclear says why.

"7.3*10^10 parameters" is a number, "about seventy billion" is none: a guess would be a figure that
nobody stated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from obligations.documents import whens
from obligations.documents.outlines import Item, Kind

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "b": 9, "bn": 9}
_SCALES |= {"trillion": 12, "t": 12, "tn": 12}
_UNITS = (
    r"parameters?|params?|flops?|floating[- ]point operations?|computational operations?"
    r"|mwh|megawatt[- ]hours?|(?:wall[- ]clock )?days?"
)
_PLAIN = r"(?:[0-9]{1,3}(?:[ ,'\u202f\u2009][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = (
    rf"(?P<base>[+-]?{_PLAIN})(?:e(?P<e>[+-]?[0-9]{{1,3}})"
    r"|\s*[x×*·⋅]\s*10\s*(?:\^|\*\*)\s*\(?(?P<power>[+-]?[0-9]{1,3})\)?)?"
    r"|10\s*(?:\^|\*\*)\s*\(?(?P<alone>[+-]?[0-9]{1,3})\)?"
)
_WHOLE = re.compile(
    rf"(?:{_NUMBER})\s*(?P<scale>{'|'.join(_SCALES)})?\s*(?:{_UNITS})?\s*\.?", re.IGNORECASE
)
_LEADING = re.compile(rf"(?:{_NUMBER})(?P<scale>\s*(?:thousand|million|billion|trillion))?", re.I)
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_PARTS = {
    "training": r"train(?:ing)?",
    "testing": r"test(?:ing)?",
    "validation": r"validat(?:ion)?",
}
_HARDWARE = re.compile(
    rf"(?P<days>(?:{_NUMBER}))\s*(?:x\s*)?(?P<hardware>[^,;\n]*?\S)[ -]days?\b", re.IGNORECASE
)
_WALL = re.compile(
    rf"(?P<days>{_NUMBER})\s*(?:wall[- ]clock days?|days? \(?(?:of )?wall[- ]clock)", re.IGNORECASE
)
_RANGES = {
    "below-1": r"(?:less than|under|below|<)\s*(?:1|one) month",
    "1-to-3": r"1\s*(?:[-–—]|to)\s*3 months",
    "3-to-6": r"3\s*(?:[-–—]|to)\s*6 months",
    "above-6": r"(?:more than|over|above|>)\s*(?:6|six) months",
}


class Unclear(Exception):
    """The words are there, and which value they mean is not plain."""


def lines(words: str) -> list[str]:
    """Give what stands in lines, or parted by semicolons, without marks of lists before it."""
    parts = re.split(r"[\n;]", words)
    found = [re.sub(r"^[-–•*·▪◦]\s+", "", one.strip()).strip() for one in parts]
    return [one for one in found if one and one not in (",", ".")]


def number(words: str) -> str:
    """Read a number alone, with its unit or a word such as billion."""
    found = _WHOLE.fullmatch(_plain_powers(words))
    if not found:
        raise Unclear(
            gettext_noop("More than a number stands there, or it can be read in two ways.")
        )
    return _written(found)


def day(words: str) -> str:
    """Read a day; a month or a year alone is none."""
    found = whens.meant(words)
    if len(found) != 10:
        raise Unclear(gettext_noop("Which day is meant cannot be told."))
    return found


def training_range(words: str) -> str:
    """Read the range of the training time out of the words beside it."""
    said = [key for key, shape in _RANGES.items() if re.search(shape, words, re.IGNORECASE)]
    if len(said) != 1:
        raise Unclear(gettext_noop("It does not name exactly one of the ranges of the form."))
    return said[0]


def wall_clock(words: str) -> str:
    """Read the days on the wall clock out of the words beside them."""
    found = list(_WALL.finditer(_plain_powers(words)))
    if len(found) != 1:
        raise Unclear(gettext_noop("It does not name the wall clock days once."))
    return number(found[0]["days"])


def hardware_days(words: str) -> list[dict[str, str]]:
    """Read days of hardware: "4e5 Nvidia A100 days" is a row."""
    rest = _WALL.sub(" ", _plain_powers(words))
    rows = []
    for one in _HARDWARE.finditer(rest):
        name = one["hardware"].strip(" -–:")
        if re.search(r"[a-z0-9]", name, re.IGNORECASE) and "wall" not in name.lower():
            rows.append({"hardware": name, "days": number(one["days"])})
    if not rows:
        raise Unclear(gettext_noop("No days of a named hardware stand there."))
    return rows


def data_points(words: str) -> list[dict[str, str]]:
    """Read a line for each part of the data: "Training: 1.5e13 tokens" is a row."""
    return [_data_points(line) for line in lines(words)]


def channels(words: str) -> list[dict[str, str]]:
    """Read a row for each line; an address in it is the link."""
    rows = []
    for line in lines(words):
        link = _LINK.search(line)
        rows.append({"method": line} | ({"link": link[0]} if link else {}))
    return rows


def _data_points(line: str) -> dict[str, str]:
    said = [key for key, shape in _PARTS.items() if re.search(rf"\b{shape}\b", line, re.I)]
    plain = _plain_powers(line)
    found = re.fullmatch(
        rf"\W*\w*(?: data| set)?\s*[:=–-]?\s*(?P<size>{_LEADING.pattern})\s*(?P<unit>\D.*)",
        plain,
        re.IGNORECASE,
    )
    if len(said) != 1 or not found:
        raise Unclear(
            gettext_noop(
                "Each line names one of training, testing and validation, a size and a unit."
            )
        )
    return {"part": said[0], "size": number(found["size"]), "unit": found["unit"].strip(" .")}


def _plain_powers(words: str) -> str:
    raised = re.sub("10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda one: f"10^{one[1].translate(_RAISED)}", words)
    return " ".join(raised.replace("−", "-").split())


def _written(found: re.Match[str]) -> str:
    if found["alone"] is not None:
        return f"1e{int(found['alone'])}"
    base = re.sub(r"[ ,'\u202f\u2009]", "", found["base"])
    power = int(found["e"] or found["power"] or 0) + _SCALES.get((found["scale"] or "").lower(), 0)
    return f"{base}e{power}" if power else base


READ: Mapping[Kind, Callable[[Item, str], Any]] = {
    Kind.TEXT: lambda _, words: words,
    Kind.NUMBER: lambda _, words: number(words),
    Kind.DAY: lambda _, words: day(words),
    Kind.LIST: lambda _, words: lines(words),
}
BY_ITEM: Mapping[str, Callable[[str], Any]] = {
    "channels": channels,
    "data-points": data_points,
    "data-points-rounded": data_points,
    "training-range": training_range,
    "wall-clock-days": wall_clock,
    "hardware-days": hardware_days,
}


def value(item: Item, words: str) -> Any:
    """Give the value that words make for an item of the form; raise Unclear where none is plain."""
    if item.key in BY_ITEM:
        return BY_ITEM[item.key](words)
    return READ[item.kind](item, words)

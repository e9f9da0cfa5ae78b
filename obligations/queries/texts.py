"""The texts that duties come from: the AI Act, and the chapters of the Code of Practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CODE = "cop-"


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its name in addresses, its title, and what the keys of its duties begin with."""

    name: str
    title: StrOrPromise
    prefix: str


# Whatever is not of the Code is of the Act, which has no prefix of its own here.
TEXTS = (
    Text("ai-act", gettext_lazy("AI Act"), ""),
    Text("transparency", gettext_lazy("Code, Transparency"), f"{CODE}tr-"),
    Text("copyright", gettext_lazy("Code, Copyright"), f"{CODE}cr-"),
    Text("safety-security", gettext_lazy("Code, Safety and Security"), f"{CODE}ss-"),
)
_PREFIXES = {one.name: one.prefix for one in TEXTS}


def of_text(name: str, path: str = "") -> Q:
    """Say which rows are of a text; ``path`` leads to their duty, such as "duty__"."""
    prefix = _PREFIXES[name]
    begins = f"{path}key__startswith"
    return Q(**{begins: prefix}) if prefix else ~Q(**{begins: CODE})


def text_of(key: str) -> Text:
    """Give the text that a duty's key is of."""
    return next((one for one in TEXTS if one.prefix and key.startswith(one.prefix)), TEXTS[0])


def name_of_text(path: str = "") -> Case:
    """Give the name of the text that each row is of."""
    return Case(*(When(of_text(one.name, path), then=Value(one.name)) for one in TEXTS))

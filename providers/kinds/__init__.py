"""The kinds of facts that can be recorded, declared once for pages, API, importer and services."""

from providers.kinds.clean import clean
from providers.kinds.fields import Choice, Field, FieldKind, Kind, Subject
from providers.kinds.registry import KINDS, kind, kinds_about
from providers.kinds.shown import Line, shown

__all__ = [
    "KINDS",
    "Choice",
    "Field",
    "FieldKind",
    "Kind",
    "Line",
    "Subject",
    "clean",
    "kind",
    "kinds_about",
    "shown",
]

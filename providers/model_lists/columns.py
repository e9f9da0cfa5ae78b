"""Which column of a list says what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from providers.errors import InvalidInput
from providers.model_lists.reading import Row, Table, UnreadableFile

# What is looked for, and the headers under which it is found: first those of Epoch AI's lists, then
# plain ones for a list of one's own.
HEADERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("Model", "Name"),
        "organisation": ("Organization", "Organisation"),
        "country": ("Country (of organization)", "Country"),
        "published": ("Publication date", "Published"),
        "market_date": ("Union market date",),
        "tasks": ("Task", "Tasks"),
        "parameters": ("Parameters",),
        "compute": ("Training compute (FLOP)", "Training compute"),
        "compute_notes": ("Training compute notes",),
        "confidence": ("Confidence",),
        "base_model": ("Base model",),
        "modification_compute": ("Finetune compute (FLOP)", "Modification compute"),
        "modification_notes": ("Finetune compute notes",),
        "access": ("Model accessibility", "Access"),
        "open_weights": ("Open model weights?", "Open weights"),
        "access_notes": ("Accessibility notes",),
        "reference": ("Reference",),
        "link": ("Link",),
    }
)


class Columns:
    """Finds the cells of a table by what they say."""

    def __init__(self, table: Table, mapping: Mapping[str, str]) -> None:
        """Match the header; ``mapping`` names columns that are called otherwise.

        Raises InvalidInput on ``columns`` for a mapping that leads nowhere, UnreadableFile where no
        column holds the models' names.
        """
        self._places = {header.casefold(): place for place, header in enumerate(table.header)}
        self._header = table.header
        self._check(mapping)
        self.named = {
            meaning: header
            for meaning, usual in HEADERS.items()
            if (header := self._find((mapping[meaning],) if meaning in mapping else usual))
        }
        if "name" not in self.named:
            found = ", ".join(header for header in table.header if header)[:300]
            told = _("No column is called “Model”, so no row has a name. The columns are: {found}.")
            raise UnreadableFile(told.format(found=found))

    def _check(self, mapping: Mapping[str, str]) -> None:
        for meaning, header in mapping.items():
            if meaning not in HEADERS:
                known = ", ".join(HEADERS)
                raise InvalidInput(
                    _("“{meaning}” is nothing a column can say; choose from: {known}.").format(
                        meaning=meaning, known=known
                    ),
                    field="columns",
                )
            if self._find((header,)) is None:
                raise InvalidInput(
                    _("The file has no column “{header}”.").format(header=header), field="columns"
                )

    def _find(self, headers: tuple[str, ...]) -> str | None:
        places = (self._places.get(" ".join(header.split()).casefold()) for header in headers)
        return next((self._header[place] for place in places if place is not None), None)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that nothing is read from."""
        return tuple(one for one in self._header if one and one not in self.named.values())

    @property
    def absent(self) -> tuple[str, ...]:
        """What no column of the file says."""
        return tuple(meaning for meaning in HEADERS if meaning not in self.named)

    def check_width(self, row: Row) -> None:
        """Refuse a row with more or fewer cells than the header."""
        if len(row.cells) != len(self._header):
            raise InvalidInput(
                _(
                    "The row has {count} cells and the header {expected}; look for "
                    "a missing or an extra separator."
                ).format(count=len(row.cells), expected=len(self._header)),
                field="row",
            )

    def cell(self, row: Row, meaning: str) -> str:
        """Read a cell; empty where there is no such column."""
        header = self.named.get(meaning)
        return row.cells[self._places[header.casefold()]] if header else ""

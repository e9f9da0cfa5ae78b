"""Rows of a form for what was removed or blackened; rows that are left empty say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.models.redactions import Redaction, RedactionGround
from obligations.services import redactions
from providers.errors import InvalidInput

ROWS = len(RedactionGround)
NAMES = ("removed", "ground", "because")


def _fields() -> dict[str, forms.Field]:
    return {
        "removed": fields.prose(
            _("What was removed"),
            rows=2,
            max_length=redactions.REMOVED_LIMIT,
            help_text=_("Say what kind of thing it was and where, without giving it away."),
        ),
        "ground": forms.ChoiceField(
            label=_("Ground"),
            required=False,
            choices=[("", _("Choose a ground")), *RedactionGround.choices],
        ),
        "because": fields.prose(_("Why this ground applies"), rows=2),
    }


class WithRedactions(forms.Form):
    """A form whose ``cleaned_data["redactions"]`` are the rows that were filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, ROWS + 1):
            for name, field in _fields().items():
                self.fields[f"{name}_{row}"] = field

    @property
    def redaction_rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The rows with their numbers, for the page."""
        return [(row, self._row(row)) for row in range(1, ROWS + 1)]

    @property
    def states_redactions(self) -> bool:
        """Whether anything was typed into a row; then the page shows the rows at once."""
        return any(field.value() for _row, shown in self.redaction_rows for field in shown)

    def clean(self) -> dict[str, Any] | None:
        """Read the rows, and say beside each field what is wrong with it."""
        given = super().clean() or self.cleaned_data
        given["redactions"] = list(self._read(given))
        return given

    def _row(self, row: int) -> list[forms.BoundField]:
        return [self[f"{name}_{row}"] for name in NAMES]

    def _read(self, given: dict[str, Any]) -> Iterator[Redaction]:
        for row in range(1, ROWS + 1):
            told = {name: given.pop(f"{name}_{row}", "") for name in NAMES}
            if not any(told.values()) or self.errors.keys() & {f"{name}_{row}" for name in NAMES}:
                continue
            if not told["ground"]:
                self.add_error(f"ground_{row}", _("Choose the ground."))
                continue
            try:
                yield from redactions.checked([Redaction(**told)])
            except InvalidInput as refusal:
                for problem in refusal.problems:
                    self.add_error(f"{problem.field.rpartition('.')[2]}_{row}", problem.message)

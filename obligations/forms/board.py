"""The filters of the board, as they stand in the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from obligations import words
from obligations.law.freshness import Freshness
from obligations.law.workflow import Claim, Decision, WorkStatus
from providers.models import AIModel, User

ANY = ("", "Any")
STANDINGS = (
    ("", "In force"),
    ("owed", "Owed"),
    ("enforceable", "Owed and enforceable today"),
    ("undetermined", "Not enough is known"),
    ("ended", "Ended"),
    ("all", "All, ended too"),
)
TEXTS = (
    ANY,
    ("ai-act", "AI Act"),
    ("transparency", "Code: Transparency"),
    ("copyright", "Code: Copyright"),
    ("safety-security", "Code: Safety and Security"),
)
NEARNESS = (
    ANY,
    ("overdue", "Overdue"),
    ("due-today", "Due today"),
    ("next-14", "In the next 14 days"),
    ("within-14", "Today or within 14 days"),
    ("within-30", "Today or within 30 days"),
    ("within-90", "Today or within 90 days"),
    ("none", "Later, or no day set"),
)
COLUMNS = (
    ("work", "Work"),
    ("claim", "Claim"),
    ("decision", "Decision"),
    ("evidence", "Evidence"),
    ("assignee", "Assigned to"),
    ("changed", "Changed"),
)
SORTS = ("due", "-due", "key", "-key", "changed", "-changed")


def _choices(kind: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [ANY, *((str(value), words.word(kind, value).text) for value in values)]


class BoardFilter(forms.Form):
    """What to show; everything may be left open."""

    q = forms.CharField(label="Search", required=False, max_length=200)
    model = forms.ChoiceField(label="Model", required=False)
    text = forms.ChoiceField(label="Text", choices=TEXTS, required=False)
    standing = forms.ChoiceField(label="Law's answer", choices=STANDINGS, required=False)
    near = forms.ChoiceField(label="Deadline", choices=NEARNESS, required=False)
    work = forms.ChoiceField(label="Work", choices=_choices("work", WorkStatus), required=False)
    claim = forms.ChoiceField(
        label="Provider's claim", choices=_choices("claim", ["none", *Claim]), required=False
    )
    decision = forms.ChoiceField(
        label="Reviewer's decision", choices=_choices("decision", Decision), required=False
    )
    evidence = forms.ChoiceField(
        label="Evidence", choices=_choices("evidence", Freshness), required=False
    )
    assignee = forms.ChoiceField(label="Assigned to", required=False)
    due_before = forms.DateField(
        label="Due before",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a real day, such as 2026-12-31."},
    )
    columns = forms.MultipleChoiceField(
        label="Columns",
        choices=COLUMNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: all of them.",
    )
    sort = forms.ChoiceField(
        choices=[(s, s) for s in SORTS], required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, data: Any, *, models: Sequence[AIModel], people: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        model = self.fields["model"]
        assert isinstance(model, forms.ChoiceField)  # noqa: S101 -- declared above
        model.choices = [
            ANY,
            ("provider", "The provider itself"),
            *((str(one.pk), one.name) for one in models),
        ]
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ChoiceField)  # noqa: S101 -- declared above
        assignee.choices = [
            ANY,
            ("me", "Me"),
            ("nobody", "Nobody"),
            *((str(one.pk), str(one)) for one in people),
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the filters that are set and make sense; wrong ones are told beside their field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def has_rare(self) -> bool:
        """Say whether one of the filters kept behind "More filters" is set or wrong."""
        rare = {
            "text",
            "work",
            "claim",
            "decision",
            "evidence",
            "assignee",
            "due_before",
            "columns",
        }
        return bool(rare & {*self.chosen, *self.errors})

    @property
    def count(self) -> int:
        """Count the filters that are set, the order and the columns aside."""
        return len(self.chosen.keys() - {"sort", "columns"})

    @property
    def shown(self) -> frozenset[str]:
        """Name the columns to show beside duty and day."""
        return frozenset(self.chosen.get("columns") or (name for name, _ in COLUMNS))

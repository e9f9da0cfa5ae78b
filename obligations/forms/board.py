"""The filters of the board, as they stand in the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from obligations import words
from obligations.law.freshness import Freshness
from obligations.law.workflow import Claim, Decision, WorkStatus
from obligations.queries import texts
from providers.models import AIModel, Team, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ANY = ("", gettext_lazy("Any"))
STANDINGS = (
    ("", gettext_lazy("In force")),
    ("owed", gettext_lazy("Owed")),
    ("enforceable", gettext_lazy("Owed and enforceable today")),
    ("undetermined", gettext_lazy("Not enough is known")),
    ("ended", gettext_lazy("Ended")),
    ("all", gettext_lazy("All, ended too")),
)
TEXTS = (ANY, *((one.name, one.title) for one in texts.TEXTS))
NEARNESS = (
    ANY,
    ("overdue", gettext_lazy("Overdue")),
    ("due-today", gettext_lazy("Due today")),
    ("next-14", gettext_lazy("In the next 14 days")),
    ("within-14", gettext_lazy("Today or within 14 days")),
    ("within-30", gettext_lazy("Today or within 30 days")),
    ("within-90", gettext_lazy("Today or within 90 days")),
    ("none", gettext_lazy("Later, or no day set")),
)
TARGETS = (
    ANY,
    ("open", gettext_lazy("A day is set")),
    ("passed", gettext_lazy("Passed")),
    ("near", gettext_lazy("Passed or within 14 days")),
)
COLUMNS = (
    ("work", gettext_lazy("Work")),
    ("claim", gettext_lazy("Claim")),
    ("decision", gettext_lazy("Decision")),
    ("evidence", gettext_lazy("Evidence")),
    ("assignee", gettext_lazy("Assigned to")),
    ("changed", gettext_lazy("Changed")),
)
SORTS = ("due", "-due", "key", "-key", "changed", "-changed", "target", "-target")
TEAM = "team:"  # before the id of a team among those whom a duty is assigned to


def _choices(kind: str, values: Iterable[str]) -> list[tuple[str, StrOrPromise]]:
    return [ANY, *((str(value), words.word(kind, value).said) for value in values)]


def among_teams(teams: Iterable[Team]) -> list[tuple[StrOrPromise, list[tuple[str, str]]]]:
    """Give the teams as one group of choices below the people; none where there is no team."""
    named = [(f"{TEAM}{one.pk}", one.name) for one in teams]
    return [(gettext("Teams"), named)] if named else []


class BoardFilter(forms.Form):
    """What to show; everything may be left open."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    model = forms.ChoiceField(label=gettext_lazy("Model"), required=False)
    text = forms.ChoiceField(label=gettext_lazy("Text"), choices=TEXTS, required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Law's answer"), choices=STANDINGS, required=False
    )
    near = forms.ChoiceField(label=gettext_lazy("Deadline"), choices=NEARNESS, required=False)
    work = forms.ChoiceField(
        label=gettext_lazy("Work"), choices=_choices("work", WorkStatus), required=False
    )
    claim = forms.ChoiceField(
        label=gettext_lazy("Provider's claim"),
        choices=_choices("claim", ["none", *Claim]),
        required=False,
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Reviewer's decision"),
        choices=_choices("decision", Decision),
        required=False,
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("Evidence"), choices=_choices("evidence", Freshness), required=False
    )
    assignee = forms.ChoiceField(label=gettext_lazy("Assigned to"), required=False)
    due_before = forms.DateField(
        label=gettext_lazy("Due before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Enter a real day, such as 2026-12-31.")},
    )
    target = forms.ChoiceField(
        label=gettext_lazy("Own target day, not handed in"), choices=TARGETS, required=False
    )
    target_before = forms.DateField(
        label=gettext_lazy("Own target day before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Enter a real day, such as 2026-12-31.")},
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=COLUMNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all of them."),
    )
    sort = forms.ChoiceField(
        choices=[(s, s) for s in SORTS], required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: Any,
        *,
        models: Sequence[AIModel],
        people: Sequence[User],
        teams: Iterable[Team] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        model = self.fields["model"]
        assert isinstance(model, forms.ChoiceField)  # noqa: S101 -- declared above
        model.choices = [
            ANY,
            ("provider", gettext("The provider itself")),
            *((str(one.pk), one.name) for one in models),
        ]
        assignee = self.fields["assignee"]
        assert isinstance(assignee, forms.ChoiceField)  # noqa: S101 -- declared above
        assignee.choices = [
            ANY,
            ("me", gettext("Me")),
            ("nobody", gettext("Nobody")),
            *((str(one.pk), str(one)) for one in people),
            *among_teams(teams),
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
            "target",
            "target_before",
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

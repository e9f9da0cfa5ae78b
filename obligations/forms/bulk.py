"""One change for many duties: which ones, and what of each is left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from obligations.forms import fields
from obligations.forms.board import TEAM, among_teams
from obligations.services.bulk import KEEP, Keep
from providers.errors import InvalidInput
from providers.models import Team, User

UNCHANGED = ("", gettext_lazy("Leave as it is"))


def chosen(values: Iterable[str]) -> dict[UUID, int]:
    """Read which duties were ticked, each with the revision the person saw (``uuid.revision``).

    Raises InvalidInput for anything else.
    """
    found = {}
    for value in values:
        pk, _, revision = value.partition(".")
        try:
            found[UUID(pk)] = int(revision)
        except ValueError:
            raise InvalidInput(gettext("A chosen duty could not be read. Choose again.")) from None
    return found


class AssignManyForm(forms.Form):
    """Who works on the chosen duties, and the provider's own target day for them."""

    assignee = forms.ChoiceField(label=gettext_lazy("Assigned to"), required=False)
    target = forms.ChoiceField(
        label=gettext_lazy("Own target day"),
        required=False,
        choices=[
            UNCHANGED,
            ("set", gettext_lazy("Set the day below")),
            ("clear", gettext_lazy("Take the day away")),
        ],
    )
    target_on = fields.day(
        gettext_lazy("Day"), help_text=gettext_lazy("The provider's own day. It moves no deadline.")
    )

    def __init__(
        self, *args: Any, people: Sequence[User], teams: Iterable[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.people = {str(one.pk): one for one in people}
        self.teams = {f"{TEAM}{one.pk}": one for one in teams}
        choice = self.fields["assignee"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        named = [(pk, str(one)) for pk, one in self.people.items()]
        choice.choices = [
            UNCHANGED,
            ("nobody", gettext("Nobody")),
            *named,
            *among_teams(self.teams.values()),
        ]

    def clean(self) -> dict[str, Any]:
        """Turn the choices into what the service takes; a day that is typed is a day to set."""
        given = self.cleaned_data
        asked, day = given.get("target", ""), given.get("target_on")
        if asked == "set" and day is None and "target_on" not in self.errors:
            self.add_error("target_on", gettext("Give the day."))
        if asked == "clear" and day is not None:
            self.add_error("target_on", gettext("Either set this day or take the day away."))
        given["target_on"] = None if asked == "clear" else day or KEEP
        given["team"] = self.teams.get(given.get("assignee", ""))
        given["assignee"] = self._person(given.get("assignee", ""))
        return given

    def _person(self, value: str) -> User | Keep | None:
        if value == "nobody":
            return None
        return self.people.get(value, KEEP)


class SaveFilterForm(forms.Form):
    """The name under which the filters of an address are kept."""

    name = forms.CharField(
        label=gettext_lazy("Name of this view"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the view a name.")},
    )
    page = forms.ChoiceField(
        choices=[("duties", gettext_lazy("Table")), ("matrix", gettext_lazy("Matrix"))],
        widget=forms.HiddenInput,
    )
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

"""What people settle about a duty: who works on it, until when, and how it is demonstrated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from obligations import words
from obligations.forms import fields
from obligations.law.workflow import Route
from obligations.queries.routes import Way
from providers.models import Team, User


class AssignForm(forms.Form):
    """Who works on a duty, and the provider's own target day."""

    assignee = forms.ModelChoiceField(
        label=_("Assigned to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        error_messages={"invalid_choice": _("Choose a member of this provider.")},
    )
    team = forms.ModelChoiceField(
        label=_("Or to a team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team"),
        error_messages={"invalid_choice": _("Choose a team of this provider.")},
    )
    target_on = fields.day(
        _("Own target day"), help_text=_("The provider's own day. It moves no deadline.")
    )
    revision = fields.revision()

    def __init__(
        self, *args: Any, people: Sequence[User], teams: QuerySet[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        choice, team = self.fields["assignee"], self.fields["team"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- declared above
        assert isinstance(team, forms.ModelChoiceField)  # noqa: S101 -- declared above
        choice.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name")
        team.queryset = teams


class RouteForm(forms.Form):
    """How a duty is demonstrated; ways that are closed are shown with their reason, not offered."""

    route = forms.ChoiceField(
        label=_("Way of demonstrating"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a way.")},
    )
    explanation = fields.prose(
        _("Explanation"),
        help_text=_(
            "Needed for other means: what is done instead, and why it is adequate. Needed too "
            "where a way replaces another: why."
        ),
    )
    revision = fields.revision()

    def __init__(self, *args: Any, ways: Sequence[Way], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        choice = self.fields["route"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        # All of them, because a closed way is refused by the service with its reason.
        choice.choices = [(one.value, words.word("route", one).said) for one in Route]
        if self.is_bound:
            return
        open_ones = {one.route.value for one in ways if one.is_open}
        choice.choices = [pair for pair in choice.choices if pair[0] in open_ones]

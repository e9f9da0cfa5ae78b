"""What people type in about the contents of a package."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.packages.models import GapReason, PackageItem, RedactionGround
from obligations.packages.purposes import Purpose
from obligations.packages.queries.choices import Choice
from obligations.phrasebook.shown import phrase
from obligations.services.redactions import REMOVED_LIMIT


class AnswersForm(forms.Form):
    """Which expected contents something supplies."""

    answers = forms.MultipleChoiceField(
        label=_("It supplies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the contents shown.")},
    )

    def __init__(self, *args: Any, purpose: Purpose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        field = self.fields["answers"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            (one.key, f"{phrase(one.title)} ({phrase(one.cite)})") for one in purpose.expects
        ]
        if not purpose.expects:
            del self.fields["answers"]


class ChooseForm(AnswersForm):
    """Things recorded in this product."""

    things = forms.MultipleChoiceField(
        label=_("Recorded here"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what to put in."),
            "invalid_choice": _("There is no such thing any more. Look at the list again."),
        },
    )
    field_order = ("things", "answers")

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["things"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [(f"{one.kind}:{one.id}", f"{one.title} ({_told(one)})") for one in choices]


def _told(choice: Choice) -> str:
    return (
        _("{told}; fits the purpose").format(told=choice.told)
        if choice.is_suggested
        else choice.told
    )


class FileForm(AnswersForm):
    """A further file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("For instance a copy without what must not be given. Kept with this package."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty: it has no bytes."),
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it is called by the file's name."),
    )
    field_order = ("file", "title", "answers")

    def clean(self) -> dict[str, Any] | None:
        """Refuse several files: the form keeps one, and the others would be lost in silence."""
        if sum(len(self.files.getlist(name)) for name in self.files) > 1:
            self.add_error("file", _("Choose one file; put each in for itself."))
        return super().clean()


class GapForm(forms.Form):
    """Why an expected content is missing."""

    expected = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.ChoiceField(
        label=_("Why it is missing"),
        choices=GapReason.choices,
        error_messages={"required": _("Choose why it is missing.")},
    )
    because = fields.prose(
        _("In words"),
        rows=2,
        required=True,
        max_length=5000,
        help_text=_("The reader of the package sees this."),
        error_messages={"required": _("Say in words why it is missing.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class RedactForm(forms.Form):
    """What was removed from an item."""

    item = forms.ModelChoiceField(
        label=_("From which item"),
        queryset=PackageItem.objects.none(),
        empty_label=_("Choose an item"),
        error_messages={
            "required": _("Choose the item."),
            "invalid_choice": _("There is no such item in the package."),
        },
    )
    removed = fields.prose(
        _("What was removed"),
        rows=2,
        required=True,
        max_length=REMOVED_LIMIT,
        help_text=_("Say what kind of thing it was and where, without giving it away."),
        error_messages={"required": _("Say what was removed.")},
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=RedactionGround.choices)
    because = fields.prose(_("Why this ground applies"), rows=2, max_length=5000)
    removed_by = forms.CharField(
        label=_("Removed by"), max_length=200, required=False, help_text=_("Left empty: you.")
    )

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = items

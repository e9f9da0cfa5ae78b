"""What people type in about a package: its purpose, its words, what it serves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.models import Deadline
from obligations.packages.models import Channel, Status
from obligations.packages.purposes import purposes
from obligations.packages.services.packages import (
    ADDRESS_LIMIT,
    MESSAGE_LIMIT,
    OFFICE,
    TITLE_LIMIT,
)
from obligations.phrasebook.shown import phrase
from providers import reader, written
from providers.models import AIModel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class _Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class WordsForm(_Plain):
    """Title, addressee, channel and letter of a package."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LIMIT)
    addressed_to = forms.CharField(
        label=_("Addressed to"), max_length=ADDRESS_LIMIT, initial=OFFICE
    )
    channel = forms.ChoiceField(label=_("How it is sent"), choices=Channel.choices)
    message = fields.prose(
        _("Letter"),
        rows=6,
        max_length=MESSAGE_LIMIT,
        help_text=_("Goes into the cover letter, above the lists of what is enclosed and missing."),
    )


class EditForm(WordsForm):
    """The same, based on what the person saw."""

    revision = fields.revision()


class NewForm(WordsForm):
    """A new package."""

    purpose = forms.ChoiceField(
        label=_("What it is for"),
        help_text=_("Decides what it is expected to hold."),
        error_messages={"required": _("Choose what the package is for.")},
    )
    model = forms.ModelChoiceField(
        label=_("Model"),
        queryset=AIModel.objects.none(),
        required=False,
        empty_label=_("None: it is about the provider"),
        error_messages={"invalid_choice": _("There is no such model.")},
    )
    field_order = ("purpose", "model", "title")

    def __init__(self, *args: Any, models: QuerySet[AIModel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, it is called by its purpose.")
        _choices(self.fields["purpose"], [("", _("Choose")), *_purposes()])
        _queryset(self.fields["model"], models)


class PackageFilter(_Plain):
    """Which packages to show."""

    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("Any")), *Status.choices], required=False
    )
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["purpose"], [("", _("Any")), *_purposes()])

    @property
    def chosen(self) -> dict[str, str]:
        """Give the filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LinkForm(_Plain):
    """A deadline that the package serves."""

    deadline = forms.ModelChoiceField(
        label=_("Deadline"),
        queryset=Deadline.objects.none(),
        empty_label=_("Choose a deadline"),
        error_messages={
            "required": _("Choose the deadline."),
            "invalid_choice": _("There is no such deadline."),
        },
    )

    def __init__(self, *args: Any, deadlines: QuerySet[Deadline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _queryset(self.fields["deadline"], deadlines)
        self.fields["deadline"].label_from_instance = _deadline  # type: ignore[attr-defined] # Django's hook


def _deadline(row: Deadline) -> str:
    about = f" ({phrase(row.matter_title)})" if row.matter_title else ""
    return f"{written.short_day(row.due_on, reader.language())}: {phrase(row.title)}{about}"


def _purposes() -> list[tuple[str, str]]:
    return [(one.key, f"{phrase(one.title)} ({phrase(one.cite)})") for one in purposes().values()]


def _choices(field: forms.Field, found: Iterable[tuple[str, StrOrPromise]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
    field.choices = list(found)


def _queryset(field: forms.Field, rows: QuerySet[Any]) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
    field.queryset = rows

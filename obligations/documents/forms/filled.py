"""A filled form as a file, and what to take from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.documents.queries.forms import Group
from obligations.forms import fields
from obligations.phrasebook.shown import phrase


class BringInForm(forms.Form):
    """The file of a filled form."""

    file = forms.FileField(
        label=gettext_lazy("Filled form"),
        help_text=gettext_lazy(
            "The official Model Documentation Form, or a Word file made here (.docx)."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty: it has no bytes."),
        },
    )

    def clean(self) -> dict[str, Any] | None:
        """Refuse several files: one would be read and the others lost in silence."""
        if sum(len(self.files.getlist(name)) for name in self.files) > 1:
            self.add_error("file", _("Choose one file; bring in each for itself."))
        return super().clean()


class TakeForm(forms.Form):
    """The items to take over, and the revision of the document they were compared with."""

    items = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Choose among the items that can be taken over.")
        },
    )
    revision = fields.revision()

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [one for group in groups for one in group.items if one.can_be_taken]
        self.fields["items"].choices = [(one.item.key, phrase(one.item.label)) for one in items]  # type: ignore[attr-defined] # a choice

    @property
    def chosen(self) -> set[str]:
        """Give what was ticked, as it was sent."""
        return {str(one) for one in self["items"].value() or ()}

"""What people type in when they record evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from obligations.forms import fields
from obligations.models import Duty, Evidence

TITLE_LIMIT = 300


class _Particulars(forms.Form):
    """The period a version covers, and a note about it."""

    covers_from = fields.day("Covers from")
    covers_to = fields.day(
        "Covers to", help_text="The last day it speaks for. After it the evidence counts as stale."
    )
    note = fields.prose("Note", rows=2, help_text="Anything a later reader needs to know.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class _Piece(_Particulars):
    """A new piece of evidence for a duty, and for others it may speak for too."""

    title = forms.CharField(
        label="Title",
        max_length=TITLE_LIMIT,
        error_messages={"required": "Give the evidence a title."},
    )
    proves = fields.prose(
        "What it proves", rows=2, help_text="For a reader who does not know your company."
    )
    also_for = forms.ModelMultipleChoiceField(
        label="It also speaks for",
        queryset=Duty.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the duties shown."},
    )
    field_order = ("file", "url", "statement", "title", "proves", "covers_from", "covers_to")

    def __init__(self, *args: Any, related: QuerySet[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also_for = self.fields["also_for"]
        assert isinstance(also_for, forms.ModelMultipleChoiceField)  # noqa: S101 -- declared above
        also_for.queryset = related
        also_for.label_from_instance = _name  # type: ignore[method-assign, assignment] # Django's own hook
        if not related:
            del self.fields["also_for"]


def _name(duty: Duty) -> str:
    return f"{duty.cite}: {duty.obligation.title}"


class _WithFile(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="Any kind of file. Its SHA-256 is computed while it arrives.",
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty: it has no bytes.",
        },
    )

    def clean(self) -> dict[str, Any] | None:
        """Refuse several files: the form keeps one, and the others would be lost in silence."""
        sent = sum(len(self.files.getlist(name)) for name in self.files)
        if sent > 1:
            self.add_error("file", "Choose one file; record each file for itself.")
        return super().clean()


class _WithLink(forms.Form):
    # A text field, because the service says more about what is wrong with an address.
    url = forms.CharField(
        label="Web address",
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="What stands there is not copied. Record a file where it may change.",
        error_messages={"required": "Give the web address."},
    )


class _WithStatement(forms.Form):
    statement = fields.prose(
        "Statement", rows=6, required=True, error_messages={"required": "Write the statement."}
    )


class FileForm(_Piece, _WithFile):
    """A file as a new piece of evidence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Left empty, it is called by the file's name."


class LinkForm(_Piece, _WithLink):
    """A web address as a new piece of evidence."""


class StatementForm(_Piece, _WithStatement):
    """A written statement as a new piece of evidence."""


class FileVersionForm(_Particulars, _WithFile):
    """A newer file of a piece."""

    field_order = ("file",)


class LinkVersionForm(_Particulars, _WithLink):
    """A newer address of a piece."""

    field_order = ("url",)


class StatementVersionForm(_Particulars, _WithStatement):
    """A newer statement of a piece."""

    field_order = ("statement",)


NEW_PIECE = {"file": FileForm, "link": LinkForm, "statement": StatementForm}
NEW_VERSION = {"file": FileVersionForm, "link": LinkVersionForm, "statement": StatementVersionForm}


class AttachForm(forms.Form):
    """A piece recorded earlier, for one more duty."""

    evidence = forms.ModelChoiceField(
        label="Evidence recorded before",
        queryset=Evidence.objects.none(),
        empty_label="Choose evidence",
        error_messages={
            "required": "Choose the evidence.",
            "invalid_choice": "There is no such evidence.",
        },
    )

    def __init__(self, *args: Any, evidence: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        choice = self.fields["evidence"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- declared above
        choice.queryset = evidence


class UseForm(forms.Form):
    """One more duty for a piece."""

    duty = forms.ModelChoiceField(
        label="Duty",
        queryset=Duty.objects.none(),
        empty_label="Choose a duty",
        error_messages={
            "required": "Choose the duty.",
            "invalid_choice": "There is no such duty.",
        },
    )

    def __init__(self, *args: Any, duties: QuerySet[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        choice = self.fields["duty"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- declared above
        choice.queryset = duties
        choice.label_from_instance = _named_with_model  # type: ignore[method-assign, assignment] # Django's hook


def _named_with_model(duty: Duty) -> str:
    return f"{duty.ai_model.name if duty.ai_model else 'The provider itself'}: {_name(duty)}"


class WordsForm(forms.Form):
    """What a piece is called and what it proves."""

    title = forms.CharField(
        label="Title",
        max_length=TITLE_LIMIT,
        error_messages={"required": "Give the evidence a title."},
    )
    proves = fields.prose("What it proves", rows=2)
    revision = fields.revision()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class WithdrawForm(forms.Form):
    """Why something is withdrawn."""

    because = fields.prose(
        "Reason", rows=2, required=True, error_messages={"required": "Give the reason."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

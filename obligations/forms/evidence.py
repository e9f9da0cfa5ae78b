"""What people type in when they record evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.forms.offers import offer
from obligations.forms.redactions import WithRedactions
from obligations.models import Duty, Evidence, Upload
from obligations.phrasebook.shown import phrase

TITLE_LIMIT = 300


class _Particulars(WithRedactions):
    """The period a version covers, a note about it, and what was removed from it."""

    covers_from = fields.day(_("Covers from"))
    covers_to = fields.day(
        _("Covers to"),
        help_text=_("The last day it speaks for. After it the evidence counts as stale."),
    )
    note = fields.prose(_("Note"), rows=2, help_text=_("Anything a later reader needs to know."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class _Piece(_Particulars):
    """A new piece of evidence for a duty, and for others it may speak for too."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LIMIT,
        error_messages={"required": _("Give the evidence a title.")},
    )
    proves = fields.prose(
        _("What it proves"), rows=2, help_text=_("For a reader who does not know your company.")
    )
    also_for = forms.ModelMultipleChoiceField(
        label=_("It also speaks for"),
        queryset=Duty.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the duties shown.")},
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
    return f"{phrase(duty.cite)}: {phrase(duty.obligation.title)}"


class WithFiles(forms.Form):
    """Files that come with the form, and those that were sent before it."""

    several = True

    file = fields.ManyFiles(
        label=_("File"),
        required=False,
        help_text=_("Any kind of file. Its SHA-256 is computed while it arrives."),
    )
    uploads = forms.ModelMultipleChoiceField(
        queryset=Upload.objects.none(),
        required=False,
        widget=forms.MultipleHiddenInput,
        error_messages={
            "invalid_choice": _("An upload is not here any more. Choose its file again."),
            "invalid_pk_value": _("An upload is not here any more. Choose its file again."),
        },
    )

    def __init__(self, *args: Any, sent: QuerySet[Upload] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        uploads = self.fields["uploads"]
        assert isinstance(uploads, forms.ModelMultipleChoiceField)  # noqa: S101 -- declared above
        self.sent = Upload.objects.none() if sent is None else sent
        uploads.queryset = self.sent
        if self.several:
            self.fields["file"].label = _("Files")
        else:
            self.fields["file"].widget = forms.FileInput()

    @property
    def kept(self) -> list[Upload]:
        """The uploads that wait for this form to be sent again."""
        named = set(self.data.getlist("uploads")) if self.is_bound else set()  # type: ignore[attr-defined] # a QueryDict
        return [one for one in self.sent.all() if str(one.pk) in named] if named else []

    def keep(self, more: list[Upload]) -> None:
        """Hold files that came with the form, so that nobody has to choose them again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for one in more:
            data.appendlist("uploads", str(one.pk))
        self.data = data


class _WithFile(WithFiles):
    """Files that are the content: at least one."""

    def clean(self) -> dict[str, Any] | None:
        """Count the files: a version takes one, and others would be lost in silence."""
        given = super().clean() or self.cleaned_data
        elsewhere = [name for name in self.files if name != "file"]
        # As they came: a field for one file takes the last of several.
        count = len(self.files.getlist("file")) + len(given.get("uploads") or ())
        if not count and not {"file", "uploads"} & self.errors.keys():
            self.add_error("file", gettext("Choose a file."))
        if elsewhere or (count > 1 and not self.several):
            self.add_error("file", gettext("Choose one file; a version holds one."))
        return given


class _WithLink(forms.Form):
    # A text field, because the service says more about what is wrong with an address.
    url = forms.CharField(
        label=_("Web address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("What stands there is not copied. Record a file where it may change."),
        error_messages={"required": _("Give the web address.")},
    )


class _WithStatement(forms.Form):
    statement = fields.prose(
        _("Statement"),
        rows=6,
        required=True,
        error_messages={"required": _("Write the statement.")},
    )


class FileForm(_Piece, _WithFile):
    """Files, each as a new piece of evidence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "Left empty, it is called by the file’s name. Of several files, each is called by the "
            "title and its own name."
        )


class LinkForm(_Piece, _WithLink):
    """A web address as a new piece of evidence."""


class StatementForm(_Piece, _WithStatement):
    """A written statement as a new piece of evidence."""


class FileVersionForm(_Particulars, _WithFile):
    """A newer file of a piece."""

    several = False

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
        label=_("Evidence recorded before"),
        queryset=Evidence.objects.none(),
        empty_label=_("Choose evidence"),
        error_messages={
            "required": _("Choose the evidence."),
            "invalid_choice": _("There is no such evidence."),
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
        label=_("Duty"),
        queryset=Duty.objects.none(),
        empty_label=_("Choose a duty"),
        error_messages={
            "required": _("Choose the duty."),
            "invalid_choice": _("There is no such duty."),
        },
    )

    def __init__(self, *args: Any, duties: QuerySet[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        offer(self.fields["duty"], duties, _named_with_model)


def _named_with_model(duty: Duty) -> str:
    return (
        f"{duty.ai_model.name if duty.ai_model else gettext('The provider itself')}: {_name(duty)}"
    )


class WordsForm(forms.Form):
    """What a piece is called and what it proves."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LIMIT,
        error_messages={"required": _("Give the evidence a title.")},
    )
    proves = fields.prose(_("What it proves"), rows=2)
    revision = fields.revision()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class WithdrawForm(forms.Form):
    """Why something is withdrawn."""

    because = fields.prose(
        _("Reason"), rows=2, required=True, error_messages={"required": _("Give the reason.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

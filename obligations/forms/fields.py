"""Fields that several forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REAL_DAY = _("Enter a real day, such as 2026-12-31.")


def day(
    label: StrOrPromise,
    *,
    help_text: StrOrPromise = "",
    required: bool = False,
    missing: StrOrPromise | None = None,
) -> forms.DateField:
    """Make a day, typed or picked; ``missing`` is said where one is required and none is given."""
    said = {"invalid": REAL_DAY} | ({} if missing is None else {"required": missing})
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=said,
    )


def prose(
    label: StrOrPromise, *, rows: int = 3, required: bool = False, **kwargs: Any
) -> forms.CharField:
    """Make a field for more than a line of text."""
    kwargs.setdefault("max_length", 20_000)
    widget = forms.Textarea(attrs={"rows": rows})
    made = forms.CharField(label=label, required=required, widget=widget, **kwargs)
    # With maxlength a browser cuts a pasted text off in silence; over the limit it is told instead.
    made.widget.attrs.pop("maxlength", None)
    return made


class _ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files at once, as they arrived; the service says what is wrong with one."""

    widget = _ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Take them as a list, also from an input for one; see only whether one is needed."""
        found = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


def belong_to(form: forms.Form, form_id: str) -> None:
    """Let inputs that stand elsewhere on the page be sent with the form of that id."""
    for field in form.fields.values():
        field.widget.attrs["form"] = form_id


def revision() -> forms.IntegerField:
    """Make the hidden number that says which state of a row the person saw."""
    return forms.IntegerField(
        label=_("The state you saw"),
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2_000_000_000,
        error_messages={"required": _("Reload the page and try again.")},
    )

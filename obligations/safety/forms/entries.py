"""The form of an entry, made from the items its kind declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.documents.models import DocumentVersion
from obligations.documents.outlines import Item, Kind, outline
from obligations.forms import fields
from obligations.phrasebook.shown import phrase
from obligations.safety.kinds import EntryKind
from obligations.safety.models import Entry
from providers import reader, written

SHORT = (
    "name",
    "risk",
    "evaluation",
    "count",
    "approver",
    "body",
    "channel",
    "reference",
    "owner",
    "decided_by",
    "who",
)
TRUTH = {"": None, "yes": True, "no": False}


class EntryForm(forms.Form):
    """What one kind of entry asks for; what is wrong is said by the service, at its field."""

    def __init__(
        self,
        *args: Any,
        kind: EntryKind,
        versions: QuerySet[DocumentVersion],
        references: QuerySet[Entry],
        is_correction: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.kind = kind
        if kind.documents:
            self.fields["version"] = _version(versions)
        if kind.about:
            self.fields["about"] = _about(references)
        self.fields["on"] = fields.day(_(kind.on_label), required=True)
        for item in kind.items:
            self.fields[item.key] = _MADE.get(item.kind, _prose)(item)
        if is_correction:
            self.fields["correction_because"] = fields.prose(
                _("Why it is corrected"),
                rows=2,
                required=True,
                error_messages={"required": _("Say why it is corrected.")},
            )

    def value(self) -> dict[str, Any]:
        """Give the items as the service takes them; what is left open is left out."""
        found: dict[str, Any] = {}
        for item in self.kind.items:
            raw = self.cleaned_data.get(item.key)
            if item.kind is Kind.YES_NO:
                raw = TRUTH[raw or ""]
            elif item.kind is Kind.LIST:
                raw = [line.strip() for line in (raw or "").splitlines() if line.strip()]
            if raw not in (None, "", []):
                found[item.key] = raw
        return found


def _version(rows: QuerySet[DocumentVersion]) -> forms.Field:
    field = forms.ModelChoiceField(
        label=_("Version"),
        queryset=rows,
        empty_label=_("Choose a frozen version"),
        help_text=_("Versions are frozen on the page where the document is written."),
        error_messages={
            "required": _("Choose the version."),
            "invalid_choice": _("There is no such version."),
        },
    )
    field.label_from_instance = _title  # type: ignore[method-assign, assignment] # Django's hook
    return field


def _title(version: DocumentVersion) -> str:
    about = version.document.ai_model or version.document.provider
    return _("{title}: {about}, version {number}").format(
        title=phrase(outline(version.document.kind).title), about=about.name, number=version.number
    )


def _about(rows: QuerySet[Entry]) -> forms.Field:
    field = forms.ModelChoiceField(
        label=_("Reference model"),
        queryset=rows,
        empty_label=_("Choose a reference model"),
        error_messages={
            "required": _("Choose the reference model."),
            "invalid_choice": _("There is no such reference model."),
        },
    )
    field.label_from_instance = _reference  # type: ignore[method-assign, assignment] # Django's hook
    return field


def _reference(entry: Entry) -> str:
    return _("{name}, since {day}").format(
        name=entry.value["name"], day=written.day(entry.on, reader.language())
    )


def _prose(item: Item) -> forms.Field:
    if item.key in SHORT:
        return forms.CharField(
            label=_(item.label),
            help_text=_(item.help),
            required=not item.is_optional,
            max_length=200,
        )
    return fields.prose(
        _(item.label), rows=3, required=not item.is_optional, help_text=_(item.help)
    )


def _list(item: Item) -> forms.Field:
    return fields.prose(_(item.label), rows=4, help_text=_(item.help))


def _day(item: Item) -> forms.Field:
    return fields.day(_(item.label), help_text=_(item.help), required=not item.is_optional)


def _yes_no(item: Item) -> forms.Field:
    choices = [("yes", _("Yes")), ("no", _("No"))]
    return forms.ChoiceField(
        label=_(item.label),
        help_text=_(item.help),
        required=not item.is_optional,
        choices=[("", _("Not known")), *choices]
        if item.is_optional
        else [("", _("Choose")), *choices],
    )


def _choice(item: Item) -> forms.Field:
    empty = _("Not stated") if item.is_optional else _("Choose")
    return forms.ChoiceField(
        label=_(item.label),
        help_text=_(item.help),
        required=not item.is_optional,
        choices=[("", empty), *((key, _(words)) for key, words in item.options.items())],
    )


def _choices(item: Item) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_(item.label),
        help_text=_(item.help),
        required=not item.is_optional,
        choices=[(key, _(words)) for key, words in item.options.items()],
        widget=forms.CheckboxSelectMultiple,
    )


_MADE: dict[Kind, Callable[[Item], forms.Field]] = {
    Kind.LIST: _list,
    Kind.DAY: _day,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    because = fields.prose(
        gettext_lazy("Reason"),
        rows=2,
        required=True,
        error_messages={"required": gettext_lazy("Give the reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


def listed(entry: Entry) -> dict[str, Any]:
    """Give an entry's values as a form shows them."""
    shown = {True: "yes", False: "no"}
    return {
        key: "\n".join(value)
        if isinstance(value, list) and key not in _checked(entry)
        else shown.get(value, value)
        if isinstance(value, bool)
        else value
        for key, value in entry.value.items()
    }


def _checked(entry: Entry) -> tuple[str, ...]:
    return ("types", "capabilities", "propensities", "affordances")

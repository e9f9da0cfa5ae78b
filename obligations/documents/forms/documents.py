"""What people type in besides the answers themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from obligations.documents.exports.renditions import FORMATS, RECIPIENTS
from obligations.documents.outlines import Outline, outlines
from obligations.documents.services import renditions
from obligations.forms import fields
from obligations.phrasebook.shown import phrase
from providers.models import AIModel


class StartForm(forms.Form):
    """The kind of a new document, and the model it is about."""

    kind = forms.ChoiceField(label=_("Document"))
    model = forms.ModelChoiceField(
        AIModel.objects.none(),
        label=_("Model"),
        required=False,
        empty_label=_("None: it is about the provider"),
        error_messages={"invalid_choice": _("There is no such model.")},
    )

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.kind, phrase(one.title)) for one in outlines().values()]  # type: ignore[attr-defined] # a choice
        self.fields["model"].queryset = models  # type: ignore[attr-defined] # a choice of rows


class VersionForm(forms.Form):
    """What changed, for the next version."""

    changes = fields.prose(
        _("What changed, and why"),
        required=True,
        max_length=10_000,
        help_text=_("For whoever compares versions later. Recipients do not get it."),
        error_messages={"required": _("Say what changed since the last version, and why.")},
    )
    revision = fields.revision()


class RenderForm(forms.Form):
    """For whom a file is made, and how."""

    recipient = forms.ChoiceField(label=_("For"))
    file_format = forms.ChoiceField(label=_("Format"), choices=list(FORMATS.items()))
    legal_basis = fields.prose(
        _("Legal basis of the request"),
        rows=2,
        max_length=5_000,
        help_text=_("Stands on the cover, as the request states it."),
    )
    purpose = fields.prose(_("Purpose of the request"), rows=2, max_length=5_000)
    items = forms.MultipleChoiceField(
        label=_("Only these items"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A request covers what is strictly necessary. None chosen: all they may read."),
        error_messages={"invalid_choice": _("Choose among the items shown.")},
    )

    def __init__(self, *args: Any, outlined: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one, gettext(RECIPIENTS[one])) for one in renditions.recipients(outlined)]
        self.fields["recipient"].choices = named  # type: ignore[attr-defined] # a choice
        self.fields["items"].choices = [(one.key, phrase(one.label)) for one in outlined.items()]  # type: ignore[attr-defined] # a choice

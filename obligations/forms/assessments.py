"""What people type in about where a duty stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations import words
from obligations.forms import fields
from obligations.forms.evidence import WithFiles
from obligations.law.workflow import Claim

CLAIMS = [("", _("No claim yet")), *((one.value, words.word("claim", one).said) for one in Claim)]


class AssessmentForm(forms.Form):
    """A claim and the position behind it; both may stay open in a draft."""

    claim = forms.ChoiceField(label=_("Provider's claim"), choices=CLAIMS, required=False)
    position = fields.prose(
        _("Position"),
        rows=6,
        help_text=_("What was done, how it meets the text, and what is still missing."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class DraftForm(AssessmentForm):
    """A draft that exists already."""

    revision = fields.revision()


class CommentForm(WithFiles):
    """A remark, among the provider's people unless it is shared with the AI Office."""

    text = fields.prose(
        _("Comment"), required=True, error_messages={"required": _("Write the comment.")}
    )
    is_shared = forms.BooleanField(
        label=_("Share with the AI Office, as part of the latest submission"), required=False
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["file"].help_text = _("They go with the comment, and are no evidence.")
        if not may_share:
            del self.fields["is_shared"]

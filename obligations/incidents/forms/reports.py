"""What people type into a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.forms import fields
from obligations.incidents.forms.incidents import instant
from obligations.incidents.services.reports import REASON_LIMIT, SHORT_LIMIT, TEXT_LIMIT
from obligations.law.incident_reports import FIELDS, LINES, Field, Line
from obligations.phrasebook.shown import phrase

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ReportForm(forms.Form):
    """Every line of the template: what is stated, or why it is missing, and what was taken out."""

    revision = fields.revision()

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.stage = stage
        for line in LINES:
            self.fields[line.key] = _stated(line)
            self.fields[f"{line.key}-missing"] = _short(
                _("Missing: {line}, why").format(line=phrase(line.label)),
                _("Where it cannot be stated now, say why."),
            )
            self.fields[f"{line.key}-redacted"] = _short(
                _("Redacted: {line}").format(line=phrase(line.label)),
                _("What was taken out, and under which other Union law."),
            )

    @staticmethod
    def initial_of(answers: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Spread the answers of a report over the form's inputs."""
        found = {}
        for line in LINES:
            answer = answers.get(line.key, {})
            found[line.key] = answer.get("text", "")
            found[f"{line.key}-missing"] = answer.get("missing_because", "")
            found[f"{line.key}-redacted"] = answer.get("redacted", "")
        return found

    @staticmethod
    def is_in(data: Mapping[str, Any]) -> bool:
        """Say whether lines of a report came with what was posted."""
        return any(line.key in data for line in LINES)

    def answers(self) -> dict[str, dict[str, str]]:
        """Gather the inputs as answers."""
        given = self.cleaned_data
        return {
            line.key: {
                "text": given[line.key],
                "missing_because": given[f"{line.key}-missing"],
                "redacted": given[f"{line.key}-redacted"],
            }
            for line in LINES
        }

    def groups(self) -> list[tuple[Field, bool, list[dict[str, Any]]]]:
        """Give each field of the template, whether it is required now, and its bound inputs."""
        return [
            (
                field,
                field.is_required(field.required_from.__class__(self.stage)),
                [
                    {
                        "line": line,
                        "text": self[line.key],
                        "missing": self[f"{line.key}-missing"],
                        "redacted": self[f"{line.key}-redacted"],
                        "is_open": bool(
                            self[f"{line.key}-missing"].value()
                            or self[f"{line.key}-redacted"].value()
                            or self[f"{line.key}-missing"].errors
                            or self[f"{line.key}-redacted"].errors
                        ),
                    }
                    for line in field.lines
                ],
            )
            for field in FIELDS
        ]


def _stated(line: Line) -> forms.CharField:
    if line.is_short:
        return forms.CharField(label=phrase(line.label), required=False, max_length=SHORT_LIMIT)
    return fields.prose(phrase(line.label), rows=4, max_length=TEXT_LIMIT)


def _short(label: StrOrPromise, help_text: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=REASON_LIMIT, help_text=help_text
    )


class SubmitForm(forms.Form):
    """To whom a report went, how, and when; its inputs are sent with the draft."""

    recipients = forms.CharField(
        label=_("Sent to"),
        max_length=500,
        initial="AI Office",
        help_text=_("The AI Office, and the national authorities where applicable."),
    )
    channel = forms.CharField(
        label=_("By which channel"),
        max_length=200,
        help_text=_("Such as the AI Office's mailbox or portal."),
        error_messages={"required": _("Say how it was sent.")},
    )
    reference = forms.CharField(label=_("Reference of the receipt"), max_length=200, required=False)
    submitted_at = instant(_("Sent"), help_text=_("Left empty: now."))
    revision = fields.revision()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        fields.belong_to(self, "report")

"""How notices of each topic reach a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from obligations.models import Channel, Topic

MEANS = {
    Topic.DEADLINES: _("Days that come near or are past, duties newly owed, evidence going stale."),
    Topic.ASSIGNMENTS: _("A duty was given to you; for reviewers, access to a provider."),
    Topic.REVIEWS: _("Assessments submitted, taken back, accepted or returned."),
    Topic.COMMENTS: _("Somebody wrote about a duty you answer for."),
    Topic.INCIDENTS_AND_REQUESTS: _(
        "Incidents, requests of the AI Office, notifications, complaints and packages."
    ),
    Topic.LAW_CHANGES: _("Another text in use, changed standards, a way to demonstrate that fell."),
    Topic.OPERATIONS: _("Webhooks that were paused."),
}


class ChannelsForm(forms.Form):
    """One choice for each topic."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label,
                choices=Channel.choices,
                help_text=MEANS[topic],
                error_messages={"required": gettext("Choose how these notices reach you.")},
            )

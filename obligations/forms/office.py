"""What reviewers type in: filters, decisions, remarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from obligations.forms.fields import day, prose, revision
from obligations.law.workflow import AssessmentStatus, Claim
from obligations.queries import queues, texts
from obligations.queries.queues import Wanted
from obligations.words import word
from providers.models import Provider, User

STATUSES = [
    ("", gettext_lazy("Any")),
    ("decided", gettext_lazy("Decided")),
    *(
        (status.value, word("assessment", status).said)
        for status in AssessmentStatus
        if status is not AssessmentStatus.DRAFT
    ),
]
ANSWERS = [
    ("", gettext_lazy("Any")),
    *((state.value, word("answer", state).said) for state in queues.ANSWERS),
]
TEXTS = [("", gettext_lazy("Any")), *((one.name, one.title) for one in texts.TEXTS)]
CLAIMS = [("", gettext_lazy("Any")), *((claim.value, word("claim", claim).said) for claim in Claim)]
AGES = [
    ("", gettext_lazy("Any")),
    *(
        (str(days), format_lazy(gettext_lazy("{days} days or more"), days=days))
        for days in queues.AGES
    ),
]
ORDERS = [
    ("", gettext_lazy("Waiting, the oldest first")),
    ("clock", gettext_lazy("Nearest clock")),
    ("newest", gettext_lazy("Newest")),
]


NO_DAY = gettext_lazy("Give a day.")


class ProviderFilter(forms.Form):
    """Of which provider to show rows."""

    provider = forms.ChoiceField(label=gettext_lazy("Provider"), required=False)

    def __init__(self, data: Any, *, providers: Iterable[Provider], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choice = self.fields["provider"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [("", gettext("Any")), *((str(one.pk), one.name) for one in providers)]

    @property
    def provider_id(self) -> UUID | None:
        """Give the provider that was chosen; None for none, and for one that is not known."""
        self.is_valid()
        chosen = self.cleaned_data.get("provider")
        return UUID(chosen) if chosen else None


class SubmissionFilter(ProviderFilter):
    """Which submissions to show."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=STATUSES, required=False)
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer asked for"), choices=ANSWERS, required=False
    )
    text = forms.ChoiceField(label=gettext_lazy("Text"), choices=TEXTS, required=False)
    claim = forms.ChoiceField(label=gettext_lazy("Claim"), choices=CLAIMS, required=False)
    age = forms.ChoiceField(label=gettext_lazy("Submitted ago"), choices=AGES, required=False)
    order = forms.ChoiceField(label=gettext_lazy("Order"), choices=ORDERS, required=False)

    @property
    def chosen(self) -> dict[str, Any]:
        """Give the filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def wanted(self) -> Wanted:
        """Give the filters as the queue understands them; what makes no sense counts as not set."""
        chosen = self.chosen
        return Wanted(
            provider=self.provider_id,
            status=chosen.get("status", ""),
            answer=chosen.get("answer", ""),
            text=chosen.get("text", ""),
            claim=chosen.get("claim", ""),
            days=int(chosen.get("age", 0)),
            words=chosen.get("q", "").replace("\0", ""),
            order=chosen.get("order", ""),
        )


class DecisionForm(forms.Form):
    """A decision with its reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("accepted", gettext_lazy("Accept: it shows what it claims")),
            ("returned", gettext_lazy("Return: something has to be added or changed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to accept or to return it.")},
    )
    reason = prose(
        gettext_lazy("Reason"),
        rows=5,
        required=True,
        max_length=5000,
        help_text=gettext_lazy(
            "The provider reads it. A returned submission needs to say what is missing."
        ),
        error_messages={"required": gettext_lazy("Give the reason; the provider reads it.")},
    )


class RemarkForm(forms.Form):
    """An observation or a request about a submission."""

    text = prose(
        gettext_lazy("Observation or request"),
        rows=4,
        required=True,
        max_length=5000,
        error_messages={"required": gettext_lazy("Write what you want to say.")},
    )
    answer_by = day(
        gettext_lazy("Answer asked for by"),
        help_text=gettext_lazy("Leave it empty where no answer is needed."),
    )


class AccessForm(forms.Form):
    """Access of a reviewer to a provider, for a period."""

    provider = forms.ModelChoiceField(
        label=gettext_lazy("Provider"),
        queryset=Provider.objects.none(),
        empty_label=gettext_lazy("Choose a provider."),
        error_messages={"required": gettext_lazy("Choose a provider.")},
    )
    reviewer = forms.ModelChoiceField(
        label=gettext_lazy("Reviewer"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a reviewer."),
        help_text=gettext_lazy("Reviewers who read a provider only while they have access to it."),
        error_messages={"required": gettext_lazy("Choose a reviewer.")},
    )
    begins_on = day(gettext_lazy("First day"), required=True, missing=NO_DAY)
    ends_on = day(
        gettext_lazy("Last day"),
        help_text=gettext_lazy("Part of the period. At most a year; it can be renewed."),
        required=True,
        missing=NO_DAY,
    )
    because = prose(
        gettext_lazy("Reason"),
        required=True,
        max_length=5000,
        help_text=gettext_lazy("For instance the case. The provider does not read it."),
        error_messages={"required": gettext_lazy("Say why.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        providers: QuerySet[Provider],
        reviewers: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.fields["provider"].queryset = providers  # type: ignore[attr-defined] # a choice of rows
        self.fields["reviewer"].queryset = reviewers  # type: ignore[attr-defined] # a choice of rows


class RenewForm(forms.Form):
    """A later last day."""

    ends_on = day(gettext_lazy("New last day"), required=True, missing=NO_DAY)
    revision = revision()


class EndForm(forms.Form):
    """Why access ends early."""

    because = prose(
        gettext_lazy("Reason"),
        rows=2,
        required=True,
        max_length=5000,
        help_text=gettext_lazy("The reviewer reads it; the provider does not."),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class NoteForm(forms.Form):
    """A private note of reviewers; its ids are apart from those of a remark on the same page."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_note_%s", label_suffix="")

    text = prose(
        gettext_lazy("Private note"),
        required=True,
        max_length=10_000,
        help_text=gettext_lazy(
            "Reviewers read it; the provider never does, and it is never changed."
        ),
        error_messages={"required": gettext_lazy("Write the note.")},
    )

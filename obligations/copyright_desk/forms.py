"""What input at the copyright desk looks like."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.copyright_desk.models import Complaint, CrawlerVersion
from obligations.copyright_desk.models.complaints import Capacity
from obligations.copyright_desk.models.crawlers import Operator
from obligations.copyright_desk.services.complaints import CLAIM_LIMIT, Claim
from obligations.copyright_desk.services.crawlers import Description
from obligations.forms.fields import day, prose
from obligations.law.copyright_policy import ASKED
from providers.models import AIModel

DESCRIBED = (
    "holds_from", "user_agent", "operator", "operated_by", "purpose", "robots_txt",
    "other_protocols", "piracy_lists", "piracy_list_on", "lawful_access", "addresses",
    "verification_page", "periods", "trained", "names_models",
)  # fmt: skip


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


def _needed_day(label: str, help_text: str = "") -> forms.DateField:
    field = day(label, help_text=help_text)
    field.required = True
    return field


def _lines(label: str, *, help_text: str, required: bool = False, rows: int = 3) -> forms.CharField:
    return prose(label, rows=rows, required=required, help_text=help_text)


def _split(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


class PolicyForm(_Form):
    """A version of the policy, as words or as a file, and which part answers which measure."""

    file = forms.FileField(
        label="File of the policy", required=False, help_text="Or write its words below."
    )
    text = prose("Words of the policy", rows=8, max_length=200_000)
    in_force_from = _needed_day("In force from")
    approved_by = forms.CharField(
        label="Approved by", max_length=200, help_text="The function or body, such as the board."
    )
    approved_on = _needed_day("Approved on")
    responsible = _lines(
        "Who carries it out and oversees it, by function",
        help_text="One function on each line, without names of people.",
        required=True,
    )
    changes = prose("What changed since the version before", rows=2, required=True)
    summary = prose(
        "Summary for the public",
        rows=4,
        help_text="Encouraged by Measure 1.1(2); public only when you publish it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in ASKED:
            self.fields[one.key] = forms.CharField(
                label=one.title,
                required=False,
                max_length=300,
                help_text=one.cite + (", encouraged" if one.is_encouraged else ""),
                widget=forms.TextInput(
                    attrs={"placeholder": "Part of the policy, such as section 3"}
                ),
            )

    @property
    def main(self) -> list[Any]:
        """The fields about the version."""
        return [self[name] for name in self.base_fields]

    @property
    def measures(self) -> list[Any]:
        """The fields that name parts of the policy."""
        return [self[one.key] for one in ASKED]

    def given(self) -> dict[str, Any]:
        """Give what the service takes."""
        data = dict(self.cleaned_data)
        covers = {one.key: data.pop(one.key) for one in ASKED}
        data["responsible"] = _split(data["responsible"])
        data["upload"] = data.pop("file", None)
        return data | {"covers": covers}


class CrawlerForm(_Form):
    """What is said about a crawler."""

    name = forms.CharField(label="Name of the crawler", max_length=200)
    user_agent = forms.CharField(
        label="User agent token",
        max_length=300,
        help_text="What site owners write into robots.txt.",
    )
    operator = forms.ChoiceField(label="Who runs it", choices=Operator.choices)
    operated_by = forms.CharField(
        label="Run by", required=False, max_length=200, help_text="Where others run it for you."
    )
    purpose = prose("Purpose", rows=2, required=True)
    robots_txt = prose(
        "How it treats robots.txt", required=True, help_text="RFC 9309; Measure 1.3(1)(a)."
    )
    other_protocols = prose("Other reservations it honours", help_text="Measure 1.3(1)(b).")
    piracy_lists = prose("How piracy sites are left out", help_text="Measure 1.2(1)(b).")
    piracy_list_on = day("Date of the list in use")
    lawful_access = prose("Paywalls and technical protection", help_text="Measure 1.2(1)(a).")
    addresses = _lines("Address ranges", help_text="One on each line, such as 192.0.2.0/24.")
    verification_page = forms.CharField(
        label="Page to verify the crawler", required=False, max_length=2000
    )
    periods = _lines(
        "Periods of operation",
        required=True,
        help_text="One on each line: 03/2024 - 04/2026, or 05/2026 - open.",
    )
    trained = forms.ModelMultipleChoiceField(
        AIModel.objects.none(),
        label="Models trained on what it collected",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names_models = forms.BooleanField(label="Name these models on the public page", required=False)
    holds_from = _needed_day("This description holds from")
    changes = prose(
        "What changed", rows=2, required=True, help_text="Readers of the feed are told so."
    )
    corrects = prose(
        "If it corrects the past: why",
        rows=2,
        help_text="Needed only where periods stated before are left out or changed.",
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def __init__(self, *args: Any, models: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trained"].queryset = models  # type: ignore[attr-defined] # a choice of rows
        for name in ("changes", "corrects", "after") if is_new else ("name",):
            del self.fields[name]
        if not models:
            del self.fields["trained"]

    def description(self) -> Description:
        """Give the description as the service takes it."""
        data = {name: self.cleaned_data[name] for name in DESCRIBED if name in self.cleaned_data}
        data["addresses"] = _split(data["addresses"])
        data["periods"] = _split(data["periods"])
        data["trained"] = list(data.get("trained", ()))
        return Description(**data)


def as_before(version: CrawlerVersion) -> dict[str, Any]:
    """Fill the form with what was said last."""
    found = {name: getattr(version, name) for name in DESCRIBED}
    found |= {name: "\n".join(found[name]) for name in ("addresses", "periods")}
    found["trained"] = [one["id"] for one in version.trained]
    return found | {"after": version.number, "holds_from": None}


class ContactForm(_Form):
    """The contact point, and the provider's own terms."""

    name = forms.CharField(label="Function or office", max_length=200)
    email = forms.CharField(label="Mail address", max_length=254)
    web_page = forms.CharField(label="Page about it", required=False, max_length=2000)
    note = prose("What rightsholders should know", rows=2)
    takes_complaints_here = forms.BooleanField(
        label="Offer the complaint form on the public page", required=False
    )
    target_days = forms.IntegerField(
        label="Own target for answers, in days",
        required=False,
        min_value=1,
        max_value=365,
        help_text="Yours alone: the Code asks for a reasonable time and gives no number.",
    )
    keep_years = forms.IntegerField(
        label="Erase who complained after years",
        min_value=1,
        max_value=30,
        help_text="Counted from the answer; yours alone, no text gives a number.",
    )


class ClaimForm(_Form):
    """What a complaint says."""

    capacity = forms.ChoiceField(label="You complain as", choices=Capacity.choices)
    name = forms.CharField(label="Your name or organisation", max_length=200)
    on_behalf_of = forms.CharField(
        label="On behalf of",
        required=False,
        max_length=200,
        help_text="The rightsholder you act for.",
    )
    email = forms.CharField(label="Mail address for the answer", max_length=254)
    works = prose(
        "The works concerned", rows=4, required=True, max_length=CLAIM_LIMIT,
        help_text="Titles, identifiers or addresses, precise enough to find them.",
    )  # fmt: skip
    seen_where = prose(
        "Where and how you saw it", rows=4, required=True, max_length=CLAIM_LIMIT,
        help_text="What the provider did or its model put out, when, and how to see it.",
    )  # fmt: skip
    asked = prose("What you ask for", rows=3, required=True, max_length=CLAIM_LIMIT)

    def claim(self) -> Claim:
        """Give the claim as the service takes it."""
        names = ("capacity", "name", "on_behalf_of", "email", "works", "seen_where", "asked")
        return Claim(**{name: self.cleaned_data[name] for name in names})


class PublicClaimForm(ClaimForm):
    """The same from a stranger: with a stamp, and a field that only programs fill."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    homepage = forms.CharField(
        label="Leave this empty",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_homepage(self) -> str:
        """Refuse what a person does not see."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("Leave this field empty, then send the form again.")
        return ""


class RecordForm(ClaimForm):
    """A complaint that came by mail."""

    received_on = _needed_day("Received on")
    field_order = ("received_on",)


class EndForm(_Form):
    """How a complaint ends."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=[
            ("answered", "Answered"),
            ("unfounded", "Manifestly unfounded"),
            ("repeated", "Identical to one already answered"),
        ],
    )
    answer = prose("The answer that was given", rows=6)
    because = prose("Reason", rows=2, help_text="Needed where it is manifestly unfounded.")
    repeats = forms.ModelChoiceField(
        Complaint.objects.none(),
        label="The earlier complaint",
        required=False,
        empty_label="None",
        help_text="Only answered complaints of the same rightsholder are listed.",
    )

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["repeats"]
        field.queryset = earlier  # type: ignore[attr-defined] # a choice of rows
        field.label_from_instance = lambda row: f"{row}, {row.received_at:%d %b %Y}"  # type: ignore[attr-defined]


class LogForm(_Form):
    """One line of the correspondence."""

    way = forms.ChoiceField(
        label="Which way",
        choices=[
            ("out", "To the complainant"),
            ("in", "From the complainant"),
            ("own", "Internal"),
        ],
    )
    text = prose("What was said", rows=3, required=True)


class TargetForm(_Form):
    """The provider's own day for the answer."""

    target_on = day("Own target day")
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)


class WhyForm(_Form):
    """A reason."""

    because = forms.CharField(label="Why", max_length=5000)

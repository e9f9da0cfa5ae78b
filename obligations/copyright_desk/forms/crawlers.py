"""What input about crawlers looks like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from obligations.copyright_desk.forms.lines import joined, lines, split
from obligations.copyright_desk.models import CrawlerVersion
from obligations.copyright_desk.models.crawlers import Operator
from obligations.copyright_desk.services.crawlers import Description
from obligations.forms.fields import day, prose
from providers.models import AIModel

DESCRIBED = (
    "holds_from", "user_agent", "http_user_agent", "operator", "operated_by", "purpose",
    "robots_txt", "other_protocols", "piracy_lists", "piracy_list_on", "lawful_access", "addresses",
    "verification_page", "periods", "trained", "names_models",
)  # fmt: skip


class CrawlerForm(forms.Form):
    """What is said about a crawler."""

    name = forms.CharField(label=_("Name of the crawler"), max_length=200)
    user_agent = forms.CharField(
        label=_("User agent token"),
        max_length=100,
        help_text=_("What site owners write into robots.txt, such as ExampleBot (RFC 9309)."),
    )
    http_user_agent = forms.CharField(
        label=_("User-Agent header"),
        required=False,
        max_length=300,
        help_text=_("As it appears in the logs of a site."),
    )
    operator = forms.ChoiceField(label=_("Who runs it"), choices=Operator.choices)
    operated_by = forms.CharField(
        label=_("Run by"),
        required=False,
        max_length=200,
        help_text=_("Where others run it for you."),
    )
    purpose = prose(_("Purpose"), rows=2, required=True)
    robots_txt = prose(
        _("How it treats robots.txt"), required=True, help_text=_("RFC 9309; Measure 1.3(1)(a).")
    )
    other_protocols = prose(_("Other reservations it honours"), help_text=_("Measure 1.3(1)(b)."))
    piracy_lists = prose(_("How piracy sites are left out"), help_text=_("Measure 1.2(1)(b)."))
    piracy_list_on = day(_("Date of the list in use"))
    lawful_access = prose(_("Paywalls and technical protection"), help_text=_("Measure 1.2(1)(a)."))
    addresses = lines(_("Address ranges"), help_text=_("One on each line, such as 192.0.2.0/24."))
    verification_page = forms.CharField(
        label=_("Page to verify the crawler"), required=False, max_length=2000
    )
    periods = lines(
        _("Periods of operation"),
        required=True,
        help_text=_("One on each line: 03/2024 - 04/2026, or 05/2026 - open."),
    )
    trained = forms.ModelMultipleChoiceField(
        AIModel.objects.none(),
        label=_("Models trained on what it collected"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names_models = forms.BooleanField(
        label=_("Name these models on the public page"), required=False
    )
    holds_from = day(_("This description holds from"), required=True)
    changes = prose(
        _("What changed"), rows=2, required=True, help_text=_("Readers of the feed are told so.")
    )
    corrects = prose(
        _("If it corrects the past: why"),
        rows=2,
        help_text=_("Needed only where periods stated before are left out or changed."),
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
        data["addresses"] = split(data["addresses"])
        data["periods"] = split(data["periods"])
        data["trained"] = list(data.get("trained", ()))
        return Description(**data)


def as_before(version: CrawlerVersion) -> dict[str, Any]:
    """Fill the form with what was said last."""
    found = {name: getattr(version, name) for name in DESCRIBED}
    found |= {name: joined(found[name]) for name in ("addresses", "periods")}
    found["trained"] = [one["id"] for one in version.trained]
    return found | {"after": version.number, "holds_from": None}


class WhyForm(forms.Form):
    """A reason."""

    because = forms.CharField(label=_("Why"), max_length=5000)

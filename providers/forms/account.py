"""What a person says of themselves, and how pages are written for them."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from providers.actors import Theme

THEMES = [
    (Theme.SYSTEM.value, _("As the device")),
    (Theme.LIGHT.value, _("Light")),
    (Theme.DARK.value, _("Dark")),
]


def _zones() -> list[tuple[str, Any]]:
    places = sorted(one for one in available_timezones() if "/" in one and one[:4] != "Etc/")
    return [("", _("Brussels time")), ("UTC", lazystr("UTC")), *((one, one) for one in places)]


class PreferencesForm(forms.Form):
    """A person's name, language, time zone and colours."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Stands beside what you do.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=_zones,
        help_text=_(
            "Instants are shown in it. Last days of the law end at midnight in Brussels, for "
            "everybody."
        ),
    )
    theme = forms.ChoiceField(
        label=_("Colours"), required=False, choices=THEMES, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)

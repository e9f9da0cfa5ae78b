"""What was removed or blackened before something was recorded or sent, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RedactionGround(models.TextChoices):
    """On what ground something was removed before sending."""

    TRADE_SECRET = (
        "trade-secret",
        _("Trade secret (Directive (EU) 2016/943; AI Act, Art. 78(1)(a))"),
    )
    PERSONAL_DATA = "personal-data", _("Personal data (Regulation (EU) 2016/679)")
    SECURITY = "security", _("Public or national security (AI Act, Art. 78(1)(c))")
    PRIVILEGE = "privilege", _("Legal professional privilege")
    NOT_REQUESTED = "not-requested", _("Beyond what was asked for (AI Act, Art. 91(4))")
    OTHER = "other", _("Another ground")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """One redaction as it was stated: what, a value of RedactionGround, and why it applies."""

    removed: str
    ground: str
    because: str = ""

    @property
    def ground_said(self) -> StrOrPromise:
        """The ground in the reader's words."""
        return RedactionGround(self.ground).label

    @property
    def text(self) -> str:
        """The redaction as one line: what, on which ground, and why."""
        return f"{self.removed} ({self.ground_said}{f': {self.because}' if self.because else ''})"

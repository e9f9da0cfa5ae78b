"""Systemic risks, as the register holds them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from obligations.safety.kinds.terms import CODE, EntryKind
from obligations.safety.register import RISK_ITEMS

RISKS = (
    EntryKind(
        key="risk",
        plural="risks",
        title=_("Systemic risk"),
        on_label=_("Assessed on"),
        subject="model",
        slot="name",
        cite=f"{CODE}, Commitments 2 to 4, Appendix 1",
        items=RISK_ITEMS,
    ),
)
